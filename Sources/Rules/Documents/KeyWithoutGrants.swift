package import CloudDocuments
package import Diagnostics
package import Settings

/// Another account uses a key and may make no grants on it.
package enum KeyWithoutGrants: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3243", "key-without-grants", .warning,
    Documentation(
      summary: "The key is used from another account, which may not `kms:CreateGrant`.",
      explanation: """
        AWS's services use a key of another account by a grant that the caller makes; the module \
        `secure_storage_connector` asks for it where key and W&B have different owners. Allow it \
        where `kms:GrantIsForAWSResource` is true.
        """,
      failing: ExamplePolicy.document(
        "kms",
        [ExamplePolicy.administrator, ExamplePolicy.key("arn:aws:iam::210987654321:role/wandb")]),
      passing: ExamplePolicy.document(
        "kms",
        [ExamplePolicy.administrator, ExamplePolicy.key("arn:aws:iam::123456789012:role/wandb")])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose == .key, check.policy.isWhole,
      let owner = check.keyOwner
    else { return }
    for user in KeyUser.all(check) where !user.actions.contains("kms:CreateGrant") {
      guard let account = PolicyIdentity(user.name).account, account != owner else { continue }
      report.report(
        "`\(user.name.value.prefix(80))` is of another account than the key, and may make no grants",
        at: user.name.span,
        help: "allow it `kms:CreateGrant` where `kms:GrantIsForAWSResource` is true")
    }
  }
}
