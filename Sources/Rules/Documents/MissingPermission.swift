package import CloudDocuments
package import Diagnostics
package import Settings

/// A policy does not allow every action that W&B needs.
package enum MissingPermission: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3233", "missing-permission", .warning,
    Documentation(
      summary: "A policy does not allow an action that W&B needs.",
      explanation: """
        W&B reads, writes, deletes and lists files, aborts interrupted uploads and looks up the \
        bucket's region; it encrypts and decrypts with a KMS key, and it receives and deletes \
        messages from a queue (W&B documentation, "Bring your own bucket"; \
        wandb/terraform-aws-wandb, modules secure_storage_connector and app_eks). A service that \
        the policy does not mention may be covered by another policy, so it is reported only if \
        it is for the key or queue of a configuration.
        """,
      failing: ExamplePolicy.document(
        "iam",
        [
          ExamplePolicy.onBucket,
          ExamplePolicy.objects(#""s3:GetObject", "s3:PutObject", "s3:DeleteObject""#),
        ]),
      passing: ExamplePolicy.document("iam", [ExamplePolicy.onBucket, ExamplePolicy.onObjects])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), check.policy.isWhole,
      check.purpose == .identity || check.purpose == .bucket
    else { return }
    let statements = check.statementsForWandB
    guard let files = statements.first(where: { $0.concerns("s3") }) else {
      return reportRest(check, statements, &findings)
    }
    reportMissing(NeededAction.files, statements, at: files, &findings)
    reportRest(check, statements, &findings)
  }

  /// Reports missing key and queue actions, which a bucket policy does not cover.
  private static func reportRest(
    _ check: PolicyCheck, _ statements: [PolicyStatement], _ findings: inout RuleFindings
  ) {
    guard check.purpose == .identity else { return }
    let first = statements.first { $0.concerns("s3") }
    let services = [
      ("kms", NeededAction.key, check.situation.key),
      ("sqs", NeededAction.queue, check.situation.queue),
    ]
    for (service, actions, fact) in services {
      let own = statements.first { $0.concerns(service) }
      guard let place = own ?? (fact == nil ? nil : first) else { continue }
      reportMissing(actions, statements, at: place, &findings, related: fact?.labels ?? [])
    }
  }

  private static func reportMissing(
    _ needed: [NeededAction], _ statements: [PolicyStatement], at place: PolicyStatement,
    _ findings: inout RuleFindings, related: [Diagnostic.Label] = []
  ) {
    let missing = needed.filter { action in !statements.contains { $0.covers(action.name) } }
    guard !missing.isEmpty else { return }
    findings.add(
      "the policy does not allow \(missing.map(\.name).enumeration)",
      at: place.actions?.key.span ?? place.start,
      help: "allow \(missing.count == 1 ? "it" : "them"): W&B needs to \(missing.reasons)",
      related: related)
  }
}
