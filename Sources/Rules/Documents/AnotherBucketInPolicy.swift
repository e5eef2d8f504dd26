package import CloudDocuments
package import Diagnostics
package import Settings

/// The policy of a bucket names another bucket.
package enum AnotherBucketInPolicy: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3249", "another-bucket-in-policy", .error,
    Documentation(
      summary: "The policy of a bucket has the ARN of another bucket.",
      explanation: """
        A bucket's policy is about that bucket and its objects; S3 refuses it with another one's \
        ARN ("Policy has invalid resource"). The bucket is the configuration's, else the first \
        that the policy names.
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
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let check = PolicyCheck(document, resolved), let own = check.ownBucket else { return }
    for resource in check.resources where resource.isOutside(own) {
      report.report(
        "`\(resource.written.value.prefix(80))` has no place in the policy of `\(own)`",
        at: resource.written.span, help: "leave it out; the other bucket has a policy of its own",
        related: check.situation.bucket?.labels ?? [])
    }
  }
}
