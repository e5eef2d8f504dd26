package import CloudDocuments
package import Diagnostics
package import Settings

/// A policy names a different bucket, key or queue than the configuration.
package enum ForeignResource: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3240", "foreign-resource", .error,
    Documentation(
      summary:
        "No statement of the policy covers the configured bucket, key or queue.",
      explanation: """
        The policy names a different one, so AWS denies W&B access to the one in the configuration.
        """,
      failing: ExamplePolicy.document(
        "iam", [ExamplePolicy.onBucket, ExamplePolicy.onObjects],
        beside: ExamplePolicy.values().replacing("wandb-files", with: "wandb-runs")),
      passing: ExamplePolicy.document(
        "iam", [ExamplePolicy.onBucket, ExamplePolicy.onObjects], beside: ExamplePolicy.values())))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose != .trust else { return }
    let resources = check.resources
    let ofS3 = check.purpose == .queue ? check.sources : resources
    findings.add(
      ofS3.compactMap { resource in resource.bucket.map { (resource, $0) } },
      check.situation.bucket,
      "bucket", check.situation.bucket?.value)
    findings.add(
      resources.filter { $0.service == "kms" && $0.resource.hasPrefix("key/") }
        .map { ($0, "\($0.account):\($0.resource)") },
      check.situation.key, "key", check.situation.keyName.map { "\($0.account):\($0.resource)" })
    findings.add(
      resources.filter { $0.service == "sqs" }.map { ($0, $0.resource) }, check.situation.queue,
      "queue",
      check.situation.queue?.value)
  }
}

extension RuleFindings {
  /// Adds a finding at the first of `resources` if none of them can be the configuration's.
  fileprivate mutating func add(
    _ resources: [(resource: PolicyResource, name: String)], _ fact: PolicyContext.Fact?,
    _ noun: String, _ own: String?
  ) {
    guard let fact, let own, let first = resources.first else { return }
    let mayBeOwn = resources.contains { resource, name in
      PolicyResource.isOpen(resource.written.value) || Wildcard.matches(name, own)
    }
    guard !mayBeOwn else { return }
    add(
      "`\(value: first.resource.written.value.prefix(80))` is not the configured \(noun)",
      at: first.resource.written.span,
      help: "name `\(value: fact.value, at: fact.span)` instead", related: fact.labels)
  }
}
