import Diagnostics

/// A position in the text of an XML document whose characters were already checked.
///
/// The first error moves it to the end, so that every loop of the reader ends.
struct XMLCursor {
  /// The whole document.
  let bytes: [UInt8]
  let id: FileID
  /// The next byte; `bytes.count` at the end and after an error.
  var index: Int
  /// The first error, which is the only one.
  private(set) var failure: Diagnostic?

  init(_ bytes: [UInt8], _ id: FileID) {
    self.bytes = bytes
    self.id = id
    index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Whether the text was read, or given up.
  var isAtEnd: Bool { index >= bytes.count }

  /// The byte here; at the end NUL, which no document contains.
  var next: UInt8 { index < bytes.count ? bytes[index] : 0 }

  /// Whether `text` is here.
  func starts(_ text: StaticString) -> Bool { starts(text, at: index) }

  private func starts(_ text: StaticString, at offset: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard bytes.count - offset >= count else { return false }
    for position in 0..<count where bytes[offset + position] != text.utf8Start[position] {
      return false
    }
    return true
  }

  /// A range of bytes as a span of the document.
  func span(_ range: Range<Int>) -> SourceSpan {
    SourceSpan(id, range.lowerBound, range.upperBound)
  }

  /// The text of a range as a message shows it.
  func shown(_ range: Range<Int>) -> String {
    let text = String(decoding: bytes[range], as: UTF8.self)
    return text.unicodeScalars.count > 60 ? String(text.unicodeScalars.prefix(59)) + "…" : text
  }

  // MARK: Steps

  /// Steps over `text`, if it is here.
  mutating func take(_ text: StaticString) -> Bool {
    guard starts(text) else { return false }
    index += text.utf8CodeUnitCount
    return true
  }

  /// Steps over whitespace; returns whether there was any.
  @discardableResult mutating func takeSpace() -> Bool {
    let start = index
    while index < bytes.count, XMLCharacter.isSpace(bytes[index]) { index += 1 }
    return index > start
  }

  /// Steps over a name; nil when there is none here.
  mutating func takeName() -> Range<Int>? {
    let start = index
    while index < bytes.count {
      let (scalar, length) = scalar(at: index)
      let isName =
        index == start ? XMLCharacter.startsName(scalar) : XMLCharacter.continuesName(scalar)
      guard isName else { break }
      index += length
    }
    return index > start ? start..<index : nil
  }

  /// Steps past the next `text`, and returns the range before it; nil when there is none.
  mutating func take(upTo text: StaticString) -> Range<Int>? {
    guard let end = ByteSearch.first(text, in: bytes[index...]) else { return nil }
    defer { index = end + text.utf8CodeUnitCount }
    return index..<end
  }

  /// The character at an offset; malformed UTF-8, which does not occur, would be NUL.
  private func scalar(at offset: Int) -> (scalar: UInt32, length: Int) {
    let lead = bytes[offset]
    guard lead >= 0x80 else { return (UInt32(lead), 1) }
    return bytes.withUnsafeBufferPointer { UTF8Scalar.decode($0, at: offset) } ?? (0, 1)
  }

  // MARK: Errors

  /// Ends the reading with a finding, unless an earlier one has.
  mutating func refuse(_ message: Message, at range: Range<Int>, help: Message? = nil) {
    var diagnostic = Diagnostic(SyntaxProblem.xmlSyntax, message, at: span(range))
    diagnostic.help = help
    refuse(diagnostic)
  }

  /// As above; the finding is about the character here, or the end of the text.
  mutating func refuse(_ message: Message, help: Message? = nil) {
    let length = isAtEnd ? 0 : scalar(at: index).length
    refuse(message, at: index..<index + length, help: help)
  }

  /// Ends the reading with `diagnostic`, unless an earlier one has.
  mutating func refuse(_ diagnostic: Diagnostic) {
    failure = failure ?? diagnostic
    index = bytes.count
  }
}

/// The character classes of XML 1.0, fifth edition.
enum XMLCharacter {
  /// Section 2.2, `Char`: what a document may contain, literally or as a reference.
  static func isAllowed(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  /// Section 2.3, `S`.
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// Section 2.3, `NameStartChar`.
  static func startsName(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3A, 0x41...0x5A, 0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF,
      0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF,
      0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF:
      true
    default: false
    }
  }

  /// Section 2.3, `NameChar`.
  static func continuesName(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2D, 0x2E, 0x30...0x39, 0xB7, 0x300...0x36F, 0x203F...0x2040: true
    default: startsName(scalar)
    }
  }
}
