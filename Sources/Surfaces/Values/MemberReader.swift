import ConfigSyntax
import Diagnostics
import Settings

/// Reads the value at a location of a composite.
struct MemberReader {
  let written: WrittenName
  /// How the location's reader turns a scalar into text.
  let text: (Scalar) -> HelmText

  private var spelling: String { written.spelling }

  private static let unknown = CompositeMember.Value.unknown(Unknown(prefix: ""))

  func read(_ node: ConfigNode, _ reader: inout SurfaceReader) -> CompositeMember.Value {
    switch node.kind {
    case .scalar(let scalar): return readText(text(scalar), at: node.span, &reader)
    case .mapping:
      // The chart uses a map as the body of the variable: `{value: …}`, `{valueFrom: …}`.
      if let literal = node["value"], literal.scalar != nil { return read(literal, &reader) }
      guard !isPartOfDefault(node),
        case .reference(let reference)? = ValueFrom.read(node, spelling, &reader)
      else { return Self.unknown }
      return .reference(reference)
    case .sequence:
      reader.reportWrongType(spelling, node, expected: .text)
      return Self.unknown
    case .damaged: return Self.unknown
    case .unknown(let prefix): return .unknown(Unknown(prefix: prefix))
    }
  }

  private func readText(
    _ text: HelmText, at span: SourceSpan, _ reader: inout SurfaceReader
  ) -> CompositeMember.Value {
    if let problem = text.problem {
      reader.findings.report(.numberForText(spelling, problem, span, text.value))
    }
    if let prefix = text.unknownPrefix { return .unknown(Unknown(prefix: prefix)) }
    guard let value = text.value else { return .nothing }
    return .text(SourceText(value, at: span, in: reader.sources[span.file]))
  }

  /// Whether a component's map for a variable may change only part of the chart's own definition.
  private func isPartOfDefault(_ node: ConfigNode) -> Bool {
    written.location?.isAtOrBelow("global") != true && ValueFrom.value(node) == nil
      && node["valueFrom"] != nil
  }
}
