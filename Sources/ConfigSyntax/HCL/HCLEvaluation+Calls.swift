import Diagnostics

/// Function calls.
extension HCLEvaluation {
  mutating func call(_ call: HCLCall, _ span: SourceSpan) -> HCLValue? {
    guard scope.kind == .module else {
      let place = scope.kind == .literal ? "a values file cannot call" : "cannot be called here"
      return refuse(
        "`\(value: call.name.value)` is a function, which \(place)", span,
        as: SyntaxProblem.nonLiteralValue)
    }
    // These two look at failures, so they evaluate their arguments themselves.
    switch call.name.value {
    case "try": return firstThatWorks(call, span)
    case "can":
      guard let argument = call.arguments.first else { return .unknown(span) }
      guard let value = quietly({ $0.value(of: argument) }) else {
        return HCLValue(.bool(false), span)
      }
      return value.isWhollyKnown ? HCLValue(.bool(true), span) : .unknown(span)
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
    // Decoding costs the size of the text each time.
    if HCLFunctions.decoding[call.name.value] != nil, let text = known.first?.text {
      guard charge(text.utf8.count, at: span) else { return nil }
    }
    guard let result = function.apply(known, span) else {
      return refuse("`\(call.name.value)` does not accept these arguments", span)
    }
    return result.made(at: span)
  }

  private mutating func firstThatWorks(_ call: HCLCall, _ span: SourceSpan) -> HCLValue? {
    for argument in call.arguments {
      guard let value = quietly({ $0.value(of: argument) }) else { continue }
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
