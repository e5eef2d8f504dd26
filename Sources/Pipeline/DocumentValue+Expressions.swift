import ConfigSyntax
import Diagnostics
import Documents

/// Expressions as `hcl2json` shows them.
extension DocumentValue {
  /// The value of an expression; its source text in `${…}` if the value is unknown.
  init(_ expression: HCLExpression, _ file: SourceFile, _ evaluation: inout HCLEvaluation) {
    switch expression.kind {
    // Element by element, so that an unknown one does not hide the others.
    case .tuple(let elements):
      var values: [DocumentValue] = []
      for element in elements { values.append(DocumentValue(element, file, &evaluation)) }
      self = .array(values)
    case .object(let items):
      var members = Members()
      for item in items {
        let key = Self.key(of: item, file, &evaluation)
        members[key] = DocumentValue(item.value, file, &evaluation)
      }
      self = .object(members)
    default:
      guard let value = evaluation.silentValue(of: expression), value.isWhollyKnown else {
        self = .string(Self.template(of: expression, file))
        return
      }
      self = DocumentValue(value, file)
    }
  }

  private static func key(
    of item: HCLObjectItem, _ file: SourceFile, _ evaluation: inout HCLEvaluation
  ) -> String {
    switch item.key {
    case .name(let name): name
    case .expression(let key):
      evaluation.silentValue(of: key)?.text ?? template(of: key, file)
    }
  }

  // MARK: Templates

  /// The text of a template as written between its quotes; any other expression in `${…}`.
  private static func template(of expression: HCLExpression, _ file: SourceFile) -> String {
    switch expression.kind {
    case .string(let text): text
    case .template(let parts): parts.map { template(of: $0, file) }.joined()
    case .wrapped(let inner), .parentheses(let inner): template(of: inner, file)
    default: "${" + file.text(expression.span) + "}"
    }
  }

  private static func template(of part: HCLTemplatePart, _ file: SourceFile) -> String {
    switch part {
    case .literal(let text): return text
    case .interpolation(let inner): return "${" + file.text(inner.span) + "}"
    case .condition(let condition, let yes, let no, _):
      let otherwise = no.isEmpty ? "" : "%{else}" + no.map { template(of: $0, file) }.joined()
      return "%{if \(file.text(condition.span))}" + yes.map { template(of: $0, file) }.joined()
        + otherwise + "%{endif}"
    case .loop(let loop):
      let names = (loop.keyName.map { "\($0), " } ?? "") + loop.valueName
      return "%{for \(names) in \(file.text(loop.collection.span))}"
        + loop.body.map { template(of: $0, file) }.joined() + "%{endfor}"
    }
  }
}
