import Documents

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
