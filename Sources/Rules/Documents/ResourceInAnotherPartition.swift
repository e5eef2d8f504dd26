package import CloudDocuments
package import Diagnostics
package import Settings

/// An ARN is in another partition than the bucket.
package enum ResourceInAnotherPartition: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3237", "resource-in-another-partition", .error,
    Documentation(
      summary: "An ARN names another partition of AWS than its region, or than the bucket's.",
      explanation: """
        GovCloud is `aws-us-gov` and China `aws-cn`, with accounts of their own; nothing there \
        matches an ARN of `aws`, which the documentation and W&B's modules write.
        """,
      failing: ExamplePolicy.document(
        "iam", [ExamplePolicy.onBucket, ExamplePolicy.onObjects],
        beside: ExamplePolicy.values("region: us-gov-west-1")),
      passing: ExamplePolicy.document(
        "iam",
        [ExamplePolicy.onBucket, ExamplePolicy.onObjects].map {
          $0.replacing("arn:aws:", with: "arn:aws-us-gov:")
        },
        beside: ExamplePolicy.values("region: us-gov-west-1"))))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let check = PolicyCheck(document, resolved) else { return }
    let names = check.policy.statements.flatMap { $0.principal?.identities ?? [] }
    let all = check.resources + check.sources + names.compactMap { PolicyResource($0) }
    for resource in all where PolicyResource.isKnown(resource.partition) {
      let own = AmazonResourceName.isRegion(resource.region) ? resource.region : nil
      guard let region = own ?? check.situation.region?.value else { continue }
      let partition = AmazonPartition(region: region).name
      guard partition != resource.partition else { continue }
      report.report(
        "`\(resource.written.value.prefix(80))` is in partition `\(resource.partition)`, and "
          + "`\(region)` in `\(partition)`", at: resource.written.span,
        help: "begin it with `arn:\(partition):`",
        related: own == nil ? check.situation.region?.labels ?? [] : [],
        fixes: fix(resource, partition, document.layout).map { [$0] } ?? [])
    }
  }

  /// The same ARN with another partition, where none of it is escaped.
  private static func fix(
    _ resource: PolicyResource, _ partition: String, _ layout: DocumentLayout
  ) -> FixIt? {
    guard layout.isVerbatim(resource.written) else { return nil }
    let start = "\"arn:".utf8.count
    let place = resource.written.span.sub(start..<start + resource.partition.utf8.count)
    return FixIt("write `\(partition)`", [.replace(place, with: partition)], .unsafe)
  }
}
