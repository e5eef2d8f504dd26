import ConfigSyntax
import Diagnostics

/// Which expressions are certainly as sensitive as the variables that they are computed from.
///
/// The members of a collection are marked separately, so `local.tags.name` is not secret because
/// another member of `local.tags` is.
struct SensitiveValues {
  private let variables: Set<ExactText>
  private var locals: Set<ExactText> = []
  /// Outputs of local modules, as `CALL.OUTPUT`.
  private let outputs: Set<ExactText>

  /// `outputs` are the sensitive ones of local modules, as `CALL.OUTPUT`.
  init(_ module: RootModule, outputs: Set<ExactText> = []) {
    self.outputs = outputs
    variables = Set(module.variables.filter(\.isSensitive).map { ExactText($0.name.value) })
    guard !variables.isEmpty || !outputs.isEmpty else { return }
    for index in LocalOrder(module.locals).indices {
      let local = module.locals[index]
      if source(of: local.expression) != nil { locals.insert(ExactText(local.name.value)) }
    }
  }

  /// The sensitive piece of what is shown, possibly inside a collection; nil for none.
  func exposed(in expression: HCLExpression) -> SourceSpan? {
    guard !variables.isEmpty || !outputs.isEmpty else { return nil }
    switch expression.kind {
    case .tuple(let elements): return elements.firstResult { exposed(in: $0) }
    case .object(let items): return items.firstResult { exposed(in: $0.value) }
    case .wrapped(let inner), .parentheses(let inner): return exposed(in: inner)
    default: return source(of: expression)
    }
  }

  /// What makes the value of the expression itself sensitive; nil where nothing certainly does.
  private func source(of expression: HCLExpression) -> SourceSpan? {
    switch expression.kind {
    case .null, .bool, .number, .string, .variable, .tuple, .object, .forEach: return nil
    case .wrapped(let inner), .parentheses(let inner), .unary(_, let inner):
      return source(of: inner)
    case .template(let parts): return source(of: parts)
    case .traversal(let base, let steps): return source(of: base, steps, expression.span)
    case .call(let call):
      guard !Self.openers.contains(call.name.value) else { return nil }
      return call.arguments.firstResult { source(of: $0) }
    case .operation(let first, let operands):
      return source(of: first) ?? operands.firstResult { source(of: $0.value) }
    case .conditional(let condition):
      if let found = source(of: condition.condition) { return found }
      return source(of: condition.no) == nil ? nil : source(of: condition.yes)
    }
  }

  /// Functions whose result may be shown.
  private static let openers: Set = ["nonsensitive", "issensitive", "try", "can", "coalesce"]

  private func source(of parts: [HCLTemplatePart]) -> SourceSpan? {
    parts.firstResult { part in
      if case .interpolation(let inner) = part { source(of: inner) } else { nil }
    }
  }

  private func source(
    of base: HCLExpression, _ steps: [HCLTraversalStep], _ span: SourceSpan
  ) -> SourceSpan? {
    guard case .variable(let root) = base.kind, case .attribute(let name)? = steps.first else {
      return source(of: base)
    }
    switch root {
    case "var": return variables.contains(ExactText(name.value)) ? span : nil
    case "local": return locals.contains(ExactText(name.value)) ? span : nil
    case "module":
      guard case .attribute(let output)? = steps.dropFirst().first else { return nil }
      return outputs.contains(ExactText("\(name.value).\(output.value)")) ? span : nil
    default: return nil
    }
  }
}

extension Sequence {
  /// The first result that is not nil.
  fileprivate func firstResult<Result>(_ body: (Element) -> Result?) -> Result? {
    for element in self {
      if let result = body(element) { return result }
    }
    return nil
  }
}
