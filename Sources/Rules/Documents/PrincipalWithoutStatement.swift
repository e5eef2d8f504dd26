package import CloudDocuments
package import Diagnostics
package import Settings

/// A policy grants access to others, but not to the principal that W&B runs as.
package enum PrincipalWithoutStatement: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3270", "principal-without-statement", .error,
    evidence: .read(
      by: .aws,
      source: "IAM user guide, \"Policy evaluation logic\": what nothing allows is denied"),
    Documentation(
      summary:
        "No statement of a bucket or key policy covers the principal of the configuration.",
      explanation: """
        With `aws.principal` set, some statement that allows use of the bucket or the key must \
        name that principal, its account, or everyone under a condition; if it names only others, \
        AWS denies W&B access. The full ARN is compared: a role of the same name in another \
        account is a different role.
        """,
      failing: ExamplePolicy.document(
        "s3-bucket-policy",
        ExamplePolicy.bucket(#"{"AWS": "arn:aws:iam::210987654321:role/wandb"}"#)
      ).set(principal),
      passing: ExamplePolicy.document(
        "s3-bucket-policy",
        ExamplePolicy.bucket(#"{"AWS": "arn:aws:iam::123456789012:role/wandb"}"#)
      ).set(principal)))

  private static let principal = "aws.principal=arn:aws:iam::123456789012:role/wandb"

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), check.policy.isWhole,
      let own = check.context.principal, !PolicyResource.isOpen(own.value)
    else { return }
    let uses = check.allowing.filter { isUse($0, check.purpose) }
    guard !uses.contains(where: { $0.mayBeFor(own.value) }),
      let other = uses.lazy.compactMap({ $0.principal?.identities.first }).first
    else { return }
    findings.add(.onlyOther(other), at: other.span, help: .name(own), related: own.labels)
  }

  private static func isUse(_ statement: PolicyStatement, _ purpose: PolicyPurpose) -> Bool {
    switch purpose {
    case .bucket:
      ["s3:GetObject", "s3:PutObject", "s3:ListBucket"].contains(where: statement.covers)
    case .key: statement.covers("kms:Decrypt")
    case .identity, .trust, .queue: false
    }
  }
}

extension Message {
  fileprivate static func onlyOther(_ other: Located) -> Message {
    "the policy allows `\(value: other.value.prefix(80))`, but not the configured principal"
  }

  fileprivate static func name(_ own: PolicyContext.Fact) -> Message { "name `\(fact: own)`" }
}
