package import Diagnostics

/// A condition on requests: a key compared with values.
package struct PolicyCondition: Sendable {
  /// As written: `ArnEquals`, `ForAnyValue:StringLike`.
  package let comparison: Located
  package let key: Located
  package let values: [Located]

  /// Whether the request must have one of the values.
  ///
  /// A negated comparison matches all other values, and `IfExists` also matches a request that does
  /// not have the key.
  package var isPositive: Bool {
    let name = comparison.value.lowercased()
    return !name.contains("not") && !name.hasSuffix("ifexists") && !name.hasPrefix("forallvalues")
      && name != "null"
  }

  /// The condition operators.
  ///
  /// Source: IAM user guide, "IAM JSON policy elements: Condition operators".
  static let comparisons = [
    "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase",
    "StringLike", "StringNotLike", "NumericEquals", "NumericNotEquals", "NumericLessThan",
    "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals",
    "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan",
    "DateGreaterThanEquals", "Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals",
    "ArnNotEquals", "ArnLike", "ArnNotLike", "Null",
  ]

  private static let known = Set(comparisons.map { $0.lowercased() })

  /// The operator without its quantifier and `IfExists`.
  static func base(of name: String) -> String {
    var base = Substring(name)
    for prefix in ["foranyvalue:", "forallvalues:"] where name.lowercased().hasPrefix(prefix) {
      base = base.dropFirst(prefix.count)
    }
    if base.lowercased().hasSuffix("ifexists") { base = base.dropLast("ifexists".count) }
    return String(base)
  }

  static func isKnown(_ name: String) -> Bool { known.contains(base(of: name).lowercased()) }
}
