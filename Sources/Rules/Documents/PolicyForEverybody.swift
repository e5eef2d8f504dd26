package import CloudDocuments
package import Diagnostics
package import Settings

/// A policy grants access to everyone.
package enum PolicyForEverybody: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3235", "policy-for-everyone", .error,
    evidence: .read(
      by: .aws,
      source: """
        S3 user guide, "Blocking public access": S3 refuses such a bucket policy by default
        """),
    Documentation(
      summary:
        "A bucket, key or role is open to everyone, without a condition that limits who is meant.",
      explanation: """
        `*` is anyone, with or without an AWS account; `NotPrincipal` in a statement that allows \
        something means everyone else. A condition limits access if it names a source, an \
        organization or a principal (`aws:SourceVpce`, `aws:PrincipalOrgID`, \
        `aws:PrincipalArn`); `aws:SecureTransport` and `s3:prefix` do not.
        """,
      failing: ExamplePolicy.document("s3-bucket-policy", ExamplePolicy.bucket(#""*""#)),
      passing: ExamplePolicy.document(
        "s3-bucket-policy",
        ExamplePolicy.bucket(#"{"AWS": "arn:aws:iam::123456789012:role/wandb"}"#))))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose != .queue,
      // Elsewhere, the principal itself is the mistake.
      check.purpose.needsPrincipal
    else { return }
    for statement in check.allowing where !statement.saysWho {
      guard let span = statement.principal?.everybody else { continue }
      findings.add(.openToEverybody, at: span, help: .nameRoleOrLimit)
    }
  }
}

extension Message {
  fileprivate static let openToEverybody: Message =
    "the statement grants access to everyone, with or without an AWS account"

  fileprivate static let nameRoleOrLimit: Message =
    "name the role that W&B runs as, or limit access with a `Condition`"
}
