package import Documents

/// Makes data that writers of YAML get wrong.
package struct ValueGenerator {
  private var random: SeededGenerator
  /// Keys go beyond the 1,024 characters of a simple key, which only a writer with `?` can write.
  private let longestKey: Int

  package init(seed: UInt64, longestKey: Int = 1040) {
    random = SeededGenerator(seed)
    self.longestKey = longestKey
  }

  package var seed: UInt64 { random.seed }

  package mutating func document() -> DocumentValue {
    switch roll(10) {
    case 0: .array(elements(depth: 0))
    case 1: scalar()
    default: object(depth: 0)
    }
  }

  package mutating func object(depth: Int) -> DocumentValue {
    var seen: Set<[UInt8]> = []
    var entries: [(key: String, value: DocumentValue)] = []
    for _ in 0..<roll(5) + (depth == 0 ? 1 : 0) {
      let key = key()
      guard seen.insert(Array(key.utf8)).inserted else { continue }
      entries.append((key, value(depth: depth + 1)))
    }
    return .object(.init(entries))
  }

  package mutating func value(depth: Int) -> DocumentValue {
    switch roll(depth > 4 ? 6 : 10) {
    case 6, 7: object(depth: depth)
    case 8, 9: .array(elements(depth: depth))
    default: scalar()
    }
  }

  private mutating func elements(depth: Int) -> [DocumentValue] {
    (0..<roll(5)).map { _ in value(depth: depth + 1) }
  }

  package mutating func scalar() -> DocumentValue {
    switch roll(10) {
    case 0: .null
    case 1: .bool(roll(2) == 0)
    case 2: .number(random.pick(Self.numbers))
    case 3: .number(Int(truncatingIfNeeded: random.next()))
    default: .string(text())
    }
  }

  private mutating func key() -> String {
    switch roll(30) {
    case 0...11: "key\(roll(1000))"
    case 12...14: "nginx.ingress.kubernetes.io/name-\(roll(100))"
    case 15:
      String(
        repeating: random.pick(["k", "é", "\"", "k "]), count: longestKey / 2 + roll(longestKey / 2)
      )
    default: text()
    }
  }

  /// A word that some reader takes for something else, or pieces in a row.
  package mutating func text() -> String {
    if roll(4) == 0 { return random.pick(YAMLSamples.scalars + YAMLSamples.quoted) }
    return (0...roll(7)).map { _ in random.pick(Self.pieces) }.joined()
  }

  /// Printable text on one line, as passwords are.
  package mutating func password() -> String {
    (0...(4 + roll(20))).map { _ in
      roll(8) == 0
        ? random.pick(["é", "ß", "密", "😀", "e\u{301}", "\u{A0}"])
        : String(Unicode.Scalar(UInt8(0x21 + roll(94))))
    }.joined()
  }

  package mutating func roll(_ sides: Int) -> Int { Int(random.next() % UInt64(sides)) }
  package mutating func pick<Element>(_ choices: [Element]) -> Element { random.pick(choices) }

  private static let numbers = [
    "0", "-1", "12", "3306", "1000000", "18446744073709551615", "-9223372036854775808", "0.5",
    "-1.25",
    "1.0e+20", "1.5e-07", "3.141592653589793", "1.0", "100000.0", "9007199254740993",
  ]

  package static let pieces = [
    "a", "word", "Two words", " ", "  ", "\n", "\n", "\n\n", "\r\n", "\r", "\t", ": ", ":", " #",
    "#", "'",
    "\"", "\\", "\\n", "-", "- ", "?", "? ", "!", "&", "*", "|", ">", "%", "@", "`", "{", "}", "[",
    "]", ",",
    ", ", "yes", "no", "null", "~", "0", "12", "1e3", "0x1F", ".", "=", "<<", "---", "...", "--- ",
    "é",
    "e\u{301}", "\u{301}", "ß", "日本語", "😀", "👩‍👩‍👧", "🇩🇪", "\u{0}", "\u{1}", "\u{7}", "\u{8}", "\u{B}",
    "\u{C}",
    "\u{1B}", "\u{1F}", "\u{7F}", "\u{80}", "\u{85}", "\u{9F}", "\u{A0}", "\u{AD}", "\u{200B}",
    "\u{200E}",
    "\u{2028}", "\u{2029}", "\u{202E}", "\u{2066}", "\u{FEFF}",
    String(UnicodeScalar(0xFDD0 as UInt32) ?? "?"), "\u{FFFD}", "\u{FFFE}", "\u{FFFF}",
    "\u{E000}", "\u{1FFFE}", "\u{10FFFF}", "\u{E0001}", "{{ .Values.x }}", "${x}", "$(x)",
    "https://h/p?q#f",
    "key: value", "# comment", "-----BEGIN X-----\nAB+/=\n-----END X-----\n", "\u{300}", "\u{200D}",
    "\u{FE0F}", "1️⃣", "ﷺ", "\u{D7FF}", "İ", "true", "False",
  ]
}
