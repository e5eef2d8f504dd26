package import CloudDocuments
package import Diagnostics
package import Settings

/// A policy lets everybody in.
package enum PolicyForEverybody: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3235", "policy-for-everybody", .error,
    Documentation(
      summary:
        "A bucket, a key or a role is open to everybody, without a condition that says who is meant.",
      explanation: """
        `*` is whoever asks, with or without an account; `NotPrincipal` in a statement that \
        allows is everybody else. A condition narrows it when it names a source, an organization \
        or a principal (`aws:SourceVpce`, `aws:PrincipalOrgID`, `aws:PrincipalArn`); \
        `aws:SecureTransport` and `s3:prefix` do not.
        """,
      failing: ExamplePolicy.document("s3-bucket-policy", ExamplePolicy.bucket(#""*""#)),
      passing: ExamplePolicy.document(
        "s3-bucket-policy",
        ExamplePolicy.bucket(#"{"AWS": "arn:aws:iam::123456789012:role/wandb"}"#))))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose != .queue else { return }
    for statement in check.allowing where !statement.saysWho {
      guard let span = statement.principal?.everybody else { continue }
      report.report(
        "the statement lets everybody in, with or without an account", at: span,
        help: "name the role that W&B runs as, or say in `Condition` who is meant")
    }
  }
}
