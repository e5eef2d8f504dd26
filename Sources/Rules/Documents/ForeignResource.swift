package import CloudDocuments
package import Diagnostics
package import Settings

/// A policy names a different bucket, key or queue than the configuration.
package enum ForeignResource: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3240", "foreign-resource", .error,
    evidence: .read(
      by: .aws,
      source: "IAM user guide, \"Policy evaluation logic\": what nothing allows is denied"),
    Documentation(
      summary:
        "No statement of the policy covers the configured bucket, key or queue.",
      explanation: """
        The policy names a different one, so AWS denies W&B access to the one in the configuration.
        """,
      failing: ExamplePolicy.document(
        "iam", [ExamplePolicy.onBucket, ExamplePolicy.onObjects],
        with: ExamplePolicy.values().replacing("wandb-files", with: "wandb-runs")),
      passing: ExamplePolicy.document(
        "iam", [ExamplePolicy.onBucket, ExamplePolicy.onObjects], with: ExamplePolicy.values())))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose != .trust else { return }
    for kind in kinds(check) {
      guard let fact = kind.fact, let own = kind.own, let first = kind.named.first?.resource.written
      else { continue }
      let mayBeOwn = kind.named.contains { resource, name in
        PolicyResource.isOpen(resource.written.value) || Wildcard.matches(name, own)
      }
      guard !mayBeOwn else { continue }
      findings.add(
        .foreign(first, noun: kind.noun), at: first.span, help: .name(fact), related: fact.labels)
    }
  }

  /// Resources of one kind.
  private struct Kind {
    let noun: String
    /// What the configuration sets.
    let fact: PolicyContext.Fact?
    /// The part of it that is compared with `named`.
    let own: String?
    /// The resources that the policy names, each with the part that is compared.
    let named: [(resource: PolicyResource, name: String)]
  }

  private static func kinds(_ check: PolicyCheck) -> [Kind] {
    let (resources, context) = (check.resources, check.context)
    // A queue's policy names the bucket only as the source of events.
    let ofS3 = check.purpose == .queue ? check.sources : resources
    let keys = resources.filter { $0.service == "kms" && $0.resource.hasPrefix("key/") }
    let queues = resources.filter { $0.service == "sqs" }
    return [
      Kind(
        noun: "bucket", fact: context.bucket, own: context.bucket?.value,
        named: ofS3.compactMap { resource in resource.bucket.map { (resource, $0) } }),
      Kind(
        noun: "key", fact: context.key, own: context.keyName.map(keyName),
        named: keys.map { ($0, keyName($0)) }),
      Kind(
        noun: "queue", fact: context.queue, own: context.queue?.value,
        named: queues.map { ($0, $0.resource) }),
    ]
  }

  /// A key's account and ID; its region has its own finding.
  private static func keyName(_ key: PolicyResource) -> String { "\(key.account):\(key.resource)" }
}

extension Message {
  fileprivate static func foreign(_ resource: Located, noun: String) -> Message {
    "`\(value: resource.value.prefix(80))` is not the configured \(noun)"
  }

  fileprivate static func name(_ own: PolicyContext.Fact) -> Message {
    "name the configured one, `\(fact: own)`"
  }
}
