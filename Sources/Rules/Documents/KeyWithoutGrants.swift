package import CloudDocuments
package import Diagnostics
package import Settings

/// Another account uses a key but may not create grants on it.
package enum KeyWithoutGrants: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3243", "key-without-grants", .warning,
    evidence: .read(by: .aws, source: "AWS KMS developer guide, \"Grants\""),
    Documentation(
      summary: "The key is used from another account that is not allowed `kms:CreateGrant`.",
      explanation: """
        AWS services use a key in another account through a grant that the caller creates; module \
        `secure_storage_connector` allows it if the key and W&B have different owners. Allow it \
        only under the condition that `kms:GrantIsForAWSResource` is `true`.
        """,
      failing: ExamplePolicy.document(
        "kms",
        [ExamplePolicy.administrator, ExamplePolicy.key("arn:aws:iam::210987654321:role/wandb")]),
      passing: ExamplePolicy.document(
        "kms",
        [ExamplePolicy.administrator, ExamplePolicy.key("arn:aws:iam::123456789012:role/wandb")])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose == .key, check.policy.isWhole,
      let owner = check.keyOwner
    else { return }
    for user in KeyUser.all(check) where !user.actions.contains("kms:CreateGrant") {
      guard let account = PolicyIdentity(user.name).account, account != owner else { continue }
      findings.add(.noGrants(for: user.name), at: user.name.span, help: .allowGrants)
    }
  }
}

extension Message {
  fileprivate static func noGrants(for user: Located) -> Message {
    """
    `\(value: user.value.prefix(80))` is in a different account than the key and is not allowed \
    to create grants
    """
  }

  fileprivate static let allowGrants: Message =
    "allow it `kms:CreateGrant` if `kms:GrantIsForAWSResource` is `true`"
}
