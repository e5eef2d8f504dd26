package import CloudDocuments
package import Diagnostics
package import Settings

/// Nobody can change a key policy.
package enum KeyWithoutAdministrator: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3241", "key-without-administrator", .error,
    evidence: .read(
      by: .aws,
      source: "AWS KMS developer guide, \"Default key policy\": the lockout safety check"),
    Documentation(
      summary: "Nobody in the key's account may change its policy.",
      explanation: """
        Access to a key is granted only through its policy; if nobody is allowed \
        `kms:PutKeyPolicy`, only AWS Support can help. \
        `arn:aws:iam::ACCOUNT:root` is the account as a whole and can't be deleted. If a configuration sets `kmsKey`, the account is that key's account: no other \
        account can change the policy.
        """,
      failing: ExamplePolicy.document(
        "kms", [ExamplePolicy.key("arn:aws:iam::123456789012:role/wandb")]),
      passing: ExamplePolicy.document(
        "kms",
        [ExamplePolicy.administrator, ExamplePolicy.key("arn:aws:iam::123456789012:role/wandb")])))

  package static let otherIDs = [deletable]

  private static let deletable = DiagnosticID(
    "WB3286", "key-with-deletable-administrator", .warning,
    evidence: .read(by: .aws, source: "AWS KMS developer guide, \"Key policies\""),
    Documentation(
      summary: "Only a role or a user, which can be deleted, may change the key's policy.",
      explanation: """
        Module `secure_storage_connector` names whoever ran it. Once that role or user is deleted, \
        nobody administers the key, and only AWS Support can help.
        """,
      failing: ExamplePolicy.document(
        "kms",
        [ExamplePolicy.key("arn:aws:iam::123456789012:role/wandb", "\"kms:*\"")]),
      passing: ExamplePolicy.document(
        "kms",
        [ExamplePolicy.administrator, ExamplePolicy.key("arn:aws:iam::123456789012:role/wandb")])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose == .key, check.policy.isWhole
    else { return }
    let administrators = check.allowing.filter { $0.covers("kms:PutKeyPolicy") }
      .compactMap(\.principal)
    guard !administrators.isEmpty else {
      return findings.add(.noAdministrator, at: check.policy.headSpan, help: .allowAccount)
    }
    guard !administrators.contains(where: { $0.everybody != nil }) else { return }
    let names = administrators.flatMap(\.identities)
    if let key = check.context.key, let name = names.first, let owner = owner(check),
      names.allSatisfy({ isOutside(owner, $0) })
    {
      return findings.add(
        .outsider(name), at: name.span, help: .allow(account: owner, at: key.span),
        related: key.labels)
    }
    guard !names.contains(where: isPermanent), let name = administrators.first?.identities.first
    else { return }
    findings.add(
      .onlyAdministrator(name), at: name.span, help: .alsoAllowAccount, code: deletable)
  }

  /// The account of the configured key.
  private static func owner(_ check: PolicyCheck) -> String? {
    check.context.keyName.map(\.account).flatMap { AmazonResourceName.isAccount($0) ? $0 : nil }
  }

  private static func isOutside(_ account: String, _ name: Located) -> Bool {
    PolicyIdentity(name).account.map { $0 != account } ?? false
  }

  /// Whether the principal is not a role or user, which could be deleted.
  private static func isPermanent(_ name: Located) -> Bool {
    PolicyIdentity(name).isAccount || PolicyResource.isOpen(name.value)
  }
}

extension Message {
  fileprivate static let noAdministrator: Message = "nobody is allowed to change the key policy"

  fileprivate static let allowAccount: Message =
    "allow `kms:*` to `arn:aws:iam::ACCOUNT:root`"

  fileprivate static func outsider(_ administrator: Located) -> Message {
    """
    `\(value: administrator.value.prefix(80))` is in a different account than the key, and nobody \
    in the key's own account is allowed to change its policy
    """
  }

  fileprivate static func allow(account: String, at source: SourceSpan?) -> Message {
    "allow `kms:*` to `arn:aws:iam::\(value: account, at: source):root`"
  }

  fileprivate static func onlyAdministrator(_ name: Located) -> Message {
    "only `\(value: name.value.prefix(80))` is allowed to change the key policy"
  }

  fileprivate static let alsoAllowAccount: Message =
    "also allow `kms:PutKeyPolicy` to `arn:aws:iam::ACCOUNT:root`"
}
