package import Diagnostics

/// Reads an env file as the program of its dialect does.
package enum EnvReader {
  /// `context` says what the file's variables are expanded with, and what a line that is only a `NAME`
  /// passes on; a name that it lacks sets nothing.
  package static func read(
    _ file: SourceFile, _ id: FileID, _ context: EnvContext, limits: Limits = Limits(),
    _ bag: inout DiagnosticBag
  ) -> ConfigDocument {
    let whole = SourceSpan(id, 0, file.bytes.count)
    // A line is a token: memory grows with the number of variables.
    let breaks = file.bytes.count(where: { $0 == 0x0A })
    guard breaks <= limits[.tokens] else {
      bag.report(.tooManyTokens(limits, at: SourceSpan(id, 0, 0)))
      return ConfigDocument(root: ConfigNode(.damaged, whole), span: whole, damage: [whole])
    }
    if case .refused(let offset, let length, let message) = TextCheck.check(
      file.bytes, .environment)
    {
      let span = SourceSpan(id, offset, offset + length)
      bag.report(Diagnostic(SyntaxProblem.notText, message, at: span))
      return ConfigDocument(root: ConfigNode(.damaged, whole), span: whole, damage: [whole])
    }
    let contents: EnvContents
    if context.dialect == .docker {
      var reader = DockerEnvReader(file, id, context.environment, lines: breaks + 1)
      reader.readLines(in: 0..<file.bytes.count, &bag)
      contents = reader.contents
    } else {
      var reader = EnvStatementReader(file, id, context)
      reader.readStatements(&bag)
      contents = reader.contents
    }
    return contents.document(whole)
  }

  /// Reads an env file for Docker that a script writes from its own lines, which are literal.
  package static func read(
    _ documents: [HereDocument], in script: SourceFile, _ id: FileID,
    _ environment: @escaping EnvironmentLookup, _ bag: inout DiagnosticBag
  ) -> ConfigDocument {
    let (start, end) = (
      documents.first?.range.lowerBound ?? 0, documents.last?.range.upperBound ?? 0
    )
    let lines = documents.reduce(0) { $0 + script.bytes[$1.range].count { $0 == 0x0A } }
    var reader = DockerEnvReader(script, id, environment, lines: lines)
    for document in documents {
      reader.readLines(in: document.range, isIndented: document.isIndented, &bag)
    }
    return reader.contents.document(SourceSpan(id, start, end))
  }
}

/// What an env file sets, and what could not be read.
struct EnvContents {
  /// Each name once, with its last value.
  private(set) var entries: [Entry] = []
  /// The index of each name among the entries.
  private var indexes = NameIndex()
  var damage: [SourceSpan] = []
  /// The values that a later line replaced; they are masked like others.
  private var overridden: [Entry] = []
  /// What may be the rest of a value that was broken into lines.
  var unnamed: [SourceSpan] = []

  init() {}

  /// For a file with this many lines and bytes.
  init(lines: Int, bytes: Int) {
    // An array that grows is copied, and takes twice the memory; few lines are shorter than eight bytes.
    entries.reserveCapacity(min(lines, bytes / 8, 1 << 20))
  }

  /// The last value of a name counts, at the position of its first line.
  mutating func add(_ name: Located, _ value: ConfigNode, _ bag: inout DiagnosticBag) {
    let entry = Entry(key: name, value: value)
    let found = indexes.number(of: name, orSet: entries.count) { entries[$0].key.value }
    guard let index = found else { return entries.append(entry) }
    bag.report(
      .duplicateKey(
        name.value, at: name.span, first: entries[index].key.span, SyntaxProblem.repeatedName))
    overridden.append(entries[index])
    entries[index] = entry
  }

  /// Whether a name is set.
  func sets(_ name: String) -> Bool {
    indexes.number(of: name) { entries[$0].key.value } != nil
  }

  func document(_ whole: SourceSpan) -> ConfigDocument {
    ConfigDocument(
      root: entries.isEmpty && damage.isEmpty ? nil : ConfigNode(.mapping(entries), whole),
      span: whole, damage: damage, overridden: overridden, unnamed: unnamed)
  }
}

/// Reads the `docker` dialect: values are literal, as `docker run --env-file` reads them (Docker CLI
/// 28.2, `pkg/kvfile`).
private struct DockerEnvReader {
  private let file: SourceFile
  private let id: FileID
  private let environment: EnvironmentLookup
  private(set) var contents: EnvContents

  init(
    _ file: SourceFile, _ id: FileID, _ environment: @escaping EnvironmentLookup, lines: Int
  ) {
    self.file = file
    self.id = id
    self.environment = environment
    contents = EnvContents(lines: lines, bytes: file.bytes.count)
  }

