package import CloudDocuments
package import Diagnostics
package import Settings

/// A key can be used for a part only of what W&B does.
package enum IncompleteKeyUse: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3242", "incomplete-key-use", .error,
    Documentation(
      summary: "Who uses the key may not do all that an encrypted bucket needs.",
      explanation: """
        To write, S3 asks for a data key; to read, it decrypts; a copy inside the bucket \
        re-encrypts (`kms:ReEncryptFrom` and `kms:ReEncryptTo`). The documentation's policy of \
        the key allows all of it. With `aws.principal` set, only that principal is looked at.
        """,
      failing: ExamplePolicy.document(
        "kms",
        [
          ExamplePolicy.administrator,
          ExamplePolicy.key(
            "arn:aws:iam::123456789012:role/wandb",
            #""kms:Encrypt", "kms:Decrypt", "kms:DescribeKey""#),
        ]),
      passing: ExamplePolicy.document(
        "kms",
        [ExamplePolicy.administrator, ExamplePolicy.key("arn:aws:iam::123456789012:role/wandb")])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose == .key, check.policy.isWhole
    else { return }
    for user in KeyUser.all(check) {
      let missing = NeededAction.keyPolicy.filter { !user.actions.contains($0.name) }
      guard !missing.isEmpty else { continue }
      let names = missing.map { $0.name.hasPrefix("kms:ReEncrypt") ? "kms:ReEncrypt*" : $0.name }
      report.report(
        "`\(user.name.value.prefix(80))` may not \(names.unique().enumeration)", at: user.name.span,
        help: "W&B needs \(missing.count == 1 ? "it" : "them") to \(missing.reasons)")
    }
  }
}
