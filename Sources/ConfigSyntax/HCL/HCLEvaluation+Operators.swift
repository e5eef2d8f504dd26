import Diagnostics

/// Operators and conditionals.
extension HCLEvaluation {
  /// `!` requires a Boolean and `-` a number, or text that is one.
  mutating func unary(
    _ sign: HCLUnaryOperator, _ operand: HCLExpression, _ span: SourceSpan
  ) -> HCLValue? {
    guard let value = value(of: operand) else { return nil }
    if value.isOpen { return .unknown(span) }
    switch sign {
    case .not:
      guard let bool = value.bool else {
        return refuse("the operand of `!` must be a Boolean, not \(value.noun)", operand.span)
      }
      return HCLValue(.bool(!bool), span)
    case .negate:
      guard let number = value.number else {
        return refuse("the operand of `-` must be a number, not \(value.noun)", operand.span)
      }
      return HCLValue(.number(-number), span)
    }
  }

  /// Applies operators of one precedence from left to right; both sides are always evaluated.
  mutating func operation(
    _ first: HCLExpression, _ operands: [HCLOperand], _ span: SourceSpan
  ) -> HCLValue? {
    guard var left = value(of: first) else { return nil }
    for operand in operands {
      guard let right = value(of: operand.value),
        let result = apply(operand.sign, left, right, at: span)
      else { return nil }
      left = result
    }
    return left
  }

  private mutating func apply(
    _ sign: HCLBinaryOperator, _ left: HCLValue, _ right: HCLValue, at span: SourceSpan
  ) -> HCLValue? {
    switch sign {
    case .equal, .notEqual:
      guard charge(min(left.weight, right.weight), at: span) else { return nil }
      guard let isEqual = left.isEqual(to: right) else { return .unknown(span) }
      return HCLValue(.bool(isEqual == (sign == .equal)), span)
    case .and, .or:
      guard let one = condition(left), let two = condition(right) else { return nil }
      return logic(sign, one, two, at: span)
    default: return compute(sign, left, right, at: span)
    }
  }

  private mutating func condition(_ value: HCLValue) -> Truth? {
    if value.isOpen { return .unknown }
    guard let bool = value.bool else {
      return refuse("the operands must be Booleans, not \(value.noun)", value.span)
    }
    return bool ? .yes : .no
  }

  /// A known operand may decide the result whatever the other one is: `false && x`.
  private func logic(
    _ sign: HCLBinaryOperator, _ left: Truth, _ right: Truth, at span: SourceSpan
  ) -> HCLValue {
    let decisive: Truth = sign == .and ? .no : .yes
    if left == decisive || right == decisive { return HCLValue(.bool(sign == .or), span) }
    if left == .unknown || right == .unknown { return .unknown(span) }
    return HCLValue(.bool(sign == .and), span)
  }

  /// Comparisons and arithmetic, both on numbers only.
  private mutating func compute(
    _ sign: HCLBinaryOperator, _ left: HCLValue, _ right: HCLValue, at span: SourceSpan
  ) -> HCLValue? {
    guard let one = operand(left), let two = operand(right) else { return nil }
    guard case .known(let one) = one, case .known(let two) = two else { return .unknown(span) }
    let number: HCLNumber?
    switch sign {
    case .less: return HCLValue(.bool(one < two), span)
    case .lessOrEqual: return HCLValue(.bool(!(two < one)), span)
    case .greater: return HCLValue(.bool(two < one), span)
    case .greaterOrEqual: return HCLValue(.bool(!(one < two)), span)
    case .add: number = one + two
    case .subtract: number = one - two
    case .multiply: number = one * two
    case .divide: number = one / two
    case .remainder: number = one % two
    case .equal, .notEqual, .and, .or: number = nil
    }
    guard let number else { return refuse("division by zero", right.span) }
    return HCLValue(.number(number), span)
  }

  /// A number, or one that only Terraform knows.
  private enum Operand { case known(HCLNumber), unknown }

  private mutating func operand(_ value: HCLValue) -> Operand? {
    if value.isOpen { return .unknown }
    return value.number.map { .known($0) }
      ?? refuse("the operands must be numbers, not \(value.noun)", value.span)
  }

  // MARK: Conditionals

  /// A failure counts only in the branch that is taken; both branches must have a type in common,
  /// as far as their types are known.
  mutating func conditional(_ condition: HCLConditional, _ span: SourceSpan) -> HCLValue? {
    guard let truth = truth(of: condition.condition) else { return nil }
    let taken = truth == .no ? condition.no : condition.yes
    guard let value = value(of: taken) else { return nil }
    let other = quietly { $0.value(of: truth == .no ? condition.yes : condition.no) }
    guard let other else { return truth == .unknown ? .unknown(span) : value }
    let (yes, no) = truth == .no ? (other, value) : (value, other)
    guard let type = HCLType(of: yes).unified(with: HCLType(of: no)) else {
      return refuse(
        "the branches have different types: \(yes.noun) and \(no.noun)", span)
    }
    guard truth != .unknown else { return .unknown(span) }
    guard charge(Self.costOfPiece * value.weight, at: span) else { return nil }
    guard let converted = type.convert(value) else {
      return refuse(
        "\(value.noun) cannot be converted to the type of the other branch", taken.span)
    }
    return converted.made(at: span)
  }
}

