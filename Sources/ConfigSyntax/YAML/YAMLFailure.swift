import Diagnostics

/// A syntax error of libyaml in our own words, and where its damage begins.
struct YAMLFailure {
  /// What is reported, at the byte that has to change.
  let diagnostic: Diagnostic
  /// The first byte that is not part of the tree.
  let damageStart: Int
  /// Whether the value before the error took its closing quote from text further down.
  let spoilsLastValue: Bool

  /// The finding for `failure`, whose marks are the offsets `problem` and `context`.
  ///
  /// `bracket` is the outermost open bracket, `quoted` the last scalar if it was in quotes.
  static func explain(
    _ failure: YAMLEvents.Failure, problem: Int, context: Int, bracket: Int?,
    quoted: SourceSpan?, file: FileID, bytes: UnsafeBufferPointer<UInt8>
  ) -> YAMLFailure {
    let span = SourceSpan(file, problem, min(problem + 1, bytes.count))
    if failure.context == "while scanning a quoted scalar" {
      return inQuotes(failure, start: context, problem: span)
    }
    if let quoted, isSwallowed(quoted, problem, bytes) {
      let opening = quoted.sub(0..<1)
      return YAMLFailure(
        diagnostic: unclosedQuote(opening, seen: span), damageStart: Int(quoted.lower),
        spoilsLastValue: true)
    }
    if let quoted, bracket == nil, failure.problem == "did not find expected key",
      !bytes[quoted.range].contains(0x0A), Int(quoted.upper) <= problem,
      !bytes[Int(quoted.upper)..<problem].contains(0x0A)
    {
      return YAMLFailure(textAfterQuote(span), at: problem)
    }
    if let bracket {
      let opening = SourceSpan(file, bracket, bracket + 1)
      return YAMLFailure(unclosedBracket(opening, seen: span, bytes[bracket]), at: bracket)
    }
    if problem < bytes.count, startsWithTab(bytes, problem) {
      let diagnostic = Diagnostic(
        SyntaxProblem.tabIndentation, "YAML must be indented with spaces, not with a tab",
        at: span)
      return YAMLFailure(diagnostic, at: problem)
    }
    if mayBeOfKey(failure), let key = MisplacedKey(at: problem, file, bytes) {
      return YAMLFailure(key.diagnostic, at: problem)
    }
    guard failure.context == "while scanning a simple key" else {
      return YAMLFailure(syntax(failure, at: span), at: problem)
    }
    let line = SourceSpan(file, context, lineEnd(bytes, context))
    return YAMLFailure(syntax(failure, at: line), at: context)
  }

  private init(_ diagnostic: Diagnostic, at damageStart: Int) {
    self.init(diagnostic: diagnostic, damageStart: damageStart, spoilsLastValue: false)
  }

  private init(diagnostic: Diagnostic, damageStart: Int, spoilsLastValue: Bool) {
    self.diagnostic = diagnostic
    self.damageStart = damageStart
    self.spoilsLastValue = spoilsLastValue
  }

  /// Whether a key at the wrong column may cause the error.
  private static func mayBeOfKey(_ failure: YAMLEvents.Failure) -> Bool {
    failure.problem == "mapping values are not allowed in this context"
      || failure.problem == "did not find expected '-' indicator"
  }

  /// libyaml fails inside quotes: they are not closed, or an escape is not valid.
  private static func inQuotes(
    _ failure: YAMLEvents.Failure, start: Int, problem: SourceSpan
  ) -> YAMLFailure {
    let opening = SourceSpan(problem.file, start, start + 1)
    let endings = ["found unexpected end of stream", "found unexpected document indicator"]
    if endings.contains(failure.problem) {
      return YAMLFailure(unclosedQuote(opening, seen: nil), at: start)
    }
    var found = Diagnostic(SyntaxProblem.yamlSyntax, words(failure), at: problem)
    found.related = [Diagnostic.Label("the text begins here", opening)]
    return YAMLFailure(found, at: start)
  }

  /// `seen` is where the value ends according to libyaml.
  private static func unclosedQuote(_ span: SourceSpan, seen: SourceSpan?) -> Diagnostic {
    var diagnostic = Diagnostic(
      SyntaxProblem.unclosedQuote, "this quote is not closed on its line", at: span)
    diagnostic.help = "close the quote at the end of the value"
    if let seen { diagnostic.related = [.init("the value includes the text up to here", seen)] }
    return diagnostic
  }

  private static func textAfterQuote(_ span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      SyntaxProblem.yamlSyntax, "text follows the closing quote", at: span)
    diagnostic.help = "inside '…', write a quote as ''; inside \"…\", as \\\""
    return diagnostic
  }

  private static func unclosedBracket(
    _ span: SourceSpan, seen: SourceSpan, _ byte: UInt8
  ) -> Diagnostic {
    let (open, close) = byte == UInt8(ascii: "[") ? ("[", "]") : ("{", "}")
    var diagnostic = Diagnostic(
      SyntaxProblem.unclosedBracket, "`\(open)` is not closed, or a comma is missing", at: span)
    diagnostic.related = [.init("expected `,` or `\(close)` here", seen)]
    return diagnostic
  }

  private static func syntax(_ failure: YAMLEvents.Failure, at span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(SyntaxProblem.yamlSyntax, words(failure), at: span)
    switch failure.problem {
    case "mapping values are not allowed in this context":
      diagnostic.help = "quote a value that contains `: `, or put the key on a line of its own"
    case "did not find expected key":
      diagnostic.help = "align it with the other keys of its mapping"
    case "found character that cannot start any token":
      diagnostic.help = "quote the value"
    default: break
    }
    return diagnostic
  }

  /// libyaml's problems in our words; rare ones keep their own.
  private static func words(_ failure: YAMLEvents.Failure) -> Message {
    switch failure.problem {
    case "mapping values are not allowed in this context": "`:` is not expected here"
    case "could not find expected ':'": "this line has no `:` after its key"
    case "did not find expected key": "this line does not belong to a mapping above it"
    case "did not find expected '-' indicator": "this line does not belong to a list above it"
    case "block sequence entries are not allowed in this context":
      "a list element is not expected here"
    case "found character that cannot start any token":
      "an unquoted value cannot begin with this character"
    case "found unknown escape character": "this is not a YAML escape"
    case "did not find expected <document start>": "this line does not belong to any document"
    default: Message(failure.problem)
    }
  }

  /// Whether a quoted scalar ends on the line of the error, below the line where it began.
  private static func isSwallowed(
    _ span: SourceSpan, _ problem: Int, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let inside = bytes[span.range]
    guard inside.contains(0x0A), Int(span.upper) <= problem, problem <= bytes.count else {
      return false
    }
    return !bytes[Int(span.upper)..<problem].contains(0x0A)
  }

  /// Whether the indentation of the line contains a tab.
  private static func startsWithTab(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
    var index = offset
    while index > 0, bytes[index - 1] == 0x20 || bytes[index - 1] == 0x09 { index -= 1 }
    guard index == 0 || bytes[index - 1] == 0x0A || bytes[index - 1] == 0x0D else { return false }
    while index < bytes.count, bytes[index] == 0x20 { index += 1 }
    return index < bytes.count && bytes[index] == 0x09
  }

  private static func lineEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
    var index = offset
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
    return index
  }
}