  /// Reads the lines in a range, which ends after one of them; tabs before a line are skipped where it
  /// is indented.
  mutating func readLines(
    in lines: Range<Int>, isIndented: Bool = false, _ bag: inout DiagnosticBag
  ) {
    let bytes = file.bytes
    var start = lines.lowerBound
    if start == 0, bytes.starts(with: SourceFile.byteOrderMark) { start = 3 }
    var breaks = NextByte(of: "\n")
    while start < lines.upperBound {
      let end = breaks.offset(from: start, in: bytes)
      if isIndented { start = bytes[start..<end].firstIndex { $0 != 0x09 } ?? end }
      // Go's scanner removes one `\r` at the end of a line, but counts it, and a byte-order mark.
      let hasReturn = end > start && bytes[end - 1] == 0x0D
      let length = end - (start == 3 && bytes[0] == 0xEF ? 0 : start)
      readLine(start..<(hasReturn ? end - 1 : end), length: length, &bag)
      start = end + 1
    }
  }

  /// Reads a line without its break; `length` is what Docker's scanner counts.
  private mutating func readLine(
    _ range: Range<Int>, length: Int, _ bag: inout DiagnosticBag
  ) {
    guard length < 65_536 else {
      return refuse(range, "the line has \(length) bytes; docker reads at most 65,535", &bag)
    }
    // All programs read it alike, so that there is nothing to check.
    if let sign = EnvReadings.equalsSign(inPlain: file.bytes[range]) {
      return add(text(range.lowerBound..<sign), text(sign + 1..<range.upperBound), &bag)
    }
    let line = String(decoding: file.bytes[range], as: UTF8.self)
    let trimmed = line.unicodeScalars.drop { $0.properties.isWhitespace }
    guard let first = trimmed.first, first != "#" else { return }
    let lineStart = range.upperBound - String(trimmed).utf8.count
    let marks = trimmed.prefix { $0 == Self.byteOrderMark }.count * SourceFile.byteOrderMark.count
    let nameStart = lineStart + marks
    let name = String(trimmed.drop { $0 == Self.byteOrderMark }.prefix { $0 != "=" })
    let nameSpan = SourceSpan(id, nameStart, nameStart + name.utf8.count)
    let mark = marks > 0 ? SourceSpan(id, lineStart, nameStart) : nil
    if let mark, name.isEmpty || name.hasPrefix("#") {
      return refuseMark(mark, before: name, range, &bag)
    }
    guard !name.isEmpty else { return refuse(range, "the line has no name before `=`", &bag) }
    // Docker looks for these two only, though it skips all whitespace before the name.
    guard !name.utf8.contains(where: { $0 == 0x20 || $0 == 0x09 }) else {
      return refuse(Located(name, nameSpan), in: range, &bag)
    }
    if let mark { bag.report(.byteOrderMark(before: name, at: mark)) }
    let valueStart = Int(nameSpan.upper) + 1
    guard valueStart <= range.upperBound else {
      contents.unnamed.append(nameSpan)
      return addFromCaller(Located(name, nameSpan), &bag)
    }
    let located = Located(name, nameSpan)
    let value = text(valueStart..<range.upperBound)
    // Names are not indented; text inside a broken value may be.
    if nameStart > range.lowerBound { contents.unnamed.append(value.span) }
    if !bag.isFull, !warnOfQuotes(value, of: name, &bag), mark == nil,
      let difference = EnvDisagreement.find(in: file, read: .docker, located, written: value.span)
    {
      bag.report(difference)
    }
    add(located, value, &bag)
  }

  private func text(_ range: Range<Int>) -> Located {
    Located(
      String(decoding: file.bytes[range], as: UTF8.self),
      SourceSpan(id, range.lowerBound, range.upperBound))
  }

  private mutating func add(_ name: Located, _ value: Located, _ bag: inout DiagnosticBag) {
    if EnvLine.isPadded(name.value, value.value) {
      contents.unnamed.append(SourceSpan(id, Int(name.span.lower), Int(value.span.upper)))
    }
    contents.add(name, ConfigNode(.scalar(Scalar(value.value, .environment)), value.span), &bag)
  }

  /// A line that is only a name: `docker` passes the caller's variable on.
  private mutating func addFromCaller(
    _ name: Located, _ bag: inout DiagnosticBag
  ) {
    guard let value = environment(name.value) else {
      if EnvLine.isFragment(name.value) { bag.report(.nameOnly(at: name.span)) }
      return
    }
    contents.add(name, ConfigNode(.scalar(Scalar(value, .environment)), name.span), &bag)
  }

  /// True for a quoted value, whose whole content its readers treat differently.
  private func warnOfQuotes(
    _ written: Located, of name: String, _ bag: inout DiagnosticBag
  ) -> Bool {
    let (value, span) = (written.value, written.span)
    guard value.utf8.count >= 2, let quote = value.first, quote == "\"" || quote == "'",
      value.last == quote
    else { return false }
    var diagnostic = Diagnostic(
      SyntaxProblem.quotedEnvironmentValue,
      "the quotes around the value of `\(name)` become part of it", at: span)
    diagnostic.help = "remove the quotes: `docker run --env-file` keeps them"
    diagnostic.fixes = [
      FixIt(
        "remove the quotes",
        [
          .replace(span.sub(0..<1), with: ""),
          .replace(span.sub(span.range.count - 1..<span.range.count), with: ""),
        ],
        Self.isSameWithoutQuotes(value.dropFirst().dropLast()) ? .safe : .unsafe)
    ]
    bag.report(diagnostic)
    return true
  }

