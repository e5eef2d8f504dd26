extension AccessPolicies {
  /// Actions to administer a key, without access to the data that it encrypts.
  static let administration = [
    "kms:CancelKeyDeletion", "kms:CreateAlias", "kms:DeleteAlias", "kms:DescribeKey",
    "kms:DisableKey", "kms:DisableKeyRotation", "kms:EnableKey", "kms:EnableKeyRotation",
    "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListGrants", "kms:ListKeyPolicies",
    "kms:ListKeyRotations", "kms:ListResourceTags", "kms:PutKeyPolicy", "kms:RevokeGrant",
    "kms:RotateKeyOnDemand", "kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UntagResource",
    "kms:UpdateAlias", "kms:UpdateKeyDescription",
  ]

  /// Enough to replace the key's policy when its administrator is gone.
  static let recovery = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"]

  /// The policy of a key whose usage is `ENCRYPT_DECRYPT`.
  ///
  /// `*` is the key that the policy is attached to, whose ARN does not exist before its policy.
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
