import ConfigSyntax
import Diagnostics
import Terraform

/// The connection strings that the cloud modules of a root output, and how expressions use them.
///
/// That of module `aws` has no scheme and that of module `google` has one, while module `kubernetes`
/// requires it.
struct ConnectionOutputs {
  /// What the surrounding expression is used for.
  enum Use { case database, elsewhere }

  /// A use with the wrong number of schemes.
  struct Fault {
    enum Kind { case doubledScheme, missingScheme }

    let module: OfficialModule
    let kind: Kind
    let span: SourceSpan
    /// The edits that fix it; nil when their location in the text is not certain.
    let edits: [Edit]?
  }

  /// The official modules that the root calls, by call name.
  fileprivate let modules: [String: OfficialModule]
  fileprivate let locals: [String: HCLExpression]

  init(_ terraform: TerraformConfiguration) {
    modules = Dictionary(
      terraform.calls.map { ($0.call.name.value, $0.module) },
      uniquingKeysWith: { first, _ in first })
    locals = Dictionary(
      terraform.root.locals.map { ($0.name.value, $0.expression) }, uniquingKeysWith: { $1 })
  }

  /// Whether the root calls no module that outputs a connection string.
  var isEmpty: Bool { !modules.values.contains { $0 == .aws || $0 == .google } }

  /// The official module of a call; nil for others.
  func module(of call: ModuleCall) -> OfficialModule? { modules[call.name.value] }

  /// The uses in an expression that have the scheme twice, or not at all.
  func faults(in expression: HCLExpression, _ use: Use) -> [Fault] {
    var search = Search(self)
    search.visit(expression, use)
    return search.found
  }

  fileprivate static let scheme = "mysql://"
}

/// Follows one expression down to the outputs that it uses.
private struct Search {
  let outputs: ConnectionOutputs
  private(set) var found: [ConnectionOutputs.Fault] = []

  init(_ outputs: ConnectionOutputs) { self.outputs = outputs }

  /// How many locals in a row are followed: they may form a cycle.
  private static let mostLocals = 8

  mutating func visit(_ expression: HCLExpression, _ use: ConnectionOutputs.Use) {
    switch expression.kind {
    case .null, .bool, .number, .string, .variable, .unary, .operation, .forEach: return
    case .parentheses(let inner): visit(inner, use)
    case .wrapped(let inner): visit(wrapped: inner, in: expression, use)
    case .tuple(let elements): for element in elements { visit(element, .elsewhere) }
    case .object(let items): for item in items { visit(item.value, .elsewhere) }
    case .call(let call):
      let isKept = ["coalesce", "nonsensitive", "sensitive", "tostring", "try"]
        .contains(call.name.value)
      for argument in call.arguments { visit(argument, isKept ? use : .elsewhere) }
    case .conditional(let condition):
      visit(condition.yes, use)
      visit(condition.no, use)
    case .template(let parts): visit(parts, in: expression, use)
    case .traversal:
      guard use == .database, source(of: expression) == .aws else { return }
      let (lower, upper) = (Int(expression.span.lower), Int(expression.span.upper))
      let file = expression.span.file
      note(
        .missingScheme, .aws, expression.span,
        [
          .replace(SourceSpan(file, lower, lower), with: "\"\(ConnectionOutputs.scheme)${"),
          .replace(SourceSpan(file, upper, upper), with: "}\""),
        ])
    }
  }

  /// `"${x}"`.
  private mutating func visit(
    wrapped inner: HCLExpression, in outer: HCLExpression, _ use: ConnectionOutputs.Use
  ) {
    guard use == .database, source(of: inner) == .aws else { return visit(inner, .elsewhere) }
    let isPlain = inner.span.lower == outer.span.lower + 3
    note(
      .missingScheme, .aws, outer.span,
      isPlain ? [.replace(outer.span.sub(1..<1), with: ConnectionOutputs.scheme)] : nil)
  }

  private mutating func visit(
    _ parts: [HCLTemplatePart], in template: HCLExpression, _ use: ConnectionOutputs.Use
  ) {
    for (index, part) in parts.enumerated() {
      guard case .interpolation(let inner) = part else { continue }
      let module = source(of: inner)
      let before = index > 0 ? parts[index - 1] : nil
      switch (module, before) {
      case (.google?, .literal(let text)?) where text.hasSuffix(ConnectionOutputs.scheme):
        // Right after `"`, the scheme and `${`: otherwise more text or whitespace precedes it.
        let isPlain = inner.span.lower == template.span.lower + 11
        note(
          .doubledScheme, .google, template.span,
          isPlain ? [.replace(template.span.sub(1..<9), with: "")] : nil)
      case (.aws?, nil) where use == .database: note(.missingScheme, .aws, template.span, nil)
      case (nil, _): visit(inner, .elsewhere)
      default: continue
      }
    }
  }

  private mutating func note(
    _ kind: ConnectionOutputs.Fault.Kind, _ module: OfficialModule, _ span: SourceSpan,
    _ edits: [Edit]?
  ) {
    found.append(ConnectionOutputs.Fault(module: module, kind: kind, span: span, edits: edits))
  }

  /// The module whose connection string the whole expression is, directly or through locals.
  private func source(of expression: HCLExpression) -> OfficialModule? {
    var expression = expression
    for _ in 0...Self.mostLocals {
      guard case .traversal(let base, let steps) = expression.unwrapped.kind,
        case .variable(let root) = base.kind
      else { return nil }
      let names = steps.compactMap { step -> String? in
        if case .attribute(let name) = step { name.value } else { nil }
      }
      if root == "module", names.count == 2, names[1] == "database_connection_string" {
        return outputs.modules[names[0]]
      }
      guard root == "local", steps.count == 1, names.count == 1,
        let local = outputs.locals[names[0]]
      else {
        return nil
      }
      expression = local
    }
    return nil
  }
}

extension HCLExpression {
  /// The expression inside parentheses, or inside a template that has nothing else.
  fileprivate var unwrapped: HCLExpression {
    var expression = self
    while true {
      switch expression.kind {
      case .wrapped(let inner), .parentheses(let inner): expression = inner
      default: return expression
      }
    }
  }
}
