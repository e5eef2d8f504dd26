import Diagnostics

/// Matches the `%{if}` and `%{for}` of a template with their ends.
struct HCLDirectiveMatcher {
  struct Problem: Error {
    let message: Message
    /// nil where the end of a directive is missing at the end of the text.
    let span: SourceSpan?
  }

  private enum End { case text, ifEnd, elseMark, forEnd }

  private var pieces: ArraySlice<HCLParser.Piece>
  private var depth: Int
  private let limit: Int

  init(pieces: ArraySlice<HCLParser.Piece>, depth: Int, limit: Int) {
    self.pieces = pieces
    self.depth = depth
    self.limit = limit
  }

  mutating func parts() -> Result<[HCLTemplatePart], Problem> {
    do throws(Problem) {
      let (parts, end, span) = try read()
      guard end == .text else {
        throw Problem(message: "the directive has no matching `%{if}` or `%{for}`", span: span)
      }
      return .success(parts)
    } catch {
      return .failure(error)
    }
  }

  /// The parts up to the next end, which is consumed as well.
  private mutating func read() throws(Problem) -> ([HCLTemplatePart], End, SourceSpan?) {
    var parts: [HCLTemplatePart] = []
    while let piece = pieces.popFirst() {
      switch piece {
      case .literal(let text): parts.append(.literal(text))
      case .interpolation(let inner): parts.append(.interpolation(inner))
      case .elseMark(let span): return (parts, .elseMark, span)
      case .endIf(let span): return (parts, .ifEnd, span)
      case .endFor(let span): return (parts, .forEnd, span)
      case .ifHead(let condition, let span):
        try enter(span)
        parts.append(try readCondition(condition, span))
        depth -= 1
      case .forHead(let key, let value, let collection, let span):
        try enter(span)
        let (body, end, place) = try read()
        guard end == .forEnd else {
          throw Problem(message: "`%{for}` has no `%{endfor}`", span: place ?? span)
        }
        parts.append(
          .loop(
            HCLTemplateLoop(
              keyName: key, valueName: value, collection: collection, body: body)))
        depth -= 1
      }
    }
    return (parts, .text, nil)
  }

  private mutating func readCondition(
    _ condition: HCLExpression, _ span: SourceSpan
  ) throws(Problem) -> HCLTemplatePart {
    let (yes, end, place) = try read()
    if end == .ifEnd { return .condition(condition, yes: yes, no: [], span) }
    guard end == .elseMark else {
      throw Problem(message: "`%{if}` has no `%{endif}`", span: place ?? span)
    }
    let (no, last, _) = try read()
    guard last == .ifEnd else { throw Problem(message: "`%{if}` has no `%{endif}`", span: span) }
    return .condition(condition, yes: yes, no: no, span)
  }

  private mutating func enter(_ span: SourceSpan) throws(Problem) {
    depth += 1
    guard depth < limit else {
      throw Problem(message: "directives are nested more than \(limit) levels deep", span: span)
    }
  }
}
