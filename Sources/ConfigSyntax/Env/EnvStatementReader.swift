import Diagnostics

/// Reads an env file in a dialect whose values have quotes or expansions, statement by statement.
struct EnvStatementReader {
  private let file: SourceFile
  private let id: FileID
  private let context: EnvContext
  private var scope: EnvScope
  /// The start of the last statement, whose line is reported once.
  private var lastStart: Int?
  /// The finding that an operator of the shell keeps the last statement from having an effect; it waits,
  /// because a command after the operator is worse.
  private var idle: Diagnostic?
  private(set) var contents = EnvContents()

  init(_ file: SourceFile, _ id: FileID, _ context: EnvContext) {
    (self.file, self.id, self.context) = (file, id, context)
    scope = EnvScope(context)
  }

  mutating func readStatements(_ bag: inout DiagnosticBag) {
    let mark = SourceFile.byteOrderMark
    let start = file.bytes.starts(with: mark) ? mark.count : 0
    var scanner = context.dialect.scanner(file.bytes, from: start)
    var isFirst = true
    while let statement = scanner.next() {
      if isFirst, start > 0, context.dialect != .compose, statement.range.lowerBound == start {
        bag.report(.byteOrderMark(before: name(of: statement).value, at: span(0..<start)))
      }
      isFirst = false
      read(statement, &bag)
    }
    reportIdle(&bag)
  }

  private mutating func reportIdle(_ bag: inout DiagnosticBag) {
    if let idle { bag.report(idle) }
    idle = nil
  }

  private mutating func read(_ statement: EnvStatement, _ bag: inout DiagnosticBag) {
    let name = name(of: statement)
    let isFirst = isFirstOnLine(statement)
    if case .refused = statement.effect, !isFirst, idle != nil {
      idle = nil
      return refuse(.commandSyntax, statement, &bag)
    }
    reportIdle(&bag)
    switch statement.effect {
    case .sets(let text):
      guard let value = value(of: text, statement, &bag) else { return }
      contents.add(name, value, &bag)
      if context.reportsDifferences, isFirst, !bag.isFull,
        let difference = EnvDisagreement.find(
          in: file, read: context.dialect, name, written: span(statement.written))
      {
        bag.report(difference)
      }
    case .inherits:
      guard let value = context.environment(name.value), !contents.sets(name.value) else { return }
      scope.set(name.value, to: value)
      contents.add(name, ConfigNode(.scalar(Scalar(value, .environment)), name.span), &bag)
    case .nothing(let reason):
      contents.unnamed.append(span(statement.range))
      idle = .withoutEffect(reason, name)
    case .refused(let fault): refuse(fault, statement, &bag)
    }
  }

  private mutating func isFirstOnLine(_ statement: EnvStatement) -> Bool {
    let start = statement.range.lowerBound
    defer { lastStart = start }
    return lastStart.map { file.bytes[$0..<max($0, start)].contains(0x0A) } ?? true
  }

  private func name(of statement: EnvStatement) -> Located {
    Located(String(decoding: file.bytes[statement.name], as: UTF8.self), span(statement.name))
  }

  private func span(_ range: Range<Int>) -> SourceSpan {
    SourceSpan(id, range.lowerBound, range.upperBound)
  }

  /// The node of a value; nil, and reported, if the program rejects the file because of it.
  private mutating func value(
    of text: EnvText, _ statement: EnvStatement, _ bag: inout DiagnosticBag
  ) -> ConfigNode? {
    let name = String(decoding: file.bytes[statement.name], as: UTF8.self)
    let value = scope.value(of: text)
    switch value {
    case .text(let text):
      scope.set(name, to: text)
      return ConfigNode(
        .scalar(Scalar(text, .environment)), span(unquoted(statement.written, of: text)))
    case .unknown(let prefix):
      scope.set(name, to: nil)
      return ConfigNode(.unknown(prefix: prefix), span(statement.written))
    case .missing(let variable):
      contents.damage.append(span(statement.range))
      bag.report(.missing(variable, for: name, in: context.dialect, span(statement.written)))
    case .invalid: refuse(.badExpansion, statement, &bag)
    }
    return nil
  }

  /// The written value without quotes that are around all of it, if it has no escapes.
  private func unquoted(_ range: Range<Int>, of text: String) -> Range<Int> {
    let bytes = file.bytes[range]
    guard let quote = bytes.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      bytes.count == text.utf8.count + 2, bytes.dropFirst().dropLast().elementsEqual(text.utf8)
    else { return range }
    return range.lowerBound + 1..<range.upperBound - 1
  }

