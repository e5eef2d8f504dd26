package import Diagnostics

/// Evaluates expressions as Terraform 1.11 does.
///
/// A function that returns nil has reported why.
package struct HCLEvaluation {
  /// The cost in expressions and text that one file may have; nested loops can ask for any amount.
  private static let allowance = 20_000_000

  private(set) var scope: HCLScope
  /// The names that enclosing loops bind, innermost last.
  var names: [(name: String, value: HCLValue)] = []
  private(set) package var bag = DiagnosticBag()
  private var allowance = HCLEvaluation.allowance
  /// Whether the end of the allowance was reported; everything after that is silent.
  private var isExhausted = false

  package init(_ scope: HCLScope) { self.scope = scope }

  /// Gives `var.name` a value.
  package mutating func define(variable name: String, as value: HCLValue) {
    scope.variables[name] = value
  }

  /// Gives `local.name` a value.
  package mutating func define(local name: String, as value: HCLValue) {
    scope.locals[name] = value
  }

  package mutating func value(of expression: HCLExpression) -> HCLValue? {
    // Outside loops, the size of the input is limit enough.
    guard names.isEmpty || charge(10, at: expression.span) else { return nil }
    let span = expression.span
    switch expression.kind {
    case .null: return HCLValue(.null, span)
    case .bool(let value): return HCLValue(.bool(value), span)
    case .number(let number): return HCLValue(.number(number), span)
    case .string(let text): return HCLValue(.string(text), span)
    case .template(let parts): return template(parts, span)
    case .wrapped(let inner), .parentheses(let inner):
      return value(of: inner).map { $0.made(at: span) }
    case .tuple(let elements): return list(elements, span)
    case .object(let items): return object(items, span)
    case .variable(let name): return variable(name, span)
    case .traversal(let base, let steps): return traversal(base, steps, span)
    case .call(let call): return self.call(call, span)
    case .unary(let sign, let operand): return unary(sign, operand, span)
    case .operation(let first, let operands): return operation(first, operands, span)
    case .conditional(let condition): return conditional(condition, span)
    case .forEach(let loop): return forEach(loop, span)
    }
  }

  // MARK: Reports

  mutating func refuse<Result>(
    _ message: Message, _ span: SourceSpan, help: Message? = nil,
    as id: DiagnosticID = SyntaxProblem.failingExpression
  ) -> Result? {
    var diagnostic = Diagnostic(id, message, at: span)
    diagnostic.help = help
    bag.report(diagnostic)
    return nil
  }

  mutating func warn(_ diagnostic: Diagnostic) { bag.report(diagnostic) }

  /// The value, or nil with nothing reported.
  mutating func quietly(_ body: (inout HCLEvaluation) -> HCLValue?) -> HCLValue? {
    let before = (bag, isExhausted)
    let value = body(&self)
    if value == nil { (bag, isExhausted) = before }
    return value
  }

  /// The value, without reporting what went wrong.
  package mutating func silentValue(of expression: HCLExpression) -> HCLValue? {
    let before = (bag, isExhausted)
    defer { (bag, isExhausted) = before }
    return value(of: expression)
  }

  /// Charges what `value` costs each expression that iterates over it; false, and reported, where
  /// it is too large or too deep.
  package mutating func admits(_ value: HCLValue, limits: ReadLimits = ReadLimits()) -> Bool {
    measure(value, limits.depth)
  }

  private mutating func measure(_ value: HCLValue, _ depth: Int) -> Bool {
    guard depth > 0 else {
      return refuse("the value is nested too deeply", value.span, as: SyntaxProblem.nestingDepth)
        ?? false
    }
    switch value.kind {
    case .null, .bool, .number, .unknown: return true
    case .string(let text): return charge(text.utf8.count / 2, at: value.span)
    case .list(let elements):
      guard charge(elements.count, at: value.span) else { return false }
      return elements.allSatisfy { measure($0, depth - 1) }
    case .object(let object):
      guard charge(object.members.count, at: value.span) else { return false }
      return object.members.allSatisfy { measure($0.value, depth - 1) }
    }
  }

  mutating func charge(_ cost: Int, at span: SourceSpan) -> Bool {
    allowance -= cost
    guard allowance <= 0 else { return true }
    guard !isExhausted else { return false }
    isExhausted = true
    return refuse("the expressions in this file are too expensive to evaluate", span) ?? false
  }

  // MARK: Collections

  private mutating func list(_ elements: [HCLExpression], _ span: SourceSpan) -> HCLValue? {
    var values: [HCLValue] = []
    values.reserveCapacity(elements.count)
    for element in elements {
      guard let value = value(of: element) else { return nil }
      values.append(value)
    }
    return HCLValue(.list(values), span)
  }

  private mutating func object(_ items: [HCLObjectItem], _ span: SourceSpan) -> HCLValue? {
    var object = HCLObject()
    for item in items {
      guard let key = key(of: item), let value = value(of: item.value) else { return nil }
      // With an unknown key, no other member is certain.
      guard let key = key.text else { return .unknown(span) }
      let located = Located(HCLText.normalized(key), item.keySpan)
      if let first = object.set(located, value) { warn(.replaced(located, first: first.span)) }
    }
    return HCLValue(.object(object), span)
  }

  enum Key {
    case known(String), unknown

    var text: String? { if case .known(let text) = self { text } else { nil } }
  }

  private mutating func key(of item: HCLObjectItem) -> Key? {
    switch item.key {
    case .name(let name): return .known(name)
    case .expression(let expression):
      if case .traversal(let base, let steps) = expression.kind, case .variable = base.kind,
        steps.allSatisfy(\.isFixed)
      {
        return refuse(
          "the key is ambiguous: it may be a name or an expression", item.keySpan,
          help: "put it in quotes, or in parentheses to evaluate it")
      }
      guard let value = value(of: expression) else { return nil }
      return key(value)
    }
  }

  mutating func key(_ value: HCLValue) -> Key? {
    if value.isUnknown { return .unknown }
    return value.text.map { .known($0) }
      ?? refuse("an object key cannot be \(value.noun)", value.span)
  }
}

extension HCLTraversalStep {
  /// Whether it is written out, so that a traversal of such steps is a dotted name.
  var isFixed: Bool {
    switch self {
    case .attribute: return true
    case .index(let index):
      switch index.kind {
      case .number, .string: return true
      default: return false
      }
    case .splat: return false
    }
  }
}
