package import CloudDocuments
package import Diagnostics
package import Settings

/// A policy does not allow all that W&B does.
package enum MissingPermission: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3233", "missing-permission", .warning,
    Documentation(
      summary: "A policy leaves out an action that W&B needs.",
      explanation: """
        W&B reads, writes, deletes and lists files, gives up interrupted uploads and asks where \
        the bucket is; with a KMS key it encrypts and decrypts, and from a queue it takes \
        messages away (W&B documentation, "Bring your own bucket"; wandb/terraform-aws-wandb, \
        modules secure_storage_connector and app_eks). A service that the policy does not \
        mention may be in another policy, but for the key and the queue of a configuration.
        """,
      failing: ExamplePolicy.document(
        "iam",
        [
          ExamplePolicy.onBucket,
          ExamplePolicy.objects(#""s3:GetObject", "s3:PutObject", "s3:DeleteObject""#),
        ]),
      passing: ExamplePolicy.document("iam", [ExamplePolicy.onBucket, ExamplePolicy.onObjects])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let check = PolicyCheck(document, resolved), check.policy.isWhole,
      check.purpose == .identity || check.purpose == .bucket
    else { return }
    let statements = check.statementsForWandB
    guard let files = statements.first(where: { $0.concerns("s3") }) else {
      return reportRest(check, statements, &report)
    }
    reportMissing(NeededAction.files, statements, at: files, &report)
    reportRest(check, statements, &report)
  }

  /// Key and queue, which the policy of a bucket says nothing of.
  private static func reportRest(
    _ check: PolicyCheck, _ statements: [PolicyStatement], _ report: inout RuleReport
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
      reportMissing(actions, statements, at: place, &report, related: fact?.labels ?? [])
    }
  }

  private static func reportMissing(
    _ needed: [NeededAction], _ statements: [PolicyStatement], at place: PolicyStatement,
    _ report: inout RuleReport, related: [Diagnostic.Label] = []
  ) {
    let missing = needed.filter { action in !statements.contains { $0.covers(action.name) } }
    guard !missing.isEmpty else { return }
    report.report(
      "the policy does not allow \(missing.map(\.name).enumeration)",
      at: place.actions?.key.span ?? place.start,
      help: "W&B needs \(missing.count == 1 ? "it" : "them") to \(missing.reasons)",
      related: related)
  }
}
