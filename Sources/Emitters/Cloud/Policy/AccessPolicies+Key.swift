extension AccessPolicies {
  /// Enough to give the key another policy when its administrator is gone.
  static let recoveryActions = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"]

  /// Of a key whose usage is `ENCRYPT_DECRYPT`.
  static func key<Text: Sendable & ExpressibleByStringLiteral>(
    _ names: KeyNames<Text>
  ) -> AccessPolicy<Text> {
    var statements = [
      PolicyStatement(
        sid: "Administrator", principal: .identities([names.administrator ?? names.root]),
        actions: ["kms:*"], resources: [names.key])
    ]
    if names.administrator != nil {
      statements.append(
        PolicyStatement(
          sid: "Recovery", principal: .identities([names.root]), actions: recoveryActions,
          resources: [names.key]))
    }
    let principal = PolicyPrincipal.identities(names.principals)
    statements.append(
      PolicyStatement(
        sid: "WandBKey", principal: principal, actions: keyActions, resources: [names.key]))
    if names.home == .anotherAccount {
      statements.append(grants(on: names.key, for: principal))
    }
    return AccessPolicy(id: "WandBKey", statements: statements)
  }
}
