package import CloudDocuments
package import Diagnostics
package import Settings

/// A key or queue is in a different region than the bucket.
package enum ResourceInAnotherRegion: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3239", "resource-in-another-region", .error,
    evidence: .read(
      by: .aws,
      source: """
        S3 user guide, "Using server-side encryption with AWS KMS keys" and "Amazon S3 event \
        notifications"
        """),
    Documentation(
      summary: "A policy names a key or queue in a different region than the bucket.",
      explanation: """
        S3 encrypts only with keys in the bucket's own region, and sends events only to queues in \
        that region (S3 user guide, "Amazon S3 event notifications"). A statement whose \
        `kms:ViaService` is S3 in another region allows nothing for this bucket.
        """,
      failing: ExamplePolicy.document(
        "sqs", [ExamplePolicy.queue("arn:aws:sqs:eu-west-1:123456789012:wandb")],
        with: ExamplePolicy.values("region: us-east-1")),
      passing: ExamplePolicy.document(
        "sqs", [ExamplePolicy.queue()], with: ExamplePolicy.values("region: us-east-1"))))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), let region = check.context.region else {
      return
    }
    for resource in check.resources
    where ["sqs", "kms"].contains(resource.service) && AmazonResourceName.isRegion(resource.region)
      && resource.region != region.value
    {
      let noun = resource.service == "sqs" ? "queue" : "key"
      findings.add(
        .resource(noun, resource.written, outside: region), at: resource.written.span,
        help: .nameInRegion(noun), related: region.labels)
    }
    for condition in check.allowing.flatMap(\.conditions) {
      guard let service = elsewhere(condition, region.value) else { continue }
      findings.add(
        .service(service, outside: region), at: service.span, help: .writeService(in: region),
        related: region.labels,
        fixes: [
          .write(
            "s3.\(region.value).amazonaws.com", for: service, summary: .writeService(in: region))
        ])
    }
  }

  /// The first service, if every service that may use the key is S3 in another region.
  private static func elsewhere(_ condition: PolicyCondition, _ region: String) -> Located? {
    guard condition.isPositive, condition.key.value.lowercased() == "kms:viaservice" else {
      return nil
    }
    let isOther = condition.values.allSatisfy { value in
      let parts = value.value.split(separator: ".")
      return parts.count > 2 && parts[0] == "s3" && AmazonResourceName.isRegion(parts[1])
        && parts[1] != region
    }
    return isOther ? condition.values.first : nil
  }
}

extension Message {
  fileprivate static func resource(
    _ noun: String, _ resource: Located, outside region: PolicyContext.Fact
  ) -> Message {
    "\(noun) `\(value: resource.value.prefix(80))` is not in region `\(fact: region)`"
  }

  fileprivate static func nameInRegion(_ noun: String) -> Message {
    "name a \(noun) in the bucket's region"
  }

  fileprivate static func service(
    _ service: Located, outside region: PolicyContext.Fact
  ) -> Message {
    "`\(value: service.value.prefix(80))` is not S3 in region `\(fact: region)`"
  }

  fileprivate static func writeService(in region: PolicyContext.Fact) -> Message {
    "write `s3.\(fact: region).amazonaws.com`"
  }
}
