import ConfigSyntax
import Diagnostics

/// Finds the values that depend on sensitive variables.
///
/// A value keeps its span on the way through names, so only values computed from others are noted
/// here: the text that a template produces has the span of the template.
struct SensitiveFlow {
  private(set) var spans: Set<SourceSpan> = []
  private var variables: Set<ExactText> = []
  private let module: RootModule
  /// The values of `var.x` and `local.x`, which only a call of `sensitive` needs.
  private lazy var all: [ExactText: HCLValue] = Dictionary(
    module.variables.map { (ExactText("var.\($0.name.value)"), $0.value) }
      + module.locals.map { (ExactText("local.\($0.name.value)"), $0.value) },
    uniquingKeysWith: { first, _ in first })
  /// Those of them that `sensitive` has hidden.
  private var hidden: Set<ExactText> = []
  /// The values of `var.x` and `local.x` that hold something sensitive.
  private var holders: [ExactText: HCLValue] = [:]
  /// Whether the names of members are those of secrets, for the names looked at last.
  private var secrecy = NameCache<Bool>()
  /// The names that enclosing loops bind, and whether they stand for something sensitive.
  private var bound: [(name: String, isSensitive: Bool)] = []

  /// `context` says which values are sensitive to those that pass them to the module.
  init(_ module: RootModule, _ context: ModuleContext) {
    let given = SpanSet(context.sensitive)
    self.module = module
    for variable in module.variables {
      if variable.hidesItsValue {
        variables.insert(ExactText(variable.name.value))
        note(variable.value)
        continue
      }
      let isGiven = note(given, in: variable.value)
      if noteMembers(of: variable.value) || isGiven {
        holders[ExactText("var.\(variable.name.value)")] = variable.value
      }
    }
    for (name, outputs) in context.outputs where note(given, in: outputs) {
      holders[ExactText("module.\(name)")] = outputs
    }
    for index in LocalOrder(module.locals).indices {
      let local = module.locals[index]
      let isNamed = SecretNames.hidesItsValue(local.name.value)
      if isNamed { note(local.value) }
      guard follow(local.expression) || isNamed || noteOwnMembers(of: local) else { continue }
      holders[ExactText("local.\(local.name.value)")] = local.value
    }
    for input in module.moduleCalls.lazy.flatMap(\.inputs) {
      if let expression = input.expression { _ = follow(expression) }
    }
  }

  /// Notes the pieces of a value that are in one of the spans; returns whether there are any.
  private mutating func note(_ given: SpanSet, in value: HCLValue) -> Bool {
    guard !given.isEmpty else { return false }
    switch value.kind {
    case .null: return false
    case .bool, .number, .string, .unknown:
      guard given.contains(value.span) else { return false }
      spans.insert(value.span)
      return true
    case .list(let elements): return elements.reduce(false) { note(given, in: $1) || $0 }
    case .object(let object):
      return object.members.reduce(false) { note(given, in: $1.value) || $0 }
    }
  }

  /// Every piece of a value, and the keys of its objects.
  private mutating func note(_ value: HCLValue) {
    switch value.kind {
    case .null, .unknown: break
    case .bool, .number, .string: spans.insert(value.span)
    case .list(let elements): for element in elements { note(element) }
    case .object(let object):
      for member in object.members {
        spans.insert(member.key.span)
        note(member.value)
      }
    }
  }

  /// As `noteMembers`, but not again for the value of another name.
  private mutating func noteOwnMembers(of local: LocalDeclaration) -> Bool {
    !local.expression.isPartOfValue && noteMembers(of: local.value)
  }

  /// Lists of objects have the same names many times.
  private mutating func hidesItsValue(_ name: Located) -> Bool {
    if let known = secrecy[name] { return known }
    let hides = SecretNames.hidesItsValue(name.value)
    secrecy[name] = hides
    return hides
  }

  /// Notes the members whose names suggest a secret; returns whether there are any.
  private mutating func noteMembers(of value: HCLValue) -> Bool {
    switch value.kind {
    case .null, .bool, .number, .string, .unknown: return false
    case .list(let elements): return elements.reduce(false) { noteMembers(of: $1) || $0 }
    case .object(let object):
      return object.members.reduce(false) { holds, member in
        guard hidesItsValue(member.key) else {
          return noteMembers(of: member.value) || holds
        }
        note(member.value)
        return true
      }
    }
  }

  /// Whether the value of the expression depends on something sensitive.
  private mutating func follow(_ expression: HCLExpression) -> Bool {
    let depends: Bool
    switch expression.kind {
    case .null, .bool, .number, .string: return false
    case .variable(let name):
      return bound.last { $0.name.isExactly(name) }?.isSensitive ?? false
    case .traversal(let base, let steps): return follow(base, steps)
    case .tuple(let elements): return followAll(elements)
    case .object(let items): return follow(items)
    case .forEach(let loop): return follow(loop)
    case .conditional(let condition): return follow(condition)
    case .call(let call):
      depends = follow(call)
      guard !Self.collecting.contains(call.name.value) else { return depends }
    case .wrapped(let inner), .parentheses(let inner):
      depends = follow(inner)
      guard !Self.isCollection(inner) else { return depends }
    case .unary(_, let inner): depends = follow(inner)
    case .template(let parts): depends = follow(parts)
    case .operation(let first, let operands):
      depends = followAll([first] + operands.map(\.value))
    }
    if depends { spans.insert(expression.span) }
    return depends
  }

