package import CloudDocuments
package import Diagnostics
package import Settings

/// A policy lets others in than whom W&B runs as.
package enum PrincipalWithoutStatement: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3270", "principal-without-statement", .error,
    Documentation(
      summary:
        "The principal of the configuration is in no statement of a bucket's or key's policy.",
      explanation: """
        With `aws.principal` set, a statement that lets anybody use the bucket or the key names \
        that principal, its account, or everybody under a condition; W&B is refused where only \
        others are named. The comparison is with the whole ARN: the same role of another account \
        is another one.
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
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let check = PolicyCheck(document, resolved), check.policy.isWhole,
      let own = check.situation.principal, !PolicyResource.isOpen(own.value)
    else { return }
    let uses = check.allowing.filter { isUse($0, check.purpose) }
    guard !uses.contains(where: { $0.mayBeFor(own.value) }),
      let other = uses.lazy.compactMap({ $0.principal?.identities.first }).first
    else { return }
    report.report(
      "`\(other.value.prefix(80))` is let in, and the configuration's principal is not",
      at: other.span, help: "name `\(own.value)`", related: own.labels)
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
