package import CloudDocuments
package import Diagnostics
package import Settings

/// A key or a queue is in another region than the bucket.
package enum ResourceInAnotherRegion: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3239", "resource-in-another-region", .error,
    Documentation(
      summary: "A policy names a key or a queue of another region than the bucket's.",
      explanation: """
        S3 encrypts with keys of the bucket's own region, and sends its events to queues of that \
        region only (S3 user guide, "Amazon S3 event notifications"). A statement whose \
        `kms:ViaService` is S3 of another region allows nothing to this bucket.
        """,
      failing: ExamplePolicy.document(
        "sqs", [ExamplePolicy.queue("arn:aws:sqs:eu-west-1:123456789012:wandb")],
        beside: ExamplePolicy.values("region: us-east-1")),
      passing: ExamplePolicy.document(
        "sqs", [ExamplePolicy.queue()], beside: ExamplePolicy.values("region: us-east-1"))))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let check = PolicyCheck(document, resolved), let region = check.situation.region else {
      return
    }
    for resource in check.resources
    where ["sqs", "kms"].contains(resource.service) && AmazonResourceName.isRegion(resource.region)
      && resource.region != region.value
    {
      let noun = resource.service == "sqs" ? "queue" : "key"
      report.report(
        "`\(resource.written.value.prefix(80))` is a \(noun) of another region than `\(region.value)`",
        at: resource.written.span, help: "name a \(noun) of the bucket's region",
        related: region.labels)
    }
    for condition in check.allowing.flatMap(\.conditions) {
      guard let value = elsewhere(condition, region.value) else { continue }
      report.report(
        "`\(value.value.prefix(80))` is S3 of another region than `\(region.value)`",
        at: value.span, help: "write `s3.\(region.value).amazonaws.com`", related: region.labels)
    }
  }

  /// The first service, when each that a key may be used through is S3 of another region.
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
