package import Diagnostics

/// The value of an environment variable of the process, by name; nil where it is not set.
package typealias EnvironmentLookup = @Sendable (String) -> String?

/// Reads an env file in the `docker` dialect: values are literal, as `docker run --env-file` reads
/// them (Docker CLI 28.2, `pkg/kvfile`).
package struct EnvReader {
  private let file: SourceFile
  private let id: FileID
  private let environment: EnvironmentLookup
  /// Each name once, with its last value.
  private var entries: [Entry] = []
  /// The index of each name among the entries.
  private var indexes: [ExactText: Int] = [:]
  private var damage: [SourceSpan] = []
  /// The values that a later line replaced; they are masked like others.
  private var overridden: [Entry] = []

  /// `environment` provides the value of a line that is only a `NAME`; a name that it lacks sets
  /// nothing, as with `docker`.
  package static func read(
    _ file: SourceFile, _ id: FileID, environment: @escaping EnvironmentLookup,
    _ bag: inout DiagnosticBag
  ) -> ConfigDocument {
    let whole = SourceSpan(id, 0, file.bytes.count)
    if case .refused(let offset, let length, let message) = TextCheck.check(
      file.bytes, .environment)
    {
      let span = SourceSpan(id, offset, offset + length)
      bag.report(Diagnostic(SyntaxProblem.notText, message, at: span))
      return ConfigDocument(root: ConfigNode(.damaged, whole), span: whole, damage: [whole])
    }
    var reader = EnvReader(file: file, id: id, environment: environment)
    reader.readLines(&bag)
    return ConfigDocument(
      root: reader.entries.isEmpty && reader.damage.isEmpty
        ? nil : ConfigNode(.mapping(reader.entries), whole),
      span: whole, damage: reader.damage, overridden: reader.overridden)
  }

  private init(file: SourceFile, id: FileID, environment: @escaping EnvironmentLookup) {
    self.file = file
    self.id = id
    self.environment = environment
  }

  private mutating func readLines(_ bag: inout DiagnosticBag) {
    let bytes = file.bytes
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
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
    let line = String(decoding: file.bytes[range], as: UTF8.self)
    let trimmed = line.unicodeScalars.drop { $0.properties.isWhitespace }
    guard let first = trimmed.first, first != "#" else { return }
    let nameStart = range.upperBound - String(trimmed).utf8.count
    let name = String(trimmed.prefix { $0 != "=" })
    let nameSpan = SourceSpan(id, nameStart, nameStart + name.utf8.count)
    guard !name.isEmpty else { return refuse(range, "the line has no name before `=`", &bag) }
    // Docker looks for these two only, though it skips all white space before the name.
    guard !name.utf8.contains(where: { $0 == 0x20 || $0 == 0x09 }) else {
      return refuseName(name, nameSpan, range, &bag)
    }
    let valueStart = Int(nameSpan.upper) + 1
    guard valueStart <= range.upperBound else {
      return addFromCaller(name, nameSpan, &bag)
    }
    let value = String(decoding: file.bytes[valueStart..<range.upperBound], as: UTF8.self)
    let valueSpan = SourceSpan(id, valueStart, range.upperBound)
    if !warnOfQuotes(value, name, valueSpan, &bag) {
      for piece in DialectDifference.find(value) {
        bag.report(.dialects(piece.kind, name, at: valueSpan.sub(piece.range)))
      }
    }
    add(name, nameSpan, value, valueSpan, &bag)
  }

  /// A line that is only a name: `docker` passes the caller's variable on.
  private mutating func addFromCaller(
    _ name: String, _ span: SourceSpan, _ bag: inout DiagnosticBag
  ) {
    guard let value = environment(name) else { return }
    add(name, span, value, span, &bag)
  }

  /// The last value of a name counts, at the position of its first line.
  private mutating func add(
    _ name: String, _ nameSpan: SourceSpan, _ value: String, _ valueSpan: SourceSpan,
    _ bag: inout DiagnosticBag
  ) {
    let node = ConfigNode(.scalar(Scalar(value, .environment)), valueSpan)
    let entry = Entry(key: Located(name, nameSpan), value: node)
    guard let index = indexes[ExactText(name)] else {
      indexes[ExactText(name)] = entries.count
      return entries.append(entry)
    }
    bag.report(.duplicateKey(name, at: nameSpan, first: entries[index].key.span))
    overridden.append(entries[index])
    entries[index] = entry
  }

  /// True for a quoted value, whose whole content its readers treat differently.
  private func warnOfQuotes(
    _ value: String, _ name: String, _ span: SourceSpan, _ bag: inout DiagnosticBag
  ) -> Bool {
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
        ])
    ]
    bag.report(diagnostic)
    return true
  }

  /// Refuses a name with a blank in it; `export NAME=…` has a fix.
  private mutating func refuseName(
    _ name: String, _ nameSpan: SourceSpan, _ range: Range<Int>, _ bag: inout DiagnosticBag
  ) {
    let span = SourceSpan(id, range.lowerBound, range.upperBound)
    damage.append(span)
    let hasExport = name.hasPrefix("export ")
    var diagnostic = Diagnostic(
      SyntaxProblem.environmentLine,
      hasExport
        ? "`export` is shell syntax, which env files do not support"
        : "a variable name must not contain white space",
      at: nameSpan)
    diagnostic.help = "write NAME=value, without white space around `=`"
    if hasExport {
      diagnostic.fixes = [
        FixIt("remove `export`", [.replace(nameSpan.sub(0..<7), with: "")])
      ]
    }
    bag.report(diagnostic)
  }

  private mutating func refuse(
    _ range: Range<Int>, _ message: Message, _ bag: inout DiagnosticBag
  ) {
    let span = SourceSpan(id, range.lowerBound, range.upperBound)
    damage.append(span)
    bag.report(Diagnostic(SyntaxProblem.environmentLine, message, at: span))
  }
}

extension Diagnostic {
  /// The second of two equal keys, with the first as its label.
  static func duplicateKey(
    _ name: String, at span: SourceSpan, first: SourceSpan
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      SyntaxProblem.duplicateKey, "`\(name)` is set twice; the last one counts", at: span)
    diagnostic.related = [Label("first set here", first)]
    diagnostic.help = "remove one of the two"
    return diagnostic
  }
}
