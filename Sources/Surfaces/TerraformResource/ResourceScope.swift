import ConfigSyntax
import Diagnostics
import Settings
import Terraform

/// The names that the expressions of a module's resources may use, and the documents that such expressions
/// write.
struct ResourceScope: Sendable {
  private let scope: HCLScope
  private let locals: [LocalDeclaration]
  /// Where values of sensitive variables are written.
  private let sensitive: SpanSet

  /// `place` is where the files of the module are.
  init(_ module: RootModule, at place: HCLPlace?) {
    var scope = HCLScope.module(variables: [:], at: place)
    for variable in module.variables { scope.variables[variable.name.value] = variable.value }
    for local in module.locals { scope.locals[local.name.value] = local.value }
    (self.scope, locals, sensitive) = (scope, module.locals, module.sensitiveSpans)
  }

  /// The value of an expression; unknown where Terraform alone can compute it.
  func value(of expression: HCLExpression) -> HCLValue {
    var evaluation = HCLEvaluation(scope)
    return evaluation.silentValue(of: expression) ?? HCLValue(.unknown(prefix: ""), expression.span)
  }

  /// The same for an expression in which a loop binds a name.
  func value(of expression: HCLExpression, binding name: String, to item: HCLValue) -> HCLValue {
    var evaluation = HCLEvaluation(scope)
    return evaluation.silentValue(of: expression, binding: name, to: item)
      ?? HCLValue(.unknown(prefix: ""), expression.span)
  }

  // MARK: Documents

  /// A document in an argument.
  enum Reading {
    case document(ConfigDocument)
    /// What Terraform alone knows, and what to do about it.
    case unknown(name: String, help: Message)
    /// Text without a document.
    case empty
  }

  /// The document that `expression` writes as text.
  func document(
    of expression: HCLExpression, depth: Int = 8, _ surroundings: inout Surroundings
  ) -> Reading {
    guard depth > 0 else { return .onlyTerraform }
    switch expression.kind {
    case .parentheses(let inner), .wrapped(let inner):
      return document(of: inner, depth: depth - 1, &surroundings)
    case .call(let call):
      if let found = document(of: call, expression, &surroundings) { return found }
    case .traversal(let base, let steps):
      if case .variable("local") = base.kind, case .attribute(let name)? = steps.first,
        steps.count == 1, let local = locals.first(where: { $0.name.value == name.value })
      {
        return document(of: local.expression, depth: depth - 1, &surroundings)
      }
    case .string, .template:
      if let found = surroundings.heredoc(expression, scope, sensitive: sensitive) {
        return .document(found)
      }
    default: break
    }
    let value = value(of: expression)
    guard let text = value.text else { return .onlyTerraform }
    let node = ConfigNode(.scalar(Scalar(text, .environment)), value.span)
    return surroundings.embed(node).map { .document($0) } ?? .empty
  }

  /// The document that a function makes text of; nil for functions that are evaluated.
  private func document(
    of call: HCLCall, _ expression: HCLExpression, _ surroundings: inout Surroundings
  ) -> Reading? {
    guard let argument = call.arguments.first else { return nil }
    switch call.name.value {
    case "yamlencode", "jsonencode":
      let value = value(of: argument)
      guard !value.isUnknown else { return nil }
      return .document(ConfigDocument(root: value.node, span: argument.span))
    case "file":
      guard let path = Self.path(argument) else { return nil }
      if let file = surroundings.file(path, nextTo: expression.span) { return .document(file) }
      guard value(of: expression).isUnknown else { return nil }
      return .unknown(name: path, help: "name this file as an input, too")
    default: return nil
    }
  }

  /// The path in `file("${path.module}/values.yaml")`, relative to the directory.
  static func path(_ expression: HCLExpression) -> String? {
    switch expression.kind {
    case .string(let text): return text
    case .template(let parts):
      var path = ""
      for part in parts {
        switch part {
        case .literal(let text): path += text
        case .interpolation(let inner):
          guard case .traversal(let base, let steps) = inner.kind,
            case .variable("path") = base.kind, case .attribute(let name)? = steps.first,
            name.value == "module" || name.value == "root"
          else { return nil }
          path += "."
        case .condition, .loop: return nil
        }
      }
      return path
    default: return nil
    }
  }
}

extension ResourceScope.Reading {
  static var onlyTerraform: Self {
    .unknown(name: "values", help: "check the values that Terraform produces as well")
  }
}
