package import CloudDocuments
import CloudFacts
package import Diagnostics
package import Settings

/// An ARN is in a different partition than the bucket.
package enum ResourceInAnotherPartition: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3237", "resource-in-another-partition", .error,
    evidence: .read(
      by: .aws,
      source:
        "IAM user guide, \"Identify AWS resources with Amazon Resource Names (ARNs)\": partitions"),
    Documentation(
      summary: "An ARN's partition does not match its region, or that of the bucket.",
      explanation: """
        GovCloud is partition `aws-us-gov` and China `aws-cn`, each with separate accounts; \
        nothing there matches an ARN of partition `aws`, which the documentation and the W&B \
        modules use.
        """,
      failing: ExamplePolicy.document(
        "iam", [ExamplePolicy.onBucket, ExamplePolicy.onObjects],
        with: ExamplePolicy.values("region: us-gov-west-1")),
      passing: ExamplePolicy.document(
        "iam",
        [ExamplePolicy.onBucket, ExamplePolicy.onObjects].map {
          $0.replacing("arn:aws:", with: "arn:aws-us-gov:")
        },
        with: ExamplePolicy.values("region: us-gov-west-1"))))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved) else { return }
    let names = check.policy.statements.flatMap { $0.principal?.identities ?? [] }
    let all = check.resources + check.sources + names.compactMap { PolicyResource($0) }
    for resource in all where PolicyResource.isKnown(resource.partition) {
      let own = AmazonResourceName.isRegion(resource.region) ? resource.region : nil
      let configured = own == nil ? check.context.region : nil
      guard let region = own ?? configured?.value else { continue }
      let partition = AmazonPartition(region: region).name
      guard partition != resource.partition else { continue }
      findings.add(
        .resource(resource, outside: partition, of: region, at: configured?.span),
        at: resource.written.span, help: .begin(with: partition),
        related: configured?.labels ?? [],
        fixes: fix(resource, partition, document.layout).map { [$0] } ?? [])
    }
  }

  /// Replaces the partition of an ARN that has no escapes.
  private static func fix(
    _ resource: PolicyResource, _ partition: String, _ layout: DocumentLayout
  ) -> FixIt? {
    guard layout.isVerbatim(resource.written) else { return nil }
    let start = "\"arn:".utf8.count
    let written = resource.written.span.sub(start..<start + resource.partition.utf8.count)
    return FixIt(.write(partition), [.replace(written, with: partition)], .unsafe)
  }
}

extension Message {
  fileprivate static func resource(
    _ resource: PolicyResource, outside partition: String, of region: String, at source: SourceSpan?
  ) -> Message {
    """
    `\(value: resource.written.value.prefix(80))` is in partition \
    `\(value: resource.partition)`, but region `\(value: region, at: source)` is in \
    `\(partition)`
    """
  }

  fileprivate static func begin(with partition: String) -> Message {
    "begin it with `arn:\(partition):`"
  }
}
