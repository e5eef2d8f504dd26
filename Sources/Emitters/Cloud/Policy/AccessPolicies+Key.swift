extension AccessPolicies {
  /// What keeps a key in order, without a look at what it encrypts.
  static let administration = [
    "kms:CancelKeyDeletion", "kms:CreateAlias", "kms:DeleteAlias", "kms:DescribeKey",
    "kms:DisableKey", "kms:DisableKeyRotation", "kms:EnableKey", "kms:EnableKeyRotation",
    "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListGrants", "kms:ListKeyPolicies",
    "kms:ListKeyRotations", "kms:ListResourceTags", "kms:PutKeyPolicy", "kms:RevokeGrant",
    "kms:RotateKeyOnDemand", "kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UntagResource",
    "kms:UpdateAlias", "kms:UpdateKeyDescription",
  ]

  /// Enough to give the key another policy when its administrator is gone.
  static let recovery = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"]

  /// Of a key whose usage is `ENCRYPT_DECRYPT`.
  ///
  /// `*` is the key that has the policy, which gets its ARN after its policy.
  static func key<Text: Sendable & ExpressibleByStringLiteral>(
    _ names: KeyNames<Text>
  ) -> AccessPolicy<Text> {
    var statements: [PolicyStatement<Text>] = [
      PolicyStatement(
        sid: "Administrator", principal: .identities([names.administrator ?? names.root]),
        actions: administration, resources: ["*"])
    ]
    if names.administrator != nil {
      statements.append(
        PolicyStatement(
          sid: "Recovery", principal: .identities([names.root]), actions: recovery,
          resources: ["*"]))
    }
    let principal = PolicyPrincipal.identities(names.principals)
    statements.append(
      PolicyStatement(
        sid: "WandBKey", principal: principal, actions: keyActions, resources: ["*"]))
    if names.home == .anotherAccount { statements.append(grants(on: "*", for: principal)) }
    return AccessPolicy(id: "WandBKey", statements: statements)
  }
}
