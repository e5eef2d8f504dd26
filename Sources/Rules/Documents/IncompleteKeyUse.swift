package import CloudDocuments
package import Diagnostics
package import Settings

/// A key policy allows only some of the key actions that W&B needs.
package enum IncompleteKeyUse: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3242", "incomplete-key-use", .error,
    Documentation(
      summary: "A principal that uses the key lacks actions that an encrypted bucket needs.",
      explanation: """
        To write, S3 requests a data key; to read, it decrypts; a copy within the bucket \
        re-encrypts (`kms:ReEncryptFrom` and `kms:ReEncryptTo`). The key policy in the \
        documentation allows all of these. With `aws.principal` set, only that principal is \
        checked.
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
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose == .key, check.policy.isWhole
    else { return }
    for user in KeyUser.all(check) {
      let missing = NeededAction.keyPolicy.filter { !user.actions.contains($0.name) }
      guard !missing.isEmpty else { continue }
      let names = missing.map { $0.name.hasPrefix("kms:ReEncrypt") ? "kms:ReEncrypt*" : $0.name }
      findings.add(
        "`\(value: user.name.value.prefix(80))` is not allowed \(names.unique().enumeration)",
        at: user.name.span,
        help: "allow \(missing.count == 1 ? "it" : "them"): W&B needs to \(missing.reasons)")
    }
  }
}
