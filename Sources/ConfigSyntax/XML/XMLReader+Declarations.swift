import Diagnostics

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