  /// Whether Compose reads the text as it is, which expands variables and ends it before a comment.
  private static func isSameWithoutQuotes(_ text: Substring) -> Bool {
    !text.contains { "$\\#'\"`".contains($0) } && text.first?.isWhitespace != true
      && text.last?.isWhitespace != true
  }

  /// Refuses a name with a blank in it; `export NAME=…` has a fix.
  private mutating func refuse(
    _ name: Located, in range: Range<Int>, _ bag: inout DiagnosticBag
  ) {
    let span = SourceSpan(id, range.lowerBound, range.upperBound)
    contents.damage.append(span)
    let hasExport = name.value.hasPrefix("export ")
    var diagnostic = Diagnostic(
      SyntaxProblem.environmentLine,
      hasExport
        ? "`export` is shell syntax, which env files do not support"
        : "a variable name must not contain whitespace",
      at: name.span)
    diagnostic.help =
      hasExport
      ? "remove `export`" : "write `NAME=value`, without whitespace around `=`"
    if hasExport {
      diagnostic.fixes = [
        FixIt("remove `export`", [.replace(name.span.sub(0..<7), with: "")])
      ]
    }
    bag.report(diagnostic)
  }

  /// A byte-order mark before nothing or a comment, which is part of a name to Docker.
  private mutating func refuseMark(
    _ mark: SourceSpan, before text: String, _ range: Range<Int>, _ bag: inout DiagnosticBag
  ) {
    guard text.utf8.contains(where: { $0 == 0x20 || $0 == 0x09 }) else {
      return text.isEmpty ? () : bag.report(.byteOrderMark(before: "#", at: mark))
    }
    contents.damage.append(SourceSpan(id, range.lowerBound, range.upperBound))
    var diagnostic = Diagnostic(
      SyntaxProblem.environmentLine,
      "the byte-order mark (BOM) before `#` makes the comment a variable name with whitespace",
      at: mark)
    diagnostic.help = "remove it; such a mark remains when files are concatenated"
    diagnostic.fixes = [FixIt("remove the byte-order mark", [.replace(mark, with: "")])]
    bag.report(diagnostic)
  }

  private static let byteOrderMark: Unicode.Scalar = "\u{FEFF}"

  private mutating func refuse(
    _ range: Range<Int>, _ message: Message, _ bag: inout DiagnosticBag
  ) {
    let span = SourceSpan(id, range.lowerBound, range.upperBound)
    contents.damage.append(span)
    bag.report(Diagnostic(SyntaxProblem.environmentLine, message, at: span))
  }
}

/// Recognizes lines that belong to a value of several lines, which env files do not support.
private enum EnvLine {
  /// Whether a line without `=` can't be a variable's name: it has other characters than one, or
  /// looks encoded.
  static func isFragment(_ line: String) -> Bool {
    let isName = line.utf8.allSatisfy(isPartOfName) && line.utf8.first?.isDigit != true
    return !isName || looksEncoded(line)
  }

  /// Whether the `=` are only the padding of base64: `MIIEpAIBAAKCAQEA==`.
  static func isPadded(_ name: String, _ value: String) -> Bool {
    value.utf8.allSatisfy { $0 == UInt8(ascii: "=") } && isFragment(name)
  }

  /// Whether a long word mixes digits and letters of both cases, which names do not.
  private static func looksEncoded(_ line: String) -> Bool {
    line.utf8.count >= 16 && line.utf8.contains(where: \.isDigit)
      && line.utf8.contains(where: \.isLowercaseLetter)
      && line.utf8.contains(where: \.isUppercaseLetter)
  }

  private static func isPartOfName(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_")
  }
}

extension Diagnostic {
  static func byteOrderMark(before name: String, at span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      SyntaxProblem.markInName,
      "the byte-order mark (BOM) before `\(name)` is part of the variable's name", at: span)
    diagnostic.help = "remove it; such a mark remains when files are concatenated"
    diagnostic.fixes = [FixIt("remove the byte-order mark", [.replace(span, with: "")])]
    return diagnostic
  }

  /// It does not quote the line, which may belong to a secret.
  fileprivate static func nameOnly(at span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      SyntaxProblem.lineWithoutValue,
      "the line has no `=`, so docker reads it as the name of a variable to pass on", at: span)
    diagnostic.help = "if it belongs to the value above, join the two lines; otherwise, remove it"
    return diagnostic
  }

  /// The second of two equal keys, with the first as its label.
  static func duplicateKey(
    _ name: String, at span: SourceSpan, first: SourceSpan,
    _ id: DiagnosticID = SyntaxProblem.duplicateKey
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      id, "`\(name)` is set twice; the last one counts", at: span)
    diagnostic.related = [Label("first set here", first)]
    diagnostic.help = "remove one of the two"
    return diagnostic
  }
}
