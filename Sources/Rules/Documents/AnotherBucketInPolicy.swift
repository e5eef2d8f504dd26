package import CloudDocuments
package import Diagnostics
package import Settings

/// A bucket policy names another bucket.
package enum AnotherBucketInPolicy: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3249", "another-bucket-in-policy", .error,
    evidence: .read(by: .aws, source: "Amazon S3: \"Policy has invalid resource\""),
    Documentation(
      summary: "A bucket policy contains the ARN of another bucket.",
      explanation: """
        A bucket policy covers only its own bucket and the objects in it; S3 rejects the ARN of \
        another bucket ("Policy has invalid resource"). The bucket is the one in the \
        configuration or, without one, the first that the policy names.
        """,
      failing: ExamplePolicy.document(
        "s3-bucket-policy",
        ExamplePolicy.bucket(role).map {
          $0.replacing(
            "\"arn:aws:s3:::wandb-files/*\"",
            with: "[\"arn:aws:s3:::wandb-files/*\", \"arn:aws:s3:::wandb-runs/*\"]")
        }),
      passing: ExamplePolicy.document("s3-bucket-policy", ExamplePolicy.bucket(role))))

  private static let role = #"{"AWS": "arn:aws:iam::123456789012:role/wandb"}"#

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), let own = check.ownBucket else { return }
    let bucketSpan =
      check.context.bucket?.span
      ?? check.resources.first { $0.bucket == own }?.written.span
    for resource in check.resources where resource.isOutside(own) {
      findings.add(
        .resource(resource.written, outside: own, at: bucketSpan), at: resource.written.span,
        help: .removeResource, related: check.context.bucket?.labels ?? [])
    }
  }
}

extension Message {
  fileprivate static func resource(
    _ resource: Located, outside bucket: String, at source: SourceSpan?
  ) -> Message {
    """
    `\(value: resource.value.prefix(80))` does not belong in the policy of bucket \
    `\(value: bucket, at: source)`
    """
  }

  fileprivate static let removeResource: Message =
    "remove it; the other bucket needs its own policy"
}
