import Documents

/// One statement of a policy: its effect on some actions on some resources.
struct PolicyStatement<Text: Sendable>: Sendable {
  enum Effect: String, Sendable {
    case allow = "Allow"
    case deny = "Deny"
  }

  /// Letters and digits, each once in a policy.
  let sid: String
  var effect = Effect.allow
  /// Absent in the policy of a role.
  var principal: PolicyPrincipal<Text>?
  let actions: [String]
  /// Empty in a trust policy, which is about the role that has it.
  var resources: [Text] = []
  /// All of them must hold.
  var conditions: [PolicyCondition<Text>] = []
}

extension PolicyStatement where Text == String {
  var json: DocumentValue {
    var members: DocumentValue.Members = [
      "Sid": .string(sid), "Effect": .string(effect.rawValue),
    ]
    if let principal { members["Principal"] = principal.json }
    members["Action"] = .names(actions)
    if !resources.isEmpty { members["Resource"] = .names(resources) }
    if !conditions.isEmpty { members["Condition"] = PolicyCondition.json(conditions) }
    return .object(members)
  }
}

extension DocumentValue {
  /// A list, as which AWS takes everything that may be one text as well.
  fileprivate static func names(_ names: [String]) -> DocumentValue {
    .array(names.map { .string($0) })
  }
}
