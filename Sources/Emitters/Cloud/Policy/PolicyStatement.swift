import Documents

/// One statement of a policy: an effect, actions and resources.
struct PolicyStatement<Text: Sendable>: Sendable {
  enum Effect: String, Sendable {
    case allow = "Allow"
    case deny = "Deny"
  }

  /// The ID, of letters and digits, unique within a policy.
  let sid: String
  var effect = Effect.allow
  /// Absent in a role's policy.
  var principal: PolicyPrincipal<Text>?
  let actions: [String]
  /// Empty in a trust policy, which applies to its own role.
  var resources: [Text] = []
  /// All of them must be met.
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
  /// A list, which AWS accepts wherever it accepts a single text.
  fileprivate static func names(_ names: [String]) -> DocumentValue {
    .array(names.map { .string($0) })
  }
}
