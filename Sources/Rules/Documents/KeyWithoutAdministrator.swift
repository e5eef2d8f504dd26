package import CloudDocuments
package import Diagnostics
package import Settings

/// Nobody can change the policy of a key.
package enum KeyWithoutAdministrator: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3241", "key-without-administrator", .error,
    Documentation(
      summary:
        "No statement lets anybody of the key's account change its policy, or only one that can be deleted.",
      explanation: """
        The policy of a key is the only way to it; when nobody may `kms:PutKeyPolicy`, only \
        AWS's support can help. Module `secure_storage_connector` names who ran it: a warning, \
        since nobody administers the key when that role or user is deleted. \
        `arn:aws:iam::ACCOUNT:root` is the account as a whole, and stays. It is the account of \
        `kmsKey`, where a configuration names one: no other account can change the policy.
        """,
      failing: ExamplePolicy.document(
        "kms", [ExamplePolicy.key("arn:aws:iam::123456789012:role/wandb")]),
      passing: ExamplePolicy.document(
        "kms",
        [ExamplePolicy.administrator, ExamplePolicy.key("arn:aws:iam::123456789012:role/wandb")])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose == .key, check.policy.isWhole
    else { return }
    let administrators = check.allowing.filter { $0.covers("kms:PutKeyPolicy") }.compactMap(
      \.principal)
    guard let first = administrators.first else {
      report.report(
        "nobody may change the key's policy", at: check.policy.place,
        help: "allow `kms:*` to `arn:aws:iam::ACCOUNT:root`")
      return
    }
    let names = administrators.flatMap(\.identities)
    if let fact = check.situation.key, let name = names.first,
      let owner = check.situation.keyName?.account, AmazonResourceName.isAccount(owner),
      !administrators.contains(where: { $0.everybody != nil }),
      names.allSatisfy({ isOther($0, owner) })
    {
      return report.report(
        "`\(name.value.prefix(80))` is of another account than the key, and nobody of the key's own may change its policy",
        at: name.span, help: "allow `kms:*` to `arn:aws:iam::\(owner):root`", related: fact.labels)
    }
    let stays = administrators.contains { principal in
      principal.everybody != nil
        || principal.identities.contains { name in
          PolicyIdentity(name).isAccount || PolicyResource.isOpen(name.value)
        }
    }
    guard !stays, let name = first.identities.first else { return }
    report.report(
      "nobody but `\(name.value.prefix(80))` may change the key's policy", at: name.span,
      help: "allow `kms:PutKeyPolicy` to `arn:aws:iam::ACCOUNT:root` as well", severity: .warning)
  }

  private static func isOther(_ name: Located, _ owner: String) -> Bool {
    PolicyIdentity(name).account.map { $0 != owner } ?? false
  }
}
