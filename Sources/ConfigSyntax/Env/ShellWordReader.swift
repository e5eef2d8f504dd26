import Diagnostics

/// Reads the words of a shell script with their quotes and expansions, and never runs anything.
///
/// Source: POSIX, "Shell Command Language", section 2; bash 5.2 for `$'…'`.
struct ShellWordReader {
  /// Why a word could not be read.
  enum Fault { case openQuote, badExpansion, tooDeep }

  /// What ends a word.
  enum Context { case word, assignment, braces, bracesInQuotes }

  /// Expansions in expansions, beyond which a word is not read.
  private static let maximumDepth = 64

  let bytes: [UInt8]
  var index: Int
  /// Why the last word is nil.
  private(set) var fault: Fault?
  private var depth = 0

  init(_ bytes: [UInt8], from start: Int) { (self.bytes, index) = (bytes, start) }

  /// Whether a byte outside quotes ends a word.
  static func isEnd(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || ";&|<>()".utf8.contains(byte)
  }

  /// The word at `index`, up to what ends it there; nil after a fault.
  mutating func word(_ context: Context) -> EnvText? {
    guard depth < Self.maximumDepth else { return fail(.tooDeep) }
    depth += 1
    defer { depth -= 1 }
    var text = EnvText()
    var beginsPath = context == .assignment
    let isQuoted = context == .bracesInQuotes
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "}") where context == .braces || isQuoted: return text
      case UInt8(ascii: "\\"): escape(isQuoted ? "\"\\$`}" : nil, &text)
      case UInt8(ascii: "\""):
        index += 1
        guard doubleQuoted(&text) else { return nil }
      case UInt8(ascii: "'") where !isQuoted:
        guard singleQuoted(&text) else { return nil }
      case UInt8(ascii: "$"), UInt8(ascii: "`"):
        guard expansion(isQuoted: isQuoted, &text) else { return nil }
      case UInt8(ascii: "~") where beginsPath: home(&text)
      case _ where (context == .word || context == .assignment) && Self.isEnd(byte): return text
      default:
        text.append(byte)
        index += 1
      }
      beginsPath = context == .assignment && byte == UInt8(ascii: ":")
    }
    return context == .word || context == .assignment ? text : fail(.openQuote)
  }

  private mutating func fail(_ fault: Fault) -> EnvText? {
    self.fault = fault
    return nil
  }

  private mutating func stop(_ fault: Fault) -> Bool {
    self.fault = fault
    return false
  }

  /// A backslash: it is dropped before every byte, in quotes only before those in `special`, and
  /// together with a line feed.
  private mutating func escape(_ special: String?, _ text: inout EnvText) {
    guard index + 1 < bytes.count else {
      text.append(bytes[index])
      index += 1
      return
    }
    let next = bytes[index + 1]
    index += 2
    guard next != 0x0A else { return }
    if let special, !special.utf8.contains(next) { text.append(UInt8(ascii: "\\")) }
    text.append(next)
  }

  /// The text after an opening `"`, up to the closing one.
  private mutating func doubleQuoted(_ text: inout EnvText) -> Bool {
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        return true
      case UInt8(ascii: "\\"): escape("\"\\$`", &text)
      case UInt8(ascii: "$"), UInt8(ascii: "`"):
        guard expansion(isQuoted: true, &text) else { return false }
      case let byte:
        text.append(byte)
        index += 1
      }
    }
    return stop(.openQuote)
  }

  private mutating func singleQuoted(_ text: inout EnvText) -> Bool {
    guard let end = bytes[(index + 1)...].firstIndex(of: UInt8(ascii: "'")) else {
      return stop(.openQuote)
    }
    text.append(bytes[index + 1..<end])
    index = end + 1
    return true
  }

  /// `~` at the start of a value, or after a colon in it.
  private mutating func home(_ text: inout EnvText) {
    index += 1
    let next = index < bytes.count ? bytes[index] : 0x0A
    // A name after it is that of a user, whose home is not known here; others stay as they are.
    guard Self.isEnd(next) || next == UInt8(ascii: "/") || next == UInt8(ascii: ":") else {
      return text.append(UInt8(ascii: "~"))
    }
    text.append(.variable(EnvText.Expansion(name: "HOME")))
  }

  // MARK: Expansions

  private mutating func expansion(isQuoted: Bool, _ text: inout EnvText) -> Bool {
    guard bytes[index] == UInt8(ascii: "$") else { return skipBackquotes(&text) }
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0
    switch next {
    case UInt8(ascii: "{"): return braces(isQuoted: isQuoted, &text)
    case UInt8(ascii: "("):
      index += 2
      text.append(.unknown)
      return skipParentheses()
    case UInt8(ascii: "'") where !isQuoted:
      index += 2
      return ansiQuoted(&text)
    case UInt8(ascii: "\"") where !isQuoted:
      index += 2
      return doubleQuoted(&text)
    case _ where EnvName.begins(next):
      let end = EnvName.end(in: bytes, from: index + 1)
      text.append(.variable(EnvText.Expansion(name: string(index + 1..<end))))
      index = end
    case _ where next.isDigit, UInt8(ascii: "@"), UInt8(ascii: "*"), UInt8(ascii: "!"):
      // A file that is read with `.` has no arguments.
      text.append(.variable(EnvText.Expansion(name: string(index + 1..<index + 2))))
      index += 2
    case UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "-"):
      text.append(.unknown)
      index += 2
    default:
      text.append(bytes[index])
      index += 1
    }
    return true
  }

  private mutating func braces(isQuoted: Bool, _ text: inout EnvText) -> Bool {
    let start = index + 2
    let end = EnvName.end(in: bytes, from: start)
    guard end > start, end < bytes.count else { return otherBraces(start, &text) }
    var expansion = EnvText.Expansion(name: string(start..<end))
    guard bytes[end] != UInt8(ascii: "}") else {
      text.append(.variable(expansion))
      index = end + 1
      return true
    }
    let hasColon = bytes[end] == UInt8(ascii: ":")
    let sign = end + (hasColon ? 1 : 0)
    guard sign < bytes.count else { return stop(.openQuote) }
    guard let operation = Self.operation(bytes[sign]) else { return otherBraces(start, &text) }
    index = sign + 1
    guard let word = word(isQuoted ? .bracesInQuotes : .braces) else { return false }
    index += 1
    expansion.operation = operation
    expansion.test = hasColon ? .isNotEmpty : .isSet
    expansion.word = word.all
    text.append(.variable(expansion))
    return true
  }

  private static func operation(_ sign: UInt8) -> EnvText.Operation? {
    switch sign {
    case UInt8(ascii: "-"): .fallback
    case UInt8(ascii: "="): .assignment
    case UInt8(ascii: "?"): .requirement
    case UInt8(ascii: "+"): .replacement
    default: nil
    }
  }

  /// `${#NAME}`, `${NAME%word}` and others, whose result is not computed.
  private mutating func otherBraces(_ start: Int, _ text: inout EnvText) -> Bool {
    guard start < bytes.count else { return stop(.openQuote) }
    let digits = bytes[start...].prefix { $0.isDigit }
    if !digits.isEmpty, digits.endIndex < bytes.count, bytes[digits.endIndex] == UInt8(ascii: "}") {
      text.append(.variable(EnvText.Expansion(name: string(digits.indices))))
      index = digits.endIndex + 1
      return true
    }
    let end = EnvName.end(in: bytes, from: start)
    let sign = end < bytes.count ? bytes[end] : 0
    guard end > start ? "#%/^,@:[".utf8.contains(sign) : "#!@*0123456789?$-".utf8.contains(sign)
    else { return stop(sign == 0 ? .openQuote : .badExpansion) }
    var open = 1
    index = start
    while index < bytes.count, open > 0 {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "{"): open += 1
      case UInt8(ascii: "}"): open -= 1
      default: break
      }
      index += 1
    }
    text.append(.unknown)
    return open == 0 || stop(.openQuote)
  }

  private mutating func skipParentheses() -> Bool {
    var open = 1
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "("): open += 1
      case UInt8(ascii: ")"):
        open -= 1
        if open == 0 { return true }
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        while index < bytes.count, bytes[index] != byte {
          index += byte == UInt8(ascii: "\"") && bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        index += 1
      default: break
      }
    }
    return stop(.openQuote)
  }

  private mutating func skipBackquotes(_ text: inout EnvText) -> Bool {
    text.append(.unknown)
    index += 1
    while index < bytes.count {
      let byte = bytes[index]
      index += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == UInt8(ascii: "`") { return true }
    }
    return stop(.openQuote)
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }
}

