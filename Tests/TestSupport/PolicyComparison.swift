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
          guard let arn = PolicyARN($0) else { throw MalformedPolicy("`\($0)` is no ARN") }
          return arn
        })
    case "Bool": test = .bool(Set(try values.map(Self.truth)))
    case "IpAddress", "NotIpAddress": test = .address(try values.map(PolicyAddressRange.init))
    case "Null":
      guard let value = values.first, values.count == 1 else {
        throw MalformedPolicy("Null takes one value")
      }
      test = .absent(try Self.truth(value) == "true")
    default: throw MalformedPolicy("`\(name)` is no operator")
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
