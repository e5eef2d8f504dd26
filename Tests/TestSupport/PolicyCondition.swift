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
      // Null asks for the key itself; the meaning of IfExists with ForAnyValue is not documented.
      base != "Null" || pieces.count == 1 && !ifExists, quantifier != .any || !ifExists,
      key.contains(":")
    else { throw MalformedPolicy("`\(name)` of `\(key)` is not a condition") }
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

/// An operator with its values: a request's value holds when it meets one of them, or none if the
/// operator is a negated one.
struct PolicyComparison {
  enum Test {
    case equal([String])
    case equalIgnoringCase([String])
    case like([String])
    case arnLike([PolicyARN])
    case bool(Set<String>)
    case address([PolicyAddressRange])
    case absent(Bool)
  }

  let test: Test
  let isNegated: Bool

  init(_ name: String, _ values: [String]) throws {
    isNegated = name.contains("Not")
    switch name {
    case "StringEquals", "StringNotEquals": test = .equal(values)
    case "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase":
      test = .equalIgnoringCase(values.map { $0.lowercased() })
    case "StringLike", "StringNotLike": test = .like(values)
    case "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike":
      test = .arnLike(
        try values.map {
          guard let arn = PolicyARN($0) else { throw MalformedPolicy("`\($0)` is not an ARN") }
          return arn
        })
    case "Bool": test = .bool(Set(try values.map(Self.truth)))
    case "IpAddress", "NotIpAddress": test = .address(try values.map(PolicyAddressRange.init))
    case "Null":
      guard let value = values.first, values.count == 1 else {
        throw MalformedPolicy("Null accepts one value")
      }
      test = .absent(try Self.truth(value) == "true")
    default: throw MalformedPolicy("`\(name)` is not an operator")
    }
  }

  private static func truth(_ text: String) throws -> String {
    guard ["true", "false"].contains(text) else {
      throw MalformedPolicy("`\(text)` is neither `true` nor `false`")
    }
    return text
  }

  func holds(_ value: String) throws -> Bool {
    let isMet =
      switch test {
      case .equal(let values): values.contains(value)
      case .equalIgnoringCase(let values): values.contains(value.lowercased())
      case .like(let patterns): patterns.contains { PolicyWildcard.matches($0, value) }
      case .arnLike(let patterns): patterns.contains { PolicyWildcard.matchesARN($0, value) }
      case .bool(let values): values.contains(value)
      case .address(let ranges): try PolicyAddressRange.contain(ranges, value)
      case .absent: false
      }
    return isMet != isNegated
  }
}

/// A range of IPv4 or IPv6 addresses in CIDR notation.
struct PolicyAddressRange {
  private let bytes: [UInt8]
  private let length: Int

  init(_ text: String) throws {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, !text.contains("+"), let address = parts.first,
      let bytes = Self.bytes(String(address)),
      let length = parts.count == 1 ? bytes.count * 8 : Int(parts[1]),
      (0...bytes.count * 8).contains(length)
    else { throw MalformedPolicy("`\(text)` is not a range of addresses") }
    self.bytes = bytes
    self.length = length
  }

  /// Whether one of the ranges holds the address; an IPv4 address is never in an IPv6 range.
  static func contain(_ ranges: [PolicyAddressRange], _ address: String) throws -> Bool {
    guard let bytes = bytes(address) else {
      throw MalformedPolicy("`\(address)` is not an address")
    }
    return ranges.contains { $0.contains(bytes) }
  }

  private func contains(_ address: [UInt8]) -> Bool {
    guard address.count == bytes.count else { return false }
    return (0..<length).allSatisfy { bit in
      let mask: UInt8 = 0x80 >> UInt8(bit % 8)
      return address[bit / 8] & mask == bytes[bit / 8] & mask
    }
  }

  private static func bytes(_ text: String) -> [UInt8]? {
    guard !text.contains("+"), !text.contains("-") else { return nil }
    guard text.contains(":") else {
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      let bytes = parts.compactMap { UInt8($0) }
      return parts.count == 4 && bytes.count == 4 ? bytes : nil
    }
    let halves = groups(text)
    guard halves.count <= 2, let start = halves.first ?? nil, let end = halves.last ?? nil else {
      return nil
    }
    guard halves.count == 2 else { return start.count == 16 ? start : nil }
    guard start.count + end.count < 16 else { return nil }
    return start + Array(repeating: 0, count: 16 - start.count - end.count) + end
  }

  /// The bytes before and after `::`; nil for a half that is not groups of hexadecimal digits.
  private static func groups(_ text: String) -> [[UInt8]?] {
    text.split(separator: "::", omittingEmptySubsequences: false).map { half in
      if half.isEmpty { return [] }
      let parts = half.split(separator: ":", omittingEmptySubsequences: false)
      let groups = parts.compactMap { $0.count <= 4 ? UInt16($0, radix: 16) : nil }
      guard groups.count == parts.count else { return nil }
      return groups.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }
  }
}

/// The six parts of an Amazon Resource Name; the last one may contain colons.
struct PolicyARN {
  let parts: [String]

  init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn" else { return nil }
    self.parts = parts.map(String.init)
  }

  var service: String { parts[2] }
  var account: String { parts[4] }
  var resource: String { parts[5] }

  static func isAccount(_ text: String) -> Bool {
    text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  func isIdentity(of type: String) -> Bool {
    service == "iam" && Self.isAccount(account) && resource.hasPrefix(type + "/")
      && resource.utf8.count > type.utf8.count + 1
  }

  var isSession: Bool {
    service == "sts" && Self.isAccount(account)
      && (resource.hasPrefix("assumed-role/") || resource.hasPrefix("federated-user/"))
  }

  /// The ARN of a session of this role, which leaves the role's path out.
  func session(named name: String) -> String? {
    guard let role = resource.split(separator: "/").last else { return nil }
    return "arn:\(parts[1]):sts::\(account):assumed-role/\(role)/\(name)"
  }
}

/// AWS's wildcards: `*` for any text, `?` for one character.
enum PolicyWildcard {
  static func matches(_ pattern: String, _ text: String) -> Bool {
    let pattern = Array(pattern.unicodeScalars)
    let text = Array(text.unicodeScalars)
    var (at, index) = (0, 0)
    var star: (pattern: Int, text: Int)?
    while index < text.count {
      if at < pattern.count, pattern[at] == "*" {
        star = (at, index)
        at += 1
      } else if at < pattern.count, pattern[at] == "?" || pattern[at] == text[index] {
        at += 1
        index += 1
      } else if let last = star {
        // The last asterisk matches one more character.
        star = (last.pattern, last.text + 1)
        at = last.pattern + 1
        index = last.text + 1
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == "*" }
  }

  /// Each of the six parts of an ARN by itself, so that an asterisk never matches a colon.
  static func matchesARN(_ pattern: PolicyARN, _ text: String) -> Bool {
    guard let arn = PolicyARN(text) else { return false }
    return zip(pattern.parts, arn.parts).allSatisfy { matches($0, $1) }
  }
}
