package import Diagnostics

/// A name that an expression uses, with the steps that follow it.
package struct HCLReference: Sendable {
  /// `var` of `var.x.y[0]`.
  package let root: Located
  /// `x`, `y` up to the first step that is not a name.
  package let names: [Located]
  /// From the root to the last name.
  package let span: SourceSpan
  /// The functions that it is an argument of, outermost first.
  package let calls: [String]
  /// The steps after the names.
  package let rest: [HCLTraversalStep]
}

/// `m.url` in a loop whose `m` is each element of a collection.
package struct HCLElementReference: Sendable {
  /// What the loop iterates over, such as `module.x`.
  package let collection: HCLReference
  /// The first name after the loop's own, `url` in `m.url`.
  package let attribute: Located
}

/// The names and functions that an expression uses, in order, without the names of its own loops.
package struct HCLReferences: Sendable {
  /// A name that a loop binds, and the collection of the loop where that is just a reference.
  private struct Binding {
    let name: String
    let collection: HCLReference?
  }

  /// Each use of a name, duplicates included.
  package private(set) var references: [HCLReference] = []
  /// Each call, outer ones before those in their arguments.
  package private(set) var calls: [HCLCall] = []
  /// The attributes that loops read of the elements they iterate over.
  package private(set) var elements: [HCLElementReference] = []
  /// The names of the loops around the expression that is visited, innermost last.
  private var bound: [Binding] = []
  /// The functions around it, outermost first.
  private var around: [String] = []

  /// Visits the whole expression once; nothing is evaluated.
  package init(of expression: HCLExpression) { visit(expression) }

  private mutating func visit(_ expression: HCLExpression) {
    switch expression.kind {
    case .null, .bool, .number, .string: break
    case .template(let parts): visit(parts)
    case .wrapped(let inner), .parentheses(let inner), .unary(_, let inner): visit(inner)
    case .tuple(let elements): for element in elements { visit(element) }
    case .object(let items):
      for item in items {
        if case .expression(let key) = item.key { visit(key) }
        visit(item.value)
      }
    case .variable(let name): add(Located(name, expression.span), [])
    case .traversal(let base, let steps): visit(base, steps)
    case .call(let call):
      calls.append(call)
      around.append(call.name.value)
      for argument in call.arguments { visit(argument) }
      around.removeLast()
    case .operation(let first, let operands):
      visit(first)
      for operand in operands { visit(operand.value) }
    case .conditional(let condition):
      visit(condition.condition)
      visit(condition.yes)
      visit(condition.no)
    case .forEach(let loop): visit(loop)
    }
  }

  private mutating func visit(_ loop: HCLForExpression) {
    visit(loop.collection)
    let outer = bound.count
    bind(loop.keyName, loop.valueName, loop.collection)
    if let key = loop.key { visit(key) }
    visit(loop.value)
    if let condition = loop.condition { visit(condition) }
    bound.removeLast(bound.count - outer)
  }

  private mutating func visit(_ parts: [HCLTemplatePart]) {
    for part in parts {
      switch part {
      case .literal: break
      case .interpolation(let inner): visit(inner)
      case .condition(let condition, let yes, let no, _):
        visit(condition)
        visit(yes)
        visit(no)
      case .loop(let loop):
        visit(loop.collection)
        let outer = bound.count
        bind(loop.keyName, loop.valueName, loop.collection)
        visit(loop.body)
        bound.removeLast(bound.count - outer)
      }
    }
  }

  private mutating func visit(_ base: HCLExpression, _ steps: [HCLTraversalStep]) {
    if case .variable(let name) = base.kind {
      add(Located(name, base.span), steps)
    } else {
      visit(base)
    }
    visitIndexes(steps)
  }

  /// An index is an expression of its own.
  private mutating func visitIndexes(_ steps: [HCLTraversalStep]) {
    for step in steps {
      switch step {
      case .attribute: break
      case .index(let index): visit(index)
      case .splat(let inner, _): visitIndexes(inner)
      }
    }
  }

  /// Begins the scope of a loop's names; the caller ends it.
  private mutating func bind(
    _ key: String?, _ value: String, _ collection: HCLExpression
  ) {
    if let key { bound.append(Binding(name: key, collection: nil)) }
    bound.append(Binding(name: value, collection: reference(collection)))
  }

  /// What `module.x` or `values(module.x)` refers to; nil for other expressions.
  private func reference(_ expression: HCLExpression) -> HCLReference? {
    switch expression.kind {
    case .parentheses(let inner), .wrapped(let inner): return reference(inner)
    case .call(let call):
      let isOpen = call.name.value == "values" && call.arguments.count == 1
      return isOpen ? reference(call.arguments[0]) : nil
    case .traversal(let base, let steps):
      guard case .variable(let name) = base.kind,
        !bound.contains(where: { $0.name.isExactly(name) })
      else { return nil }
      return reference(Located(name, base.span), steps)
    default: return nil
    }
  }

  /// A name of a loop is not a reference, but its attributes are attributes of the collection's
  /// elements.
  private mutating func add(_ root: Located, _ steps: [HCLTraversalStep]) {
    guard let binding = bound.last(where: { $0.name.isExactly(root.value) }) else {
      references.append(reference(root, steps))
      return
    }
    guard let collection = binding.collection, case .attribute(let name)? = steps.first else {
      return
    }
    elements.append(HCLElementReference(collection: collection, attribute: name))
  }

  /// The reference up to the first step that is not a name.
  private func reference(_ root: Located, _ steps: [HCLTraversalStep]) -> HCLReference {
    var names: [Located] = []
    for case .attribute(let name) in steps.prefix(while: { $0.isAttribute }) { names.append(name) }
    let span = SourceSpan(
      root.span.file, Int(root.span.lower), Int((names.last ?? root).span.upper))
    return HCLReference(
      root: root, names: names, span: span, calls: around,
      rest: Array(steps.dropFirst(names.count)))
  }
}

extension HCLTraversalStep {
  fileprivate var isAttribute: Bool { if case .attribute = self { true } else { false } }
}
