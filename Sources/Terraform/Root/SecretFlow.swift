import ConfigSyntax
import Diagnostics

/// Which expressions of a root module hold something of a secret, however little.
///
/// `SensitiveValues` says what certainly is one; here what may be one counts, since a message had
/// better say too little.
struct SecretFlow {
  /// What is known of a value.
  indirect enum Trace {
    case none, whole
    /// An object, of which only some members are secret.
    case members([String: Trace])

    var isNone: Bool { if case .none = self { true } else { false } }
  }

  /// Where expressions stand whose value is made of a secret.
  private(set) var spans: Set<SourceSpan> = []
  private var variables: [String: Trace] = [:]
  private var locals: [String: Trace] = [:]
  /// The names that loops give to pieces of a secret.
  private var bound: [String] = []

  init(_ module: RootModule) {
    for variable in module.variables {
      variables[variable.name.value] =
        variable.isHidden ? .whole : Self.trace(of: variable.value)
    }
    for place in LocalOrder(module.locals).places {
      let local = module.locals[place]
      let trace = visit(local.expression)
      locals[local.name.value] = SecretNames.resemblesSecret(local.name.value) ? .whole : trace
    }
  }

  private static func trace(of value: HCLValue) -> Trace {
    guard case .object(let object) = value.kind else { return .none }
    var members: [String: Trace] = [:]
    for member in object.members {
      let name = member.key.value
      let trace = SecretNames.resemblesSecret(name) ? .whole : trace(of: member.value)
      if !trace.isNone { members[name] = trace }
    }
    return members.isEmpty ? .none : .members(members)
  }

  // MARK: Expressions

  @discardableResult
  mutating func visit(_ expression: HCLExpression) -> Trace {
    switch expression.kind {
    case .null, .bool, .number, .string: return .none
    case .variable(let name): return bound.contains(name) ? .whole : .none
    case .wrapped(let inner), .parentheses(let inner): return visit(inner)
    case .object(let items): return visit(items)
    case .traversal(let base, let steps): return visit(base, steps)
    case .tuple(let elements): return elements.reduce(false) { visitAny($1) || $0 } ? .whole : .none
    case .template(let parts): return made(at: expression, visit(parts))
    case .unary(_, let inner): return made(at: expression, visitAny(inner))
    case .call(let call):
      let holdsSecret = call.arguments.reduce(false) { visitAny($1) || $0 }
      return made(at: expression, holdsSecret && call.name.value != "nonsensitive")
    case .operation(let first, let rest):
      return made(at: expression, rest.reduce(visitAny(first)) { visitAny($1.value) || $0 })
    case .conditional(let conditional):
      let yes = visitAny(conditional.yes)
      return made(at: expression, visitAny(conditional.no) || yes)
    case .forEach(let loop): return made(at: expression, visit(loop))
    }
  }

  private mutating func visitAny(_ expression: HCLExpression) -> Bool { !visit(expression).isNone }

  private mutating func made(at expression: HCLExpression, _ holdsSecret: Bool) -> Trace {
    guard holdsSecret else { return .none }
    spans.insert(expression.span)
    return .whole
  }

  private mutating func visit(_ items: [HCLObjectItem]) -> Trace {
    var members: [String: Trace] = [:]
    for item in items {
      let trace = visit(item.value)
      guard let name = item.name else {
        if !trace.isNone { return .whole }
        continue
      }
      let isSecret = SecretNames.resemblesSecret(name)
      if isSecret { spans.insert(item.value.span) }
      if isSecret || !trace.isNone { members[name] = isSecret ? .whole : trace }
    }
    return members.isEmpty ? .none : .members(members)
  }

  private mutating func visit(_ base: HCLExpression, _ steps: [HCLTraversalStep]) -> Trace {
    var steps = steps[...]
    var trace: Trace
    if case .variable(let root) = base.kind, root == "var" || root == "local",
      case .attribute(let name)? = steps.popFirst()
    {
      trace = (root == "var" ? variables : locals)[name.value] ?? .none
    } else {
      trace = visit(base)
    }
    for step in steps { trace = Self.member(step, of: trace) }
    return trace
  }

  private static func member(_ step: HCLTraversalStep, of trace: Trace) -> Trace {
    guard case .members(let members) = trace else { return trace }
    switch step {
    case .attribute(let name): return members[name.value] ?? .none
    case .index(let index):
      guard case .string(let name) = index.kind else { return .whole }
      return members[name] ?? .none
    case .splat: return .whole
    }
  }

  // MARK: Templates and loops

  private mutating func visit(_ parts: [HCLTemplatePart]) -> Bool {
    var holdsSecret = false
    for part in parts {
      switch part {
      case .literal: continue
      case .interpolation(let inner): holdsSecret = visitAny(inner) || holdsSecret
      case .condition(_, let yes, let no, _):
        holdsSecret = visit(yes) || holdsSecret
        holdsSecret = visit(no) || holdsSecret
      case .loop(let loop):
        let isSecret = visitAny(loop.collection)
        holdsSecret =
          binding([loop.keyName, loop.valueName], isSecret) { $0.visit(loop.body) } || holdsSecret
      }
    }
    return holdsSecret
  }

  private mutating func visit(_ loop: HCLForExpression) -> Bool {
    let isSecret = visitAny(loop.collection)
    return binding([loop.keyName, loop.valueName], isSecret) { flow in
      let holdsSecret = flow.visitAny(loop.value)
      return (loop.key.map { flow.visitAny($0) } ?? false) || holdsSecret
    }
  }

  private mutating func binding(
    _ names: [String?], _ isSecret: Bool, _ body: (inout SecretFlow) -> Bool
  ) -> Bool {
    let count = bound.count
    if isSecret { bound += names.compactMap(\.self) }
    defer { bound.removeSubrange(count...) }
    return body(&self)
  }
}

extension HCLObjectItem {
  /// The key, where it is written out.
  fileprivate var name: String? {
    switch key {
    case .name(let name): return name
    case .expression(let expression):
      guard case .string(let name) = expression.kind else { return nil }
      return name
    }
  }
}

extension VariableDeclaration {
  /// Whether messages keep its value to themselves.
  var isHidden: Bool { isSecret || SecretNames.resemblesSecret(name.value) }
}
