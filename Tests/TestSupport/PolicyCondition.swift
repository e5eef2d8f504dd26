/// One key of a `Condition` block under one operator.
struct PolicyCondition {
  /// How the values of the request are taken together.
  private enum Quantifier: String { case any = "ForAnyValue", all = "ForAllValues" }
  private enum Missing { case fails, holds }

  private let quantifier: Quantifier?
  private let comparison: PolicyComparison
  private let missing: Missing
  private let key: String

  /// The conditions of a block, all of which have to hold.
  static func read(_ tree: JSONTree) throws -> [PolicyCondition] {
    try members(tree).flatMap { name, keys in
      try members(keys).map { try PolicyCondition(name, $0, $1) }
    }
  }

  private static func members(_ tree: JSONTree) throws -> [(String, JSONTree)] {
    guard case .object(let members) = tree, !members.isEmpty else {
      throw MalformedPolicy("a condition is an object of objects")
    }
    return members.map { (String(decoding: $0.key, as: UTF8.self), $0.value) }
  }

  private init(_ name: String, _ key: String, _ values: JSONTree) throws {
    let pieces = name.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let quantifier = pieces.count == 2 ? Quantifier(rawValue: pieces[0]) : nil
    var base = pieces.last ?? ""
    let ifExists = base.hasSuffix("IfExists")
    if ifExists { base.removeLast("IfExists".count) }
    guard pieces.count == 1 || quantifier != nil,
      // Null asks for the key itself; how IfExists and ForAnyValue go together is not documented.
      base != "Null" || pieces.count == 1 && !ifExists, quantifier != .any || !ifExists,
      key.contains(":")
    else { throw MalformedPolicy("`\(name)` of `\(key)` is no condition") }
    comparison = try PolicyComparison(base, try Self.values(values))
    let holdsWithoutKey =
      switch quantifier {
      case .all: true
      case .any: false
      case nil: ifExists || comparison.isNegated
      }
    missing = holdsWithoutKey ? .holds : .fails
    self.quantifier = quantifier
    self.key = key
  }

  /// `true` may be written for `"true"`.
  private static func values(_ tree: JSONTree) throws -> [String] {
    if case .bool(let value) = tree { return ["\(value)"] }
    return try PolicyDocument.texts(tree)
  }

  func holds(for request: PolicyRequest) throws -> Bool {
    let values = request.values(of: key)
    if case .absent(let absent) = comparison.test { return values.isEmpty == absent }
    guard let first = values.first else { return missing == .holds }
    switch quantifier {
    case .any: return try values.contains(where: comparison.holds)
    case .all: return try values.allSatisfy(comparison.holds)
    case nil:
      guard values.count == 1 else {
        throw MalformedPolicy("`\(key)` has several values: ForAnyValue or ForAllValues?")
      }
      return try comparison.holds(first)
    }
  }
}
