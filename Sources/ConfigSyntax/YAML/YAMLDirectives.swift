import Diagnostics

/// The directives before the documents of a text.
enum YAMLDirectives {
  /// More than any document has.
  private static let most = 2_000

  /// The text, in which each document has at most so many `%TAG` directives, and comments in place of
  /// further ones: libyaml compares each with all before it.
  static func limited(_ text: [UInt8]) -> [UInt8] {
    guard ByteSearch.occurs("%TAG", in: text) else { return text }
    var (count, excess) = (0, [Int]())
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
      if text[start..<end].starts(with: "%TAG".utf8) {
        count += 1
        if count > most { excess.append(start) }
      } else if start < end, text[start] != UInt8(ascii: "#"), text[start] != UInt8(ascii: "%") {
        count = 0
      }
      start = end + 1
    }
    guard !excess.isEmpty else { return text }
    var limited = text
    for start in excess { limited[start] = UInt8(ascii: "#") }
    return limited
  }
}
