import Diagnostics

/// Reads the variables in a text as Compose does (compose-go 2.16, package `template`): `$NAME`,
/// `${NAME}`, the operators `:-`, `-`, `:?`, `?`, `:+` and `+` with nested texts, and `$$`.
struct ComposeTemplate {
  /// Defaults in defaults, beyond which a text is not read.
  private static let maximumDepth = 64

  private let bytes: [UInt8]
  private var index = 0
  private let depth: Int

  /// The pieces of a text; nil if Compose rejects it.
  static func read(_ text: some StringProtocol) -> EnvText? { read(Array(text.utf8), depth: 0) }

  private static func read(_ bytes: [UInt8], depth: Int) -> EnvText? {
    guard depth < maximumDepth else { return nil }
    var template = ComposeTemplate(bytes: bytes, depth: depth)
    return template.readAll()
  }

  private init(bytes: [UInt8], depth: Int) { (self.bytes, self.depth) = (bytes, depth) }

  private mutating func readAll() -> EnvText? {
    var text = EnvText()
    while index < bytes.count {
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      switch bytes[index] {
      case UInt8(ascii: "$") where next == UInt8(ascii: "$"):
        text.append(next)
        index += 2
      case UInt8(ascii: "$") where EnvName.begins(next):
        let end = EnvName.end(in: bytes, from: index + 1)
        text.append(.variable(EnvText.Expansion(name: string(index + 1..<end))))
        index = end
      case UInt8(ascii: "$") where next == UInt8(ascii: "{"):
        guard let expansion = readBraces() else { return nil }
        text.append(.variable(expansion))
      case let byte:
        text.append(byte)
        index += 1
      }
    }
    return text
  }

  /// Reads `${…}` at `index`; nil if it is not valid.
  private mutating func readBraces() -> EnvText.Expansion? {
    let start = index
    let nameEnd = EnvName.end(in: bytes, from: start + 2)
    guard nameEnd > start + 2, nameEnd < bytes.count else { return nil }
    var expansion = EnvText.Expansion(name: string(start + 2..<nameEnd))
    guard bytes[nameEnd] != UInt8(ascii: "}") else {
      index = nameEnd + 1
      return expansion
    }
    let hasColon = bytes[nameEnd] == UInt8(ascii: ":")
    let sign = nameEnd + (hasColon ? 1 : 0)
    guard sign < bytes.count, let operation = Self.operation(bytes[sign]),
      let end = closingBrace(from: start), end > sign
    else { return nil }
    expansion.operation = operation
    expansion.test = hasColon ? .isNotEmpty : .isSet
    expansion.word = Self.read(Array(bytes[sign + 1..<end]), depth: depth + 1)?.all
    index = end + 1
    return expansion
  }

  private static func operation(_ sign: UInt8) -> EnvText.Operation? {
    switch sign {
    case UInt8(ascii: "-"): .fallback
    case UInt8(ascii: "?"): .requirement
    case UInt8(ascii: "+"): .replacement
    default: nil
    }
  }

  /// The brace that closes the one after `start`, on the same line.
  ///
  /// It is the last one where they are not balanced. Compose does not count the byte after an opening
  /// brace.
  private func closingBrace(from start: Int) -> Int? {
    var (open, last) = (0, Int?.none)
    var offset = start
    while offset < bytes.count, bytes[offset] != 0x0A {
      switch bytes[offset] {
      case UInt8(ascii: "}"):
        open -= 1
        last = offset
        if open == 0 { return offset }
      case UInt8(ascii: "{"):
        open += 1
        if offset + 1 < bytes.count, bytes[offset + 1] != 0x0A { offset += 1 }
        if offset < bytes.count, bytes[offset] == UInt8(ascii: "}") { last = offset }
      default: break
      }
      offset += 1
    }
    return last
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }
}

/// The variable names that expansions can have: letters, digits and `_`.
enum EnvName {
  static func begins(_ byte: UInt8) -> Bool { byte.isLetter || byte == UInt8(ascii: "_") }

  static func continues(_ byte: UInt8) -> Bool { begins(byte) || byte.isDigit }

  /// The end of the name that begins at `start`, which is `start` itself if none does.
  static func end(in bytes: [UInt8], from start: Int) -> Int {
    guard start < bytes.count, begins(bytes[start]) else { return start }
    return bytes[start...].firstIndex { !continues($0) } ?? bytes.count
  }

  /// Whether all of a text is such a name.
  static func isName(_ text: some Collection<UInt8>) -> Bool {
    text.first.map(begins) == true && text.allSatisfy(continues)
  }
}
