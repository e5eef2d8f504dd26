package import CloudDocuments
package import Diagnostics
package import Settings

/// A policy grants access to a whole account.
package enum AccountAsPrincipal: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3236", "account-as-principal", .note,
    evidence: .read(by: .aws, source: "IAM user guide, \"Principal\", account principals"),
    Documentation(
      summary: "The principal is an account, not a role.",
      explanation: """
        The account decides which of its roles and users may use the bucket or the key; W&B \
        needs only one role. If W&B hosts the server, pass the principal from its documentation \
        with `--set aws.principal=ARN`; that principal is not reported.
        """,
      failing: ExamplePolicy.document(
        "s3-bucket-policy", ExamplePolicy.bucket(#"{"AWS": "123456789012"}"#)),
      passing: ExamplePolicy.document(
        "s3-bucket-policy",
        ExamplePolicy.bucket(#"{"AWS": "arn:aws:iam::123456789012:role/wandb"}"#))))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), [.bucket, .key].contains(check.purpose)
    else { return }
    var seen: Set<String> = []
    for statement in check.allowing where isUse(statement, check.purpose) {
      for name in statement.principal?.identities ?? [] {
        guard PolicyIdentity(name).isAccount, !isWandB(name, check),
          seen.insert(name.value).inserted
        else { continue }
        findings.add(.wholeAccount(name), at: name.span, help: .nameRole)
      }
    }
  }

  /// Whether the statement allows use; the account that administers its own key is not reported.
  private static func isUse(_ statement: PolicyStatement, _ purpose: PolicyPurpose) -> Bool {
    switch purpose {
    case .bucket: statement.covers("s3:GetObject") || statement.covers("s3:ListBucket")
    case .key: statement.covers("kms:Decrypt") && !statement.covers("kms:PutKeyPolicy")
    case .identity, .trust, .queue: false
    }
  }

  private static func isWandB(_ name: Located, _ check: PolicyCheck) -> Bool {
    check.context.principal.map { PolicyIdentity.isSame($0.value, name.value) } ?? false
  }
}

extension Message {
  fileprivate static func wholeAccount(_ account: Located) -> Message {
    "`\(value: account.value)` covers every role that the account allows"
  }

  fileprivate static let nameRole: Message = "name the role that W&B runs as"
}
