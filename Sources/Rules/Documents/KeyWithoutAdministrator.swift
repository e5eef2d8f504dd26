package import CloudDocuments
package import Diagnostics
package import Settings

/// Nobody can change a key policy.
package enum KeyWithoutAdministrator: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3241", "key-without-administrator", .error,
    Documentation(
      summary:
        "Nobody in the key's account may change its policy, or only a deletable role or user.",
      explanation: """
        Access to a key is granted only through its policy; if nobody is allowed \
        `kms:PutKeyPolicy`, only AWS Support can help. Module `secure_storage_connector` names \
        whoever ran it. That is a warning, since nobody administers the key once that role or \
        user is deleted. `arn:aws:iam::ACCOUNT:root` is the account as a whole and can't be \
        deleted. If a configuration sets `kmsKey`, the account is that key's account: no other \
        account can change the policy.
        """,
      failing: ExamplePolicy.document(
        "kms", [ExamplePolicy.key("arn:aws:iam::123456789012:role/wandb")]),
      passing: ExamplePolicy.document(
        "kms",
        [ExamplePolicy.administrator, ExamplePolicy.key("arn:aws:iam::123456789012:role/wandb")])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose == .key, check.policy.isWhole
    else { return }
    let administrators = check.allowing.filter { $0.covers("kms:PutKeyPolicy") }.compactMap(
      \.principal)
    guard let first = administrators.first else {
      findings.add(
        "nobody is allowed to change the key policy", at: check.policy.place,
        help: "allow `kms:*` to `arn:aws:iam::ACCOUNT:root`")
      return
    }
    let names = administrators.flatMap(\.identities)
    if let fact = check.situation.key, let name = names.first,
      let owner = check.situation.keyName?.account, AmazonResourceName.isAccount(owner),
      !administrators.contains(where: { $0.everybody != nil }),
      names.allSatisfy({ isOther($0, owner) })
    {
      return findings.add(
        """
        `\(value: name.value.prefix(80))` is in a different account than the key, and nobody in \
        the key's own account is allowed to change its policy
        """,
        at: name.span,
        help: "allow `kms:*` to `arn:aws:iam::\(value: owner, at: fact.span):root`",
        related: fact.labels)
    }
    let isPermanent = administrators.contains { principal in
      principal.everybody != nil
        || principal.identities.contains { name in
          PolicyIdentity(name).isAccount || PolicyResource.isOpen(name.value)
        }
    }
    guard !isPermanent, let name = first.identities.first else { return }
    findings.add(
      "only `\(value: name.value.prefix(80))` is allowed to change the key policy", at: name.span,
      help: "also allow `kms:PutKeyPolicy` to `arn:aws:iam::ACCOUNT:root`", severity: .warning)
  }

  private static func isOther(_ name: Located, _ owner: String) -> Bool {
    PolicyIdentity(name).account.map { $0 != owner } ?? false
  }
}
