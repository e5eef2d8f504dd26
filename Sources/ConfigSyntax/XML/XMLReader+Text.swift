import Diagnostics

/// Text, references and CDATA sections.
extension XMLReader {
  /// Text up to the next `<`; only whitespace is allowed outside the root element.
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

  /// Reports the first line of any other text.
  private mutating func readSpaceOutside() {
    cursor.takeSpace()
    guard !cursor.isAtEnd, cursor.next != UInt8(ascii: "<") else { return }
    let start = cursor.index
    let end = cursor.bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D || $0 == 0x3C }
    cursor.refuse(
      "text is not allowed outside the root element", at: start..<(end ?? cursor.bytes.count))
  }

  /// `<![CDATA[…]]>`, whose content is text without references.
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

  /// Appends to the text of the innermost element.
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

  /// The text of a reference; a raw `&` is reported, and read as itself.
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

  /// `&#65;` or `&#x41;`; without digits, the `&` is raw.
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

  /// Reports a raw `&`, whose fix is safe, since no reader accepts it.
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

/// The XML declaration, comments, processing instructions, and what is refused among them.
extension XMLReader {
  // MARK: <?xml …?>

  /// `<?xml version="1.0" encoding="UTF-8"?>`, if the document begins with it.
  mutating func readDeclaration() {
    let start = cursor.index
    guard cursor.starts("<?xml"), cursor.bytes.count > start + 5,
      XMLCharacter.isSpace(cursor.bytes[start + 5])
    else { return }
    cursor.index += 5
    cursor.takeSpace()
    guard let version = readPseudoAttribute("version") else {
      return cursor.refuse(
        "the XML declaration has no version", at: start..<start + 5,
        help: "begin it with <?xml version=\"1.0\"")
    }
    check(version: version)
    var isSpaced = cursor.takeSpace()
    if isSpaced, let encoding = readPseudoAttribute("encoding") {
      check(encoding: encoding)
      isSpaced = cursor.takeSpace()
    }
    if isSpaced, let standalone = readPseudoAttribute("standalone") {
      check(standalone: standalone)
      cursor.takeSpace()
    }
    guard cursor.take("?>") else {
      return cursor.refuse(
        "expected `?>` at the end of the XML declaration",
        help: "write version, then encoding, then standalone, and end it with ?>")
    }
  }

  /// The range of the value; nil where another attribute follows, or none.
  private mutating func readPseudoAttribute(_ name: StaticString) -> Range<Int>? {
    guard cursor.take(name) else { return nil }
    cursor.takeSpace()
    let hasSign = cursor.take("=")
    cursor.takeSpace()
    let isSingle = cursor.next == UInt8(ascii: "'")
    guard hasSign, isSingle || cursor.next == UInt8(ascii: "\"") else {
      cursor.refuse("expected `=` and a value in quotes")
      return nil
    }
    cursor.index += 1
    guard let range = cursor.take(upTo: isSingle ? "'" : "\"") else {
      cursor.refuse("the value has no closing quote", at: cursor.index - 1..<cursor.index)
      return nil
    }
    return range
  }

  /// The fifth edition reads every version 1.x as 1.0.
  private mutating func check(version: Range<Int>) {
    let text = String(decoding: cursor.bytes[version], as: UTF8.self)
    guard text.hasPrefix("1."), text.utf8.dropFirst(2).allSatisfy({ (0x30...0x39).contains($0) })
    else {
      return cursor.refuse(
        "XML version `\(value: cursor.shown(version))` is not supported", at: version,
        help: "write version=\"1.0\"")
    }
    guard text != "1.0" else { return }
    warn(
      "the version is `\(value: cursor.shown(version))`, not 1.0", version,
      "write version=\"1.0\"")
  }

  /// Any name of UTF-8, in any letter case.
  private mutating func check(encoding: Range<Int>) {
    let text = String(decoding: cursor.bytes[encoding], as: UTF8.self).lowercased()
    guard text != "utf-8", text != "utf8" else { return }
    // Every ASCII text is valid UTF-8.
    let isASCII = text == "us-ascii" || text == "ascii"
    guard !isASCII || cursor.bytes.contains(where: { $0 > 0x7F }) else { return }
    cursor.refuse(
      "the encoding `\(value: cursor.shown(encoding))` is not supported", at: encoding,
      help: "save the file as UTF-8 and write encoding=\"UTF-8\"")
  }

  private mutating func check(standalone: Range<Int>) {
    let text = String(decoding: cursor.bytes[standalone], as: UTF8.self)
    guard text != "yes", text != "no" else { return }
    cursor.refuse("`standalone` must be yes or no", at: standalone)
  }

  // MARK: <! and <?

  /// A comment or a CDATA section; a document type is refused.
  mutating func readDeclarationOrComment() {
    let start = cursor.index
    if cursor.starts("<!--") { return readComment() }
    if cursor.starts("<![CDATA[") { return readCharacterData() }
    let word = cursor.bytes[start...].dropFirst(2).prefix(7)
    guard String(decoding: word, as: UTF8.self).uppercased() == "DOCTYPE" else {
      return cursor.refuse(
        "`<!` begins neither a comment nor a CDATA section", at: start..<start + 2,
        help: "write a comment as <!-- … -->")
    }
    var diagnostic = Diagnostic(
      SyntaxProblem.documentType, "the document has a DOCTYPE",
      at: cursor.span(start..<start + 9))
    diagnostic.help = "remove it: such a document must not use entities or external files"
    cursor.refuse(diagnostic)
  }

  /// XML 1.0 section 2.5: `--` only ends a comment.
  private mutating func readComment() {
    let start = cursor.index
    cursor.index += 4
    guard let range = cursor.take(upTo: "--") else {
      return cursor.refuse(
        "the comment is not closed", at: start..<start + 4, help: "write --> after it")
    }
    guard cursor.take(">") else {
      return cursor.refuse(
        "a comment must not contain `--`", at: range.upperBound..<range.upperBound + 2,
        help: "remove it, or end the comment with -->")
    }
  }

  /// `<?target …?>`, which is checked and left out.
  mutating func readInstruction() {
    let start = cursor.index
    cursor.index += 2
    guard let target = cursor.takeName() else {
      return cursor.refuse("`<?` does not begin a processing instruction", at: start..<start + 2)
    }
    guard cursor.shown(target).lowercased() != "xml" else {
      return cursor.refuse(
        "the XML declaration must be at the start of the document, in lower case",
        at: start..<target.upperBound, help: "remove everything before it")
    }
    let isComplete = cursor.starts("?>") || XMLCharacter.isSpace(cursor.next)
    guard isComplete, cursor.take(upTo: "?>") != nil else {
      return cursor.refuse(
        "the processing instruction is not closed", at: start..<target.upperBound,
        help: "write ?> after it")
    }
    if cursor.bytes[target].contains(UInt8(ascii: ":")) {
      warn("the target `\(cursor.shown(target))` contains a colon", target, "write it without one")
    }
  }
}
