import Diagnostics

/// Names, and the steps from a value to a part of it.
extension HCLEvaluation {
  /// A name alone: one that a loop binds, or, in a module, an object that is not known here.
  mutating func variable(_ name: String, _ span: SourceSpan) -> HCLValue? {
    if let bound = names.last(where: { $0.name.isExactly(name) }) { return bound.value }
    switch scope.kind {
    case .literal:
      return refuse(
        "`\(value: name)` is a variable, which a values file cannot use", span,
        help: Self.help(name), as: SyntaxProblem.nonLiteralValue)
    case .constant:
      return refuse(
        "`\(value: name)` is a variable, which cannot be used here", span,
        help: Self.help(name), as: SyntaxProblem.nonLiteralValue)
    case .template: return refuse("the template has no variable `\(value: name)`", span)
    case .module: return .unknown(span)
    }
  }

  /// A user who writes `var` means a variable; any other word was meant as text.
  private static func help(_ name: String) -> Message {
    ["var", "local", "module", "data", "each", "count", "path", "terraform"].contains(name)
      ? "write the value itself: Terraform reads it before variables have values"
      : "put text in double quotes"
  }

  /// `var.x` and `local.x` are looked up in the scope; any other root has an unknown value.
  mutating func traversal(
    _ base: HCLExpression, _ steps: [HCLTraversalStep], _ span: SourceSpan
  ) -> HCLValue? {
    if case .variable(let root) = base.kind, scope.kind == .module,
      !names.contains(where: { $0.name.isExactly(root) }),
      case .attribute(let name)? = steps.first
    {
      if root == "path", let known = directory(name.value, span) {
        return take(steps.dropFirst(), from: known, span)
      }
      let known = scope.values(of: root)
      guard let position = known.index(forKey: name.value),
        known[position].key.isExactly(name.value)
      else { return .unknown(span) }
      let value = known[position].value
      if root == "module", case .object(let outputs) = value.kind,
        case .attribute(let output)? = steps.dropFirst().first, outputs[output.value] == nil
      {
        return refuse(
          "module `\(name.value)` has no output `\(output.value.prefix(60))`", output.span)
      }
      return take(steps.dropFirst(), from: value, span)?.unknownAsWhole(at: span)
    }
    guard let value = value(of: base) else { return nil }
    return take(steps[...], from: value, span)?.unknownAsWhole(at: span)
  }

  /// Follows the steps; the expression of an index is evaluated once.
  private mutating func take(
    _ steps: ArraySlice<HCLTraversalStep>, from value: HCLValue, _ span: SourceSpan
  ) -> HCLValue? {
    var value = value
    for step in steps {
      let found: HCLValue? =
        switch step {
        case .attribute(let name): attribute(name, of: value)
        case .index(let index): self.value(of: index).flatMap { element($0, of: value, index.span) }
        case .splat(let inner, _): splat(inner, value, span)
        }
      guard let found else { return nil }
      value = found
    }
    return value
  }

  /// An unknown object has the attributes of its type, if a conversion gave it one.
  private mutating func attribute(_ name: Located, of value: HCLValue) -> HCLValue? {
    switch value.kind {
    case .unknown:
      guard case .object(let type)? = value.type else { return .unknown(name.span) }
      guard let attribute = type[name.value] else {
        return refuse("the object has no attribute `\(name.value)`", name.span)
      }
      return HCLValue(.unknown(prefix: ""), name.span, attribute.type)
    case .object(let object):
      return object[name.value] ?? refuse("the object has no attribute `\(name.value)`", name.span)
    case .null, .bool, .number, .string, .list:
      return refuse("\(value.noun) has no attribute `\(name.value)`", name.span)
    }
  }

  /// An index may be the text of a number, and a key may be a number.
  private mutating func element(
    _ index: HCLValue, of value: HCLValue, _ span: SourceSpan
  ) -> HCLValue? {
    if value.isUnknown || index.isUnknown { return .unknown(span) }
    switch value.kind {
    case .list(let elements):
      if case .set? = value.type {
        return refuse(
          "the elements of a set have no order, and so no index", span,
          help: "convert it with `tolist`, or iterate over it with `for`")
      }
      guard let number = index.number else {
        return refuse("a list index must be a number, not \(index.noun)", span)
      }
      guard let position = number.integer, elements.indices.contains(position) else {
        return refuse(
          "the list of length \(elements.count) has no element \(value: number.text)", span)
      }
      return elements[position]
    case .object(let object):
      guard let key = index.text else {
        return refuse("an object key must be a string, not \(index.noun)", span)
      }
      return object[HCLText.normalized(key)]
        ?? refuse("the object has no key `\(value: key)`", span)
    default: return refuse("\(value.noun) has no elements", span)
    }
  }

  /// A value that is not a list counts as a list of one element, null as an empty list.
  private mutating func splat(
    _ steps: [HCLTraversalStep], _ value: HCLValue, _ span: SourceSpan
  ) -> HCLValue? {
    let elements: [HCLValue]
    switch value.kind {
    case .unknown: return .unknown(span)
    case .null: elements = []
    case .list(let values): elements = values
    case .bool, .number, .string, .object: elements = [value]
    }
    guard charge(Self.costOfPiece * elements.count, at: span) else { return nil }
    var results: [HCLValue] = []
    for element in elements {
      guard let result = take(steps[...], from: element, span) else { return nil }
      results.append(result)
    }
    return HCLValue(.list(results), span)
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

extension HCLValue {
  /// A value that is unknown because of the path to it gets the span of the whole path, not of the
  /// last step.
  fileprivate func unknownAsWhole(at span: SourceSpan) -> HCLValue {
    isUnknown ? made(at: span) : self
  }
}