  private mutating func refuse(
    _ fault: EnvStatement.Fault, _ statement: EnvStatement, _ bag: inout DiagnosticBag
  ) {
    let lines = lines(of: statement.range)
    contents.damage.append(span(lines))
    bag.report(
      .refused(fault, by: context.dialect, span(statement.range), fix: quoting(fault, lines)))
  }

  private func lines(of range: Range<Int>) -> Range<Int> {
    let start = file.bytes[..<range.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let end = file.bytes[range.upperBound...].firstIndex(of: 0x0A) ?? file.bytes.count
    return start..<end
  }

  /// Quotes a value with whitespace, up to the end of its line.
  private func quoting(_ fault: EnvStatement.Fault, _ lines: Range<Int>) -> FixIt? {
    guard case .commandAfterValue(let value) = fault else { return nil }
    var end = lines.upperBound
    while end > value.lowerBound, file.bytes[end - 1] <= 0x20 { end -= 1 }
    let text = file.bytes[value.lowerBound..<end]
    guard !text.contains(where: { "'\"\\`$#;&|<>()".utf8.contains($0) }) else { return nil }
    return FixIt("quote the value", Edit.wrap(span(value.lowerBound..<end), "'", "'"), .unsafe)
  }
}

extension Diagnostic {
  /// No sentence quotes the line, which may belong to a secret.
  fileprivate static func refused(
    _ fault: EnvStatement.Fault, by dialect: EnvDialect, _ span: SourceSpan, fix: FixIt?
  ) -> Diagnostic {
    let program = dialect.program
    let (message, help): (Message, Message) =
      switch fault {
      case .noName: ("the line has no variable name before `=`", "write `NAME=value`")
      case .noNameAtEnd:
        (
          """
          the last line has no `=` and no line break, so \(program) reads it as a value without a name
          """,
          "write `NAME=value`; a lone `NAME` needs a line break"
        )
      case .spacedName:
        ("a variable name must not contain a space", "write `NAME=value`")
      case .unexpectedCharacter:
        ("\(program) does not accept this character in a variable name", "write `NAME=value`")
      case .openQuote:
        ("the quote is not closed", "close it; \(program) reads quoted text over several lines")
      case .badExpansion:
        (
          "\(program) does not accept this `${…}`",
          dialect == .compose ? "write `$$` for a dollar sign" : "quote a dollar sign: `'$'`"
        )
      case .command:
        (
          "the line is not an assignment; the shell runs it as a command",
          "write `NAME=value`, without whitespace around `=`"
        )
      case .commandAfterValue:
        ("the shell ends the value at whitespace and runs the rest", "quote the value")
      case .commandSyntax:
        ("the shell takes this for a part of a command", "quote the value")
      case .badName:
        ("not a valid name for `export`", "use letters, digits and `_` only")
      }
    var diagnostic = Diagnostic(SyntaxProblem.environmentLine, message, at: span)
    diagnostic.help = help
    diagnostic.fixes = fix.map { [$0] } ?? []
    return diagnostic
  }

  fileprivate static func missing(
    _ variable: String, for name: String, in dialect: EnvDialect, _ span: SourceSpan
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      SyntaxProblem.environmentLine,
      "`\(name)` requires variable `\(variable)`, which is not set here", at: span)
    diagnostic.help = "set `\(variable)` where \(dialect.program) reads the file"
    return diagnostic
  }

  fileprivate static func withoutEffect(
    _ reason: EnvStatement.Idleness, _ name: Located
  ) -> Diagnostic {
    let (message, help): (Message, Message) =
      switch reason {
      case .notAName:
        (
          "systemd ignores the line: its name is not a valid variable name",
          "use letters, digits and `_` only, without `export`"
        )
      case .noEqualsSign:
        (
          "the line has no `=`, so it sets nothing",
          "if it belongs to the value above, quote that value; otherwise, remove it"
        )
      case .background:
        (
          "the shell runs the assignment in the background because of `&`, so it sets nothing",
          "quote the value"
        )
      case .pipeline:
        (
          "the shell runs the assignment in a pipeline because of `|`, so it sets nothing",
          "quote the value"
        )
      case .continuedComment:
        (
          "systemd before 254 ignores `\(name.value)`: the comment above ends in `\\`",
          "remove the backslash"
        )
      case .alternative:
        ("the shell skips the assignment after `||`, so it sets nothing", "quote the value")
      }
    var diagnostic = Diagnostic(SyntaxProblem.lineWithoutEffect, message, at: name.span)
    diagnostic.help = help
    return diagnostic
  }
}
