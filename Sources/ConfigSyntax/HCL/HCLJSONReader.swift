package import Diagnostics

/// Reads JSON (RFC 8259) as values, as in Terraform's `*.tfvars.json`: strings are not templates.
///
/// Reading stops at the first error: JSON offers no point from which to resume.
package struct HCLJSONReader {
  /// Who reads the file: Terraform normalizes text, and rejects a key that is written twice.
  package enum Reader: Sendable { case terraform, plain }

  private let bytes: [UInt8]
  private let id: FileID
  private let reader: Reader
  private let limits: Limits
  private let (mostLevels, mostValues): (Int, Int)
  private var index = 0
  private var depth = 0
  /// How many values began so far.
  private var values = 0
  private var bag = DiagnosticBag()

  /// The value of the whole file; nil, and reported, when it is not valid JSON.
  package static func read(
    _ file: SourceFile, _ id: FileID, for reader: Reader = .terraform,
    limits: Limits = Limits(), _ bag: inout DiagnosticBag
  ) -> HCLValue? {
    var reader = HCLJSONReader(file.bytes, id, reader, limits)
    let value = reader.document()
    bag.report(reader.bag.sorted)
    return value
  }

  private init(_ bytes: [UInt8], _ id: FileID, _ reader: Reader, _ limits: Limits) {
    self.bytes = bytes
    self.id = id
    self.reader = reader
    if reader == .plain, bytes.starts(with: SourceFile.byteOrderMark) {
      index = SourceFile.byteOrderMark.count
    }
    self.limits = limits
    (mostLevels, mostValues) = (limits[.depth], limits[.tokens])
  }

  private mutating func document() -> HCLValue? {
    guard let value = value() else { return nil }
    return peek() == nil ? value : refuse("unexpected text after the JSON value")
  }

  // MARK: Bytes

  /// The next byte that is not whitespace.
  private mutating func peek() -> UInt8? {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      default: return bytes[index]
      }
    }
    return nil
  }

  /// Steps over whitespace and `sign`, if it follows.
  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: sign) else { return false }
    index += 1
    return true
  }

  private func span(from start: Int) -> SourceSpan { SourceSpan(id, start, index) }

  /// Reports that the next byte is not allowed, and returns nil.
  private mutating func refuse<Result>(_ message: Message) -> Result? {
    let upper = min(index + 1, bytes.count)
    let problem = reader == .plain ? SyntaxProblem.jsonSyntax : SyntaxProblem.hclSyntax
    bag.report(Diagnostic(problem, message, at: SourceSpan(id, min(index, upper), upper)))
    return nil
  }

  // MARK: Values

  private mutating func value() -> HCLValue? {
    guard let first = peek() else { return refuse("expected a value, found the end of the file") }
    let start = index
    values += 1
    guard values <= mostValues else {
      bag.report(.tooManyTokens(limits, at: SourceSpan(id, index, index)))
      return nil
    }
    switch first {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard depth < mostLevels else {
        bag.report(.tooDeep("values", limits, at: SourceSpan(id, index, index + 1)))
        return nil
      }
      depth += 1
      defer { depth -= 1 }
      return first == UInt8(ascii: "{") ? object() : array()
    case UInt8(ascii: "\""): return text().map { HCLValue(.string($0), span(from: start)) }
    default: return word()
    }
  }

  /// `null`, `true`, `false` or a number.
  private mutating func word() -> HCLValue? {
    let start = index
    let word = bytes[index...].prefix { byte in
      byte > 0x20 && !",:[]{}\"".utf8.contains(byte)
    }
    let text = String(decoding: word, as: UTF8.self)
    let kind: HCLValue.Kind? =
      switch text {
      case "null": .null
      case "true": .bool(true)
      case "false": .bool(false)
      default: number(text).map { .number($0) }
      }
    guard let kind else {
      return refuse(
        text.isEmpty
          ? "expected a value" : "`\(value: text.prefix(40))` is not a JSON value")
    }
    index += word.count
    return HCLValue(kind, span(from: start))
  }

  /// JSON's numbers have no leading zeros.
  private func number(_ text: String) -> HCLNumber? {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let second = digits.dropFirst().utf8.first ?? 0
    guard digits.utf8.first != UInt8(ascii: "0") || !(0x30...0x39).contains(second) else {
      return nil
    }
    return HCLNumber(text)
  }

  private mutating func array() -> HCLValue? {
    let start = index
    index += 1
    var elements: [HCLValue] = []
    if take("]") { return HCLValue(.list([]), span(from: start)) }
    while true {
      guard let element = value() else { return nil }
      elements.append(element)
      if take("]") { return HCLValue(.list(elements), span(from: start)) }
      guard take(",") else { return refuse("expected `,` or `]`") }
    }
  }

  /// The last of several equal keys counts, after a report.
  private mutating func object() -> HCLValue? {
    let start = index
    index += 1
    var object = HCLObject()
    if take("}") { return HCLValue(.object(object), span(from: start)) }
    while true {
      guard peek() == UInt8(ascii: "\"") else { return refuse("expected a key in double quotes") }
      let keyStart = index
      guard let key = text() else { return nil }
      let located = Located(key, span(from: keyStart))
      guard take(":") else { return refuse("expected `:`") }
      guard let value = value() else { return nil }
      if let first = object.set(located, value) {
        bag.report(
          reader == .plain
            ? .duplicateKey(located.value, at: located.span, first: first.span)
            : .redefined(located, first: first.span))
      }
      if take("}") { return HCLValue(.object(object), span(from: start)) }
      guard take(",") else { return refuse("expected `,` or `}`") }
    }
  }

  // MARK: Strings

  /// A string without its quotes.
  private mutating func text() -> String? {
    index += 1
    var result: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        let text = String(decoding: result, as: UTF8.self)
        return reader == .plain ? text : HCLText.normalized(text)
      case UInt8(ascii: "\\"):
        guard let scalar = escape() else { return nil }
        result += Array(String(scalar).utf8)
      case 0..<0x20: return refuse("a string must not contain a control character")
      default:
        result.append(byte)
        index += 1
      }
    }
    return refuse("the string has no closing quote")
  }

  private mutating func escape() -> Unicode.Scalar? {
    let sign = index + 1 < bytes.count ? bytes[index + 1] : 0
    let simple: [UInt8: Unicode.Scalar] = [
      0x22: "\"", 0x5C: "\\", 0x2F: "/", 0x62: "\u{8}", 0x66: "\u{C}", 0x6E: "\n", 0x72: "\r",
      0x74: "\t",
    ]
    if let scalar = simple[sign] {
      index += 2
      return scalar
    }
    guard sign == UInt8(ascii: "u"), let first = code(at: index + 2) else {
      return refuse("this is not a JSON escape")
    }
    index += 6
    // Two surrogates make a character; a lone one is replaced, as Go does.
    guard (0xD800..<0xDC00).contains(first), index + 1 < bytes.count,
      bytes[index] == 0x5C, bytes[index + 1] == UInt8(ascii: "u"), let second = code(at: index + 2),
      (0xDC00..<0xE000).contains(second)
    else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
    index += 6
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  /// Four hexadecimal digits.
  private func code(at start: Int) -> UInt32? {
    guard start + 4 <= bytes.count else { return nil }
    let text = String(decoding: bytes[start..<start + 4], as: UTF8.self)
    return text.hasPrefix("+") ? nil : UInt32(text, radix: 16)
  }
}
