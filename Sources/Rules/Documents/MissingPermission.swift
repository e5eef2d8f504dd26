package import CloudDocuments
import CloudFacts
package import Diagnostics
package import Settings

/// A policy does not allow every action that W&B needs.
package enum MissingPermission: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3233", "missing-permission", .warning,
    evidence: .read(
      by: .server,
      source: """
        W&B documentation, "Bring your own bucket"; policies of the W&B Terraform modules
        """),
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
    let files = statements.first { $0.concerns("s3") }
    if let files { reportMissing(AmazonService.s3.needs, statements, at: files, &findings) }
    // A bucket policy does not cover the key and the queue.
    guard check.purpose == .identity else { return }
    let services = [
      (AmazonService.kms, check.context.key), (AmazonService.sqs, check.context.queue),
    ]
    for (service, fact) in services {
      let own = statements.first { $0.concerns(service.prefix) }
      guard let target = own ?? (fact == nil ? nil : files) else { continue }
      reportMissing(service.needs, statements, at: target, &findings, related: fact?.labels ?? [])
    }
  }

  private static func reportMissing(
    _ needs: [PolicyAction], _ statements: [PolicyStatement], at target: PolicyStatement,
    _ findings: inout RuleFindings, related: [Diagnostic.Label] = []
  ) {
    let missing = needs.filter { action in !statements.contains { $0.covers(action.name) } }
    guard !missing.isEmpty else { return }
    findings.add(
      .notAllowed(missing), at: target.actions?.key.span ?? target.start, help: .allow(missing),
      related: related)
  }
}

extension Message {
  fileprivate static func notAllowed(_ actions: [PolicyAction]) -> Message {
    "the policy does not allow \(actions.enumeration)"
  }
}
