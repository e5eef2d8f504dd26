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
        // The last asterisk takes one character more.
        star = (last.pattern, last.text + 1)
        at = last.pattern + 1
        index = last.text + 1
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == "*" }
  }

  /// Each of the six parts of an ARN by itself, so that no asterisk passes a colon.
  static func matchesARN(_ pattern: PolicyARN, _ text: String) -> Bool {
    guard let arn = PolicyARN(text) else { return false }
    return zip(pattern.parts, arn.parts).allSatisfy { matches($0, $1) }
  }
}
