import Documents

/// An AWS policy to be written: what is allowed or denied, and to whom.
///
/// Its texts are names in a document, or expressions in a Terraform module.
struct AccessPolicy<Text: Sendable>: Sendable {
  var id: String?
  let statements: [PolicyStatement<Text>]
}

extension AccessPolicy where Text == String {
  /// The policy in the form that IAM, S3, KMS and SQS read.
  var json: DocumentValue {
    // Without a version, AWS assumes that of 2008, which supports fewer variables.
    var members: DocumentValue.Members = ["Version": .string("2012-10-17")]
    if let id { members["Id"] = .string(id) }
    members["Statement"] = .array(statements.map(\.json))
    return .object(members)
  }

  /// The policy as the file of a target.
  func artifact(_ fileName: String) -> Artifact {
    Artifact(
      fileName: fileName, text: JSONDocument.render(json, .indented), sensitivity: .open)
  }
}

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

/// The principal of a statement.
enum PolicyPrincipal<Text: Sendable>: Sendable {
  /// Everyone, even without an account; used only to deny.
  case everybody
  /// ARNs of roles, users and accounts.
  case identities([Text])
  /// An AWS service.
  case service(String)
  /// ARN of an identity provider.
  case federated(Text)
}

extension PolicyPrincipal where Text == String {
  var json: DocumentValue {
    switch self {
    case .everybody: .string("*")
    case .identities(let names): .object(["AWS": .oneOrSeveral(names)])
    case .service(let name): .object(["Service": .string(name)])
    case .federated(let provider): .object(["Federated": .string(provider)])
    }
  }
}

extension DocumentValue {
  static func oneOrSeveral(_ texts: [String]) -> DocumentValue {
    texts.count == 1 ? .string(texts[0]) : .array(texts.map { .string($0) })
  }
}

/// A condition on a request: its key has one of the values, or none of them.
struct PolicyCondition<Text: Sendable>: Sendable {
  /// The AWS operators; a negated one also matches a request without the key.
  enum Comparison: String, Sendable {
    case stringEquals = "StringEquals"
    case stringLike = "StringLike"
    case stringNotEquals = "StringNotEquals"
    case arnEquals = "ArnEquals"
    case bool = "Bool"
    case notIPAddress = "NotIpAddress"
  }

  let comparison: Comparison
  let key: Text
  let values: [Text]

  init(_ comparison: Comparison, _ key: Text, _ values: [Text]) {
    (self.comparison, self.key, self.values) = (comparison, key, values)
  }
}

extension PolicyCondition where Text == String {
  /// One object per operator, in the order of their first conditions.
  static func json(_ conditions: [PolicyCondition]) -> DocumentValue {
    var json = DocumentValue.object([:])
    for condition in conditions {
      json.insert(
        .oneOrSeveral(condition.values), at: [condition.comparison.rawValue, condition.key])
    }
    return json
  }
}