/// The escapes of `$'…'` in bash.
extension ShellWordReader {
  private mutating func ansiQuoted(_ text: inout EnvText) -> Bool {
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "'"): return true
      case UInt8(ascii: "\\") where index < bytes.count: ansiEscape(&text)
      default: text.append(byte)
      }
    }
    fault = .openQuote
    return false
  }

  private mutating func ansiEscape(_ text: inout EnvText) {
    let byte = bytes[index]
    index += 1
    switch byte {
    case UInt8(ascii: "a"): text.append(UInt8(0x07))
    case UInt8(ascii: "b"): text.append(UInt8(0x08))
    case UInt8(ascii: "e"), UInt8(ascii: "E"): text.append(UInt8(0x1B))
    case UInt8(ascii: "f"): text.append(UInt8(0x0C))
    case UInt8(ascii: "n"): text.append(UInt8(0x0A))
    case UInt8(ascii: "r"): text.append(UInt8(0x0D))
    case UInt8(ascii: "t"): text.append(UInt8(0x09))
    case UInt8(ascii: "v"): text.append(UInt8(0x0B))
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "?"):
      text.append(byte)
    case UInt8(ascii: "x"): appendCode(byte, digits: 2, radix: 16, &text)
    case UInt8(ascii: "u"): appendCode(byte, digits: 4, radix: 16, &text)
    case UInt8(ascii: "U"): appendCode(byte, digits: 8, radix: 16, &text)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      index -= 1
      appendCode(byte, digits: 3, radix: 8, &text)
    default: text.append([UInt8(ascii: "\\"), byte])
    }
  }

  private mutating func appendCode(
    _ letter: UInt8, digits count: Int, radix: Int, _ text: inout EnvText
  ) {
    let digits = bytes[index...].prefix(count).prefix {
      radix == 16 ? $0.isHexDigit : (0x30...0x37).contains($0)
    }
    guard let code = UInt32(String(decoding: digits, as: UTF8.self), radix: radix) else {
      return text.append([UInt8(ascii: "\\"), letter])
    }
    index = digits.endIndex
    if letter == UInt8(ascii: "u") || letter == UInt8(ascii: "U") {
      if let scalar = Unicode.Scalar(code) { text.append(scalar) }
    } else {
      text.append(UInt8(truncatingIfNeeded: code))
    }
  }
}
