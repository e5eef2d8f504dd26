import ConfigSyntax
import Diagnostics

/// Assignments to settings, and their history.
extension Resolver {
  /// Assigns a value to a setting and records the assignment.
  mutating func write(
    _ field: FieldID, _ raw: RawValue, _ spelling: String, _ span: SourceSpan, _ via: [SourceSpan]
  ) {
    let definition = index.field(field)
    let mismatch = assign(
      raw, to: definition,
      Assignment(
        spelling: spelling, span: span, via: via, setting: definition.name, layer: layer,
        written: WrittenValue(raw, as: definition.type)))
    guard case .text(let text) = raw else { return }
    if let mismatch {
      bag.report(.mismatch(definition, spelling, text, mismatch, span, via))
    } else if let why = definition.constraints.lazy.compactMap({ $0.violation(of: text) }).first {
      bag.report(.outOfRange(definition, spelling, text, why, span, via))
    }
  }

  /// Assigns a piece of a composite, which may come from an earlier layer than the current one.
  mutating func write(_ field: FieldID, _ piece: CompositePiece) {
    guard piece.part == .scheme || piece.layer != layer else {
      return write(field, piece.value, piece.spelling, piece.span, piece.via)
    }
    let definition = index.field(field)
    let type = piece.part == .scheme ? .string : definition.type
    _ = assign(
      piece.value, to: definition,
      Assignment(
        spelling: piece.spelling, span: piece.span, via: piece.via, setting: definition.name,
        layer: piece.layer, written: WrittenValue(piece.value, as: type)))
    // Unknown schemes have rules of their own.
    if piece.part == .scheme, case .text(let text) = piece.value { result.words[piece.span] = text }
  }

  private mutating func assign(
    _ raw: RawValue, to field: Field<Configuration>, _ assignment: Assignment
  ) -> Mismatch? {
    result.assignments.append(assignment)
    if field.isSecret { result.secretSpans.append(assignment.span) }
    if case .placeholder = raw {
      bag.report(.placeholder(field, assignment.spelling, assignment.span))
    }
    return field.write(
      raw, AssignmentID(result.assignments.count - 1), &result.configuration)
  }
}