  private mutating func followAll(_ expressions: [HCLExpression]) -> Bool {
    var depends = false
    for expression in expressions { depends = follow(expression) || depends }
    return depends
  }

  // MARK: Collections

  private mutating func follow(_ items: [HCLObjectItem]) -> Bool {
    var depends = false
    for item in items {
      if case .expression(let key) = item.key { depends = follow(key) || depends }
      depends = follow(item.value) || depends
    }
    return depends
  }

  private mutating func follow(_ loop: HCLForExpression) -> Bool {
    let isSensitive = follow(loop.collection)
    let outer = bound.count
    bind(loop.keyName, loop.valueName, isSensitive: isSensitive)
    let depends = followAll([loop.key, loop.value, loop.condition].compactMap { $0 })
    bound.removeLast(bound.count - outer)
    return isSensitive || depends
  }

  private mutating func bind(_ key: String?, _ value: String, isSensitive: Bool) {
    if let key { bound.append((key, isSensitive)) }
    bound.append((value, isSensitive))
  }

  /// Whether the value of the expression has pieces with spans of their own.
  private static func isCollection(_ expression: HCLExpression) -> Bool {
    switch expression.kind {
    case .tuple, .object, .forEach, .conditional: true
    case .wrapped(let inner), .parentheses(let inner): isCollection(inner)
    case .call(let call): collecting.contains(call.name.value)
    default: false
    }
  }

  /// Functions that combine pieces, each of which keeps its own span.
  private static let collecting: Set = [
    "merge", "concat", "flatten", "tomap", "tolist", "toset", "zipmap", "values", "distinct",
    "compact", "reverse", "slice", "setunion", "setintersection", "setsubtract", "chunklist",
  ]

  // MARK: Pieces

  private mutating func follow(_ call: HCLCall) -> Bool {
    switch call.name.value {
    case "nonsensitive", "issensitive": return false
    case "sensitive":
      for argument in call.arguments { hide(argument) }
      return true
    default: return followAll(call.arguments)
    }
  }

  private mutating func follow(_ condition: HCLConditional) -> Bool {
    let decides = follow(condition.condition)
    if decides {
      hide(condition.yes)
      hide(condition.no)
    }
    return followAll([condition.yes, condition.no]) || decides
  }

  /// Notes what is written out in the expression, and the variable that it names.
  private mutating func hide(_ expression: HCLExpression) {
    switch expression.kind {
    case .tuple(let elements): for element in elements { hide(element) }
    case .object(let items): for item in items { hide(item.value) }
    case .traversal(let base, let steps):
      guard case .variable(let root) = base.kind, case .attribute(let name)? = steps.first else {
        return
      }
      let path = ExactText("\(root).\(name.value)")
      guard let value = all[path], hidden.insert(path).inserted else { return }
      note(value)
    default: spans.insert(expression.span)
    }
  }

  private mutating func follow(_ parts: [HCLTemplatePart]) -> Bool {
    var depends = false
    for part in parts {
      switch part {
      case .literal: continue
      case .interpolation(let inner): depends = follow(inner) || depends
      case .condition(let condition, let yes, let no, _):
        depends = follow(condition) || depends
        depends = follow(yes) || depends
        depends = follow(no) || depends
      case .loop(let loop):
        let isSensitive = follow(loop.collection)
        let outer = bound.count
        bind(loop.keyName, loop.valueName, isSensitive: isSensitive)
        depends = follow(loop.body) || isSensitive || depends
        bound.removeLast(bound.count - outer)
      }
    }
    return depends
  }

  // MARK: Names

  private mutating func follow(_ base: HCLExpression, _ steps: [HCLTraversalStep]) -> Bool {
    var depends = false
    for case .index(let index) in steps { depends = follow(index) || depends }
    guard case .variable(let root) = base.kind, case .attribute(let name)? = steps.first,
      !bound.contains(where: { $0.name.isExactly(root) })
    else { return follow(base) || depends }
    if root == "var", variables.contains(ExactText(name.value)) { return true }
    guard let value = holders[ExactText("\(root).\(name.value)")] else { return depends }
    return isSensitive(steps.dropFirst(), of: value) || depends
  }

  /// Whether the piece that the steps lead to holds something sensitive, or may do so.
  private func isSensitive(_ steps: ArraySlice<HCLTraversalStep>, of value: HCLValue) -> Bool {
    var value = value
    for step in steps {
      guard case .attribute(let name) = step, case .object(let object) = value.kind,
        let member = object[name.value]
      else { return true }
      value = member
    }
    switch value.kind {
    case .null: return false
    case .bool, .number, .string: return spans.contains(value.span)
    case .list, .object, .unknown: return true
    }
  }
}

extension HCLExpression {
  /// Whether it is `var.x` or `local.x`, or a part of one.
  package var isPartOfValue: Bool {
    guard case .traversal(let base, _) = kind, case .variable(let root) = base.kind else {
      return false
    }
    return root == "var" || root == "local"
  }
}

extension VariableDeclaration {
  /// Whether its value is a secret: the declaration says so, or its name does.
  package var hidesItsValue: Bool { isSensitive || SecretNames.hidesItsValue(name.value) }
}

extension SecretNames {
  /// Whether the name is that of a secret; something that only names a key is not one.
  fileprivate static func hidesItsValue(_ name: String) -> Bool {
    let names = ["_arn", "_id", "_name", "_alias", "_path", "_file"]
    return looksSecret(name) && !names.contains(where: name.hasSuffix)
  }
}
