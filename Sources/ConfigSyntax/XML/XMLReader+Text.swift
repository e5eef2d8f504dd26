import Diagnostics

/// Text, references and CDATA sections.
extension XMLReader {
  /// Text up to the next `<`; only white space is allowed outside the root element.
  mutating func readText() {
    guard !open.isEmpty else { return readSpaceOutside() }
    while !cursor.isAtEnd, cursor.next != UInt8(ascii: "<") {
      if cursor.next == UInt8(ascii: "&") {
        let start = cursor.index
        let text = readReference()
        add(text, at: start..<max(start, min(cursor.index, cursor.bytes.count)))
        continue
      }
      let start = cursor.index
      while !cursor.isAtEnd, cursor.next != UInt8(ascii: "<"), cursor.next != UInt8(ascii: "&") {
        guard !cursor.starts("]]>") else {
          return cursor.refuse(
            "text must not contain `]]>`", at: cursor.index..<cursor.index + 3,
            help: "write ]]&gt;; only a CDATA section ends with ]]>")
        }
        cursor.index += 1
      }
      add(lines(start..<cursor.index), at: start..<cursor.index)
    }
  }

  private mutating func readSpaceOutside() {
    cursor.takeSpace()
    guard !cursor.isAtEnd, cursor.next != UInt8(ascii: "<") else { return }
    let start = cursor.index
    let end = cursor.bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D || $0 == 0x3C }
    cursor.refuse(
      "text is not allowed outside the root element", at: start..<(end ?? cursor.bytes.count))
  }

  mutating func readCharacterData() {
    let start = cursor.index
    cursor.index += 9
    guard !open.isEmpty else {
      return cursor.refuse("text is not allowed outside the root element", at: start..<cursor.index)
    }
    guard let range = cursor.take(upTo: "]]>") else {
      return cursor.refuse(
        "the CDATA section is not closed", at: start..<start + 9, help: "write ]]> after it")
    }
    add(lines(range), at: range)
  }

  private mutating func add(_ text: [UInt8], at range: Range<Int>) {
    guard cursor.failure == nil, let last = open.indices.last else { return }
    open[last].text += text
    if open[last].firstText == nil, !text.allSatisfy(XMLCharacter.isSpace) {
      open[last].firstText = range
    }
  }

  /// Section 2.11: every line end is read as a line feed.
  private func lines(_ range: Range<Int>) -> [UInt8] {
    let written = cursor.bytes[range]
    guard written.contains(0x0D) else { return Array(written) }
    var text: [UInt8] = []
    var isReturn = false
    for byte in written {
      if byte == 0x0D { text.append(0x0A) } else if byte != 0x0A || !isReturn { text.append(byte) }
      isReturn = byte == 0x0D
    }
    return text
  }

  // MARK: References

  /// The text of a reference; a raw `&` is reported and stands for itself.
  mutating func readReference() -> [UInt8] {
    let start = cursor.index
    cursor.index += 1
    if cursor.next == UInt8(ascii: "#") { return readCharacterReference(from: start) }
    let name = cursor.takeName()
    let predefined = name.flatMap { Self.entity(cursor.bytes[$0]) }
    guard let name, cursor.take(";") || predefined != nil else { return readAmpersand(at: start) }
    guard let predefined else {
      cursor.refuse(
        "the entity `\(cursor.shown(name))` is not defined", at: start..<cursor.index,
        help: "XML defines lt, gt, amp, apos and quot; write other characters directly")
      return []
    }
    guard cursor.bytes[cursor.index - 1] == UInt8(ascii: ";") else {
      refuseOpenReference(start)
      return []
    }
    return [predefined]
  }

  private static func entity(_ name: ArraySlice<UInt8>) -> UInt8? {
    switch String(decoding: name, as: UTF8.self) {
    case "lt": UInt8(ascii: "<")
    case "gt": UInt8(ascii: ">")
    case "amp": UInt8(ascii: "&")
    case "apos": UInt8(ascii: "'")
    case "quot": UInt8(ascii: "\"")
    default: nil
    }
  }

  private mutating func readCharacterReference(from start: Int) -> [UInt8] {
    cursor.index += 1
    let radix: UInt32 = cursor.take("x") ? 16 : 10
    let digits = cursor.index
    var value: UInt32 = 0
    while let digit = Self.digit(cursor.next, radix) {
      // More than any character; the rest of the digits can't overflow it.
      value = min(value * radix + digit, 0x110000)
      cursor.index += 1
    }
    guard cursor.index > digits else { return readAmpersand(at: start) }
    guard cursor.take(";") else {
      refuseOpenReference(start)
      return []
    }
    guard XMLCharacter.isAllowed(value), let scalar = Unicode.Scalar(value) else {
      let range = start..<cursor.index
      cursor.refuse("`\(value: cursor.shown(range))` is not a character of XML 1.0", at: range)
      return []
    }
    return Array(String(scalar).utf8)
  }

  private static func digit(_ byte: UInt8, _ radix: UInt32) -> UInt32? {
    guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80, digit < radix
    else { return nil }
    return UInt32(digit)
  }

  private mutating func refuseOpenReference(_ start: Int) {
    let range = start..<cursor.index
    cursor.refuse("expected `;` after `\(value: cursor.shown(range))`", at: range)
  }

  private mutating func readAmpersand(at start: Int) -> [UInt8] {
    cursor.index = start + 1
    rawAmpersands += 1
    // A thousand in one file say as much as a million.
    guard rawAmpersands <= 1000 else { return [UInt8(ascii: "&")] }
    let span = cursor.span(start..<start + 1)
    var diagnostic = Diagnostic(
      SyntaxProblem.rawAmpersand, "this `&` does not begin a reference", at: span)
    diagnostic.help = "write &amp;"
    diagnostic.fixes = [FixIt("write &amp;", [.replace(span, with: "&amp;")])]
    bag.report(diagnostic)
    return [UInt8(ascii: "&")]
  }
}
