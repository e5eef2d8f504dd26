package import CloudDocuments
package import Diagnostics
package import Settings

/// A policy is about another bucket, key or queue than the configuration.
package enum ForeignResource: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3240", "foreign-resource", .error,
    Documentation(
      summary:
        "The bucket, the key or the queue of the configuration is in no statement of the policy.",
      explanation: """
        The policy names another one, and what the configuration names is refused to W&B.
        """,
      failing: ExamplePolicy.document(
        "iam", [ExamplePolicy.onBucket, ExamplePolicy.onObjects],
        beside: ExamplePolicy.values().replacing("wandb-files", with: "wandb-runs")),
      passing: ExamplePolicy.document(
        "iam", [ExamplePolicy.onBucket, ExamplePolicy.onObjects], beside: ExamplePolicy.values())))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose != .trust else { return }
    let resources = check.resources
    let ofS3 = check.purpose == .queue ? check.sources : resources
    report.report(
      ofS3.compactMap { resource in resource.bucket.map { (resource, $0) } },
      check.situation.bucket,
      "bucket", check.situation.bucket?.value)
    report.report(
      resources.filter { $0.service == "kms" && $0.resource.hasPrefix("key/") }
        .map { ($0, "\($0.account):\($0.resource)") },
      check.situation.key, "key", check.situation.keyName.map { "\($0.account):\($0.resource)" })
    report.report(
      resources.filter { $0.service == "sqs" }.map { ($0, $0.resource) }, check.situation.queue,
      "queue",
      check.situation.queue?.value)
  }
}

extension RuleReport {
  /// A finding at the first of `resources`, when none of them is or may be the configuration's.
  fileprivate mutating func report(
    _ resources: [(resource: PolicyResource, name: String)], _ fact: PolicySituation.Fact?,
    _ noun: String, _ own: String?
  ) {
    guard let fact, let own, let first = resources.first else { return }
    let mayBeOwn = resources.contains { resource, name in
      PolicyResource.isOpen(resource.written.value) || Wildcard.matches(name, own)
    }
    guard !mayBeOwn else { return }
    report(
      "`\(first.resource.written.value.prefix(80))` is not the \(noun) of the configuration",
      at: first.resource.written.span, help: "that is `\(fact.value)`", related: fact.labels)
  }
}
