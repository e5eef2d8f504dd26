import Diagnostics

/// Resumes reading after a syntax error.
extension YAMLReader {
  /// Reports a syntax error; returns the offset where its damage begins.
  mutating func fail(
    _ failure: YAMLEvents.Failure, _ bytes: UnsafeBufferPointer<UInt8>,
    _ cursor: inout CodePointCursor, _ piece: Piece, _ bag: inout DiagnosticBag
  ) -> Int {
    let problem = cursor.offset(of: failure.problemIndex, in: bytes)
    let context = cursor.offset(of: failure.contextIndex, in: bytes)
    let bracket = builder.frames.first { $0.isFlow }?.lower
    let found = YAMLFailure.explain(
      failure, problem: problem, context: context, bracket: bracket,
      quoted: lastScalarIsQuoted ? lastScalar : nil, file: id, bytes: bytes)
    syntaxErrors += 1
    if syntaxErrors <= limits.syntaxErrors { bag.report(found.diagnostic) }
    if found.spoilsLastValue { builder.damageLastValue() }
    lastScalarIsQuoted = false
    return max(piece.range.lowerBound, found.damageStart)
  }

  /// The piece that begins at the first line below the damage that is indented no deeper than the
  /// damaged key.
  mutating func resume(
    _ layout: YAMLLayout, after damage: Int, _ bag: inout DiagnosticBag
  ) -> Piece {
    let column = builder.frames.last { !$0.isFlow }?.column
    let isFlowDocument = column == nil && !builder.frames.isEmpty
    let next = layout.nextLine(
      after: damage, indentedAtMost: isFlowDocument ? -1 : column ?? .max)
    builder.markDamage(SourceSpan(id, damage, next))
    return splice(layout, at: next, &bag)
  }

  /// The piece at `start`, with the builder unwound to the collection that it continues.
  mutating func splice(
    _ layout: YAMLLayout, at start: Int, _ bag: inout DiagnosticBag
  ) -> Piece {
    var start = start
    while start < layout.count {
      if layout.isDocumentMark(at: start) {
        finishDocument(upper: start, &bag)
        return Piece(range: start..<layout.count, splices: false)
      }
      let column = layout.indentation(at: start)
      let end = layout.endOfBlock(at: start, column: column)
      let kind: YAMLTreeBuilder.Frame.Kind =
        layout.isDash(at: start + column) ? .sequence : .mapping
      let isFresh = builder.frames.isEmpty && builder.root == nil
      if isFresh || builder.unwind(to: kind, column: column, upper: start, &bag) {
        return Piece(range: start..<end, splices: true)
      }
      // No open collection is at this column.
      builder.markDamage(SourceSpan(id, start, end))
      start = end
    }
    return Piece(range: layout.count..<layout.count, splices: true)
  }
}
