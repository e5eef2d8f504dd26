import Diagnostics

/// Reads an env file as Compose does (compose-go 2.16, package `dotenv`); measured with Compose
/// 5.6.1.
struct ComposeEnvScanner: EnvScanner {
  private let bytes: [UInt8]
  private var index: Int

  init(_ bytes: [UInt8], from start: Int) { (self.bytes, index) = (bytes, start) }

  mutating func next() -> EnvStatement? {
    while index < bytes.count {
      let (scalar, length) = scalar(at: index)
      if scalar.properties.isWhitespace {
        index += length
      } else if scalar == "#" {
        index = lineEnd(from: index)
      } else {
        return statement()
      }
    }
    return nil
  }

  private mutating func statement() -> EnvStatement? {
    let start = index
    skipExport()
    let nameStart = index
    var sign: UInt8?
    while index < bytes.count, sign == nil {
      let (scalar, length) = scalar(at: index)
      if scalar == "=" || scalar == ":" || scalar == "\n" {
        sign = bytes[index]
      } else if !Self.isSpace(scalar), !Self.isPartOfName(scalar) {
        return refuse(.unexpectedCharacter, index..<index + length)
      }
      index += length
    }
    guard let sign else {
      return EnvStatement(
        range: start..<bytes.count, name: nameStart..<bytes.count, written: nameStart..<bytes.count,
        effect: .refused(.noNameAtEnd))
    }
    let name = nameStart..<trimmedEnd(nameStart..<index - 1)
    if bytes[name].contains(0x20) { return refuse(.spacedName, name) }
    guard sign != 0x0A else {
      return EnvStatement(
        range: start..<name.upperBound, name: name, written: name.upperBound..<name.upperBound,
        effect: name.isEmpty ? .nothing(.noEqualsSign) : .inherits)
    }
    skipSpaces()
    let found = value()
    let range = start..<found.range.upperBound
    let isNameless = name.isEmpty
    return EnvStatement(
      range: range, name: isNameless ? range : name, written: found.range,
      effect: isNameless && !found.effect.isRefused ? .refused(.noName) : found.effect)
  }

  /// The rest of the line is left out.
  private mutating func refuse(
    _ fault: EnvStatement.Fault, _ range: Range<Int>
  ) -> EnvStatement {
    index = lineEnd(from: range.upperBound)
    return .refused(fault, range)
  }

  /// `export` and what Go's `\s` matches after it.
  private mutating func skipExport() {
    let word = Array("export".utf8)
    guard bytes[index...].starts(with: word), index + word.count < bytes.count,
      [0x20, 0x09, 0x0A, 0x0C, 0x0D].contains(bytes[index + word.count])
    else { return }
    index += word.count
    skipSpaces()
  }

  private mutating func skipSpaces() {
    while index < bytes.count {
      let (scalar, length) = scalar(at: index)
      guard Self.isSpace(scalar) else { return }
      index += length
    }
  }

  // MARK: Values

  private mutating func value() -> (range: Range<Int>, effect: EnvStatement.Effect) {
    let start = index
    if start < bytes.count, bytes[start] == UInt8(ascii: "\"") || bytes[start] == UInt8(ascii: "'")
    {
      return quoted(bytes[start])
    }
    let end = lineEnd(from: start)
    var text = bytes[start..<end]
    if let comment = text.indices.dropLast().first(where: {
      text[$0] == 0x20 && text[$0 + 1] == UInt8(ascii: "#")
    }) {
      text = text[..<comment]
    }
    let range = start..<max(start, trimmedEnd(text.startIndex..<text.endIndex))
    index = min(end + 1, bytes.count)
    return (range, effect(String(decoding: bytes[range], as: UTF8.self)))
  }

  private mutating func quoted(
    _ quote: UInt8
  ) -> (range: Range<Int>, effect: EnvStatement.Effect) {
    let start = index
    var text: [UInt8] = []
    index += 1
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == quote {
        let range = start..<index
        let string = String(decoding: text, as: UTF8.self)
        guard quote == UInt8(ascii: "\"") else { return (range, .sets(EnvText(string))) }
        return (range, effect(Self.unescaped(text)))
      }
      if byte == UInt8(ascii: "\\"), index < bytes.count {
        if bytes[index] != quote { text.append(byte) }
        text.append(bytes[index])
        index += 1
      } else {
        text.append(byte)
      }
    }
    index = lineEnd(from: start)
    return (start..<index, .refused(.openQuote))
  }

  private func effect(_ text: String) -> EnvStatement.Effect {
    ComposeTemplate.read(text).map { .sets($0) } ?? .refused(.badExpansion)
  }

  /// The escapes of double quotes; `\$` becomes `$$`, which the expansion takes for `$`.
  private static func unescaped(_ text: [UInt8]) -> String {
    var result: [UInt8] = []
    var index = 0
    while index < text.count {
      guard text[index] == UInt8(ascii: "\\"), index + 1 < text.count else {
        result.append(text[index])
        index += 1
        continue
      }
      let next = text[index + 1]
      index += 2
      switch next {
      case UInt8(ascii: "a"): result.append(0x07)
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "f"): result.append(0x0C)
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "v"): result.append(0x0B)
      case UInt8(ascii: "$"): result += [next, next]
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): result.append(next)
      case UInt8(ascii: "0"): index = appendOctal(text, at: index, &result)
      default: result += [UInt8(ascii: "\\"), next]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// `\0` and up to three digits; what is not a byte in base 8 stays, without the zero.
  private static func appendOctal(
    _ text: [UInt8], at start: Int, _ result: inout [UInt8]
  ) -> Int {
    let digits = text[start...].prefix(3).prefix { $0.isDigit }
    let code = digits.count == 3 ? Int(String(decoding: digits, as: UTF8.self), radix: 8) : nil
    if let code, code < 256, let scalar = Unicode.Scalar(UInt32(code)) {
      result += Array(String(Character(scalar)).utf8)
    } else {
      result += [UInt8(ascii: "\\")] + digits
    }
    return digits.endIndex
  }

  // MARK: Characters

  /// The line feed after `start`, or the end of the text.
  private func lineEnd(from start: Int) -> Int {
    bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
  }

  /// The end of a range without the whitespace there.
  private func trimmedEnd(_ range: Range<Int>) -> Int {
    let text = String(decoding: bytes[range], as: UTF8.self).unicodeScalars
    let blanks = text.reversed().prefix { $0.properties.isWhitespace }
    return range.upperBound - blanks.reduce(0) { $0 + UTF8.width($1) }
  }

  /// The text is valid UTF-8.
  private func scalar(at offset: Int) -> (Unicode.Scalar, length: Int) {
    let byte = bytes[offset]
    guard byte >= 0x80 else { return (Unicode.Scalar(byte), 1) }
    let decoded = bytes.withUnsafeBufferPointer { UTF8Scalar.decode($0, at: offset) }
    guard let decoded, let scalar = Unicode.Scalar(decoded.scalar) else { return ("\u{FFFD}", 1) }
    return (scalar, decoded.length)
  }

  /// What Compose skips around names and before values: no line feed, and of other whitespace only
  /// these.
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\t", "\u{B}", "\u{C}", "\r", " ", "\u{85}", "\u{A0}": true
    default: false
    }
  }

  private static func isPartOfName(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      let byte = UInt8(truncatingIfNeeded: scalar.value)
      return EnvName.continues(byte) || ".-[]".utf8.contains(byte)
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      return true
    default: return false
    }
  }
}

extension EnvStatement.Effect {
  var isRefused: Bool { if case .refused = self { true } else { false } }
}