extension HCLValue {
  /// The result of `==`; nil where it is unknown.
  func isEqual(to other: HCLValue) -> Bool? {
    switch (kind, other.kind) {
    case (.unknown, _), (_, .unknown): return nil
    case (.null, .null): return true
    case (.bool(let left), .bool(let right)): return left == right
    case (.number(let left), .number(let right)): return left == right
    case (.string(let left), .string(let right)): return left.isExactly(right)
    case (.list, .list), (.object, .object):
      // A tuple and a list are not equal, whatever their elements.
      guard type == other.type || type?.holdsAny == true || other.type?.holdsAny == true else {
        return false
      }
      return hasEqualPieces(other)
    default: return false
    }
  }

  /// Compares element by element; one difference outweighs any number of unknown pieces.
  private func hasEqualPieces(_ other: HCLValue) -> Bool? {
    switch (kind, other.kind) {
    case (.list(let left), .list(let right)):
      guard left.count == right.count else { return false }
      return Self.all(zip(left, right).map { $0.isEqual(to: $1) })
    case (.object(let left), .object(let right)):
      guard left.members.count == right.members.count else { return false }
      return Self.all(
        left.members.map { member in
          guard let two = right[member.key.value] else { return false }
          return member.value.isEqual(to: two)
        })
    default: return false
    }
  }

  /// Three-valued `and`.
  private static func all(_ answers: [Bool?]) -> Bool? {
    if answers.contains(false) { return false }
    return answers.contains(nil) ? nil : true
  }
}

/// Function calls.
extension HCLEvaluation {
  /// Functions that are not computed here have unknown results, as have calls with a wrong number
  /// of arguments.
  mutating func call(_ call: HCLCall, _ span: SourceSpan) -> HCLValue? {
    guard scope.kind == .module || scope.kind == .template else {
      let restriction =
        scope.kind == .literal ? "a values file cannot call" : "cannot be called here"
      return refuse(
        "`\(value: call.name.value)` is a function, which \(restriction)", span,
        as: SyntaxProblem.nonLiteralValue)
    }
    // These two look at failures, so they evaluate their arguments themselves.
    switch call.name.value {
    case "try": return firstThatWorks(call, span)
    case "can":
      guard let argument = call.arguments.first else { return .unknown(span) }
      guard let value = tried(argument) else {
        return HCLValue(.bool(false), span)
      }
      return value.isWhollyKnown ? HCLValue(.bool(true), span) : .unknown(span)
    case let name where Self.fileFunctions.contains(name): return readFile(call, span)
    default: break
    }
    guard let arguments = arguments(of: call) else { return nil }
    guard let known = arguments, let function = HCLFunctions.all[call.name.value] else {
      return .unknown(span)
    }
    // A wrong number of arguments is reported at the call itself.
    guard HCLFunctionTable.all[call.name.value]?.takes(known.count) != false else {
      return .unknown(span)
    }
    guard known.allSatisfy(\.isWhollyKnown) || function.takesUnknown else { return .unknown(span) }
    // A result may be as large as all arguments.
    if !function.isQuick {
      let weight = known.reduce(known.count) { $0 + $1.weight }
      guard charge(Self.costOfPiece * weight, at: span) else { return nil }
    }
    guard let result = function.apply(known, span) else {
      return refuse("`\(call.name.value)` does not accept these arguments", span)
    }
    return result.made(at: span)
  }

  /// The value of an argument of `try` or `can`; nil where it fails.
  private mutating func tried(_ argument: HCLExpression) -> HCLValue? {
    let outer = isTried
    isTried = true
    defer { isTried = outer }
    return quietly { $0.value(of: argument) }
  }

  /// `try`, which stops at the first argument that does not fail.
  private mutating func firstThatWorks(_ call: HCLCall, _ span: SourceSpan) -> HCLValue? {
    for argument in call.arguments {
      guard let value = tried(argument) else { continue }
      // An unknown value may turn out to fail.
      return value.isWhollyKnown ? value : .unknown(span)
    }
    return refuse("no argument of `try` can be evaluated", span)
  }

  /// The arguments; `.some(nil)` where their number is unknown.
  private mutating func arguments(of call: HCLCall) -> [HCLValue]?? {
    var values: [HCLValue] = []
    for argument in call.arguments {
      guard let value = value(of: argument) else { return .none }
      values.append(value)
    }
    guard call.expansion == .last, let last = values.popLast() else { return .some(values) }
    switch last.kind {
    case .list(let elements): return .some(values + elements)
    case .unknown: return .some(nil)
    default: return refuse("`...` must follow a list, not \(last.noun)", last.span)
    }
  }
}
