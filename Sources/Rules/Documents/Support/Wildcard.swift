import Diagnostics

/// Patterns as policies use them: `*` matches any run of characters, `?` exactly one.
enum Wildcard {
  /// Whether letter case matters.
  enum Case { case exact, either }

  static func isIn(_ text: some StringProtocol) -> Bool {
    text.utf8.contains { $0 == star || $0 == UInt8(ascii: "?") }
  }

  /// Whether a pattern matches a whole name; a name longer than any ARN matches only itself.
  static func matches(_ pattern: String, _ name: String, _ letters: Case = .exact) -> Bool {
    guard name.utf8.count <= longest else { return pattern == name }
    var (pattern, name) = (pattern, name)
    return pattern.withUTF8 { pattern in
      name.withUTF8 { name in matches(pattern, name, letters) }
    }
  }

  /// Backtracks only to the last `*`, so the time is at most proportional to the product of the two
  /// lengths.
  private static func matches(
    _ pattern: UnsafeBufferPointer<UInt8>, _ name: UnsafeBufferPointer<UInt8>, _ letters: Case
  ) -> Bool {
    var (position, index) = (0, 0)
    var retry: (position: Int, index: Int)?
    while index < name.count {
      if position < pattern.count, pattern[position] == star {
        retry = (position, index)
        position += 1
      } else if position < pattern.count, isSame(pattern[position], name[index], letters) {
        (position, index) = (position + 1, index + 1)
      } else if let last = retry {
        retry = (last.position, last.index + 1)
        (position, index) = (last.position + 1, last.index + 1)
      } else {
        return false
      }
    }
    return pattern[position...].allSatisfy { $0 == star }
  }

  private static func isSame(_ pattern: UInt8, _ byte: UInt8, _ letters: Case) -> Bool {
    if pattern == byte || pattern == UInt8(ascii: "?") { return true }
    guard letters == .either, pattern | 0x20 == byte | 0x20 else { return false }
    return pattern.isLetter
  }

  private static let longest = 2048
  private static let star = UInt8(ascii: "*")
}
