import Diagnostics

/// A position in the text of an XML document whose characters were already checked.
///
/// The first error moves it to the end, so that every loop of the reader ends.
struct XMLCursor {
  let bytes: [UInt8]
  let id: FileID
  var index: Int
  private(set) var failure: Diagnostic?

  init(_ bytes: [UInt8], _ id: FileID) {
    self.bytes = bytes
    self.id = id
    index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  var isAtEnd: Bool { index >= bytes.count }

  /// The byte here; at the end NUL, which no document contains.
  var next: UInt8 { index < bytes.count ? bytes[index] : 0 }

  func starts(_ text: StaticString) -> Bool { starts(text, at: index) }

  private func starts(_ text: StaticString, at offset: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard bytes.count - offset >= count else { return false }
    for place in 0..<count where bytes[offset + place] != text.utf8Start[place] { return false }
    return true
  }

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

  /// Steps over white space; returns whether there was any.
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

  private func scalar(at offset: Int) -> (scalar: UInt32, length: Int) {
    let lead = bytes[offset]
    guard lead >= 0x80 else { return (UInt32(lead), 1) }
    return bytes.withUnsafeBufferPointer { TextCheck.decode($0, at: offset) } ?? (0, 1)
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

  mutating func refuse(_ diagnostic: Diagnostic) {
    failure = failure ?? diagnostic
    index = bytes.count
  }
}
