import ConfigSyntax
import Diagnostics

/// The arguments of a module call before they are evaluated.
struct PendingCall {
  let arguments: [HCLAttribute]
  /// `count` or `for_each`.
  let loop: HCLAttribute?
}

/// Evaluates the expressions of a root module.
struct RootEvaluation {
  private(set) var module: RootModule
  private var evaluation: HCLEvaluation
  private var bag = DiagnosticBag()
  /// The same without the defaults that may still be replaced; made for the first expression that
  /// fails with them.
  private var openEvaluation: HCLEvaluation?
  /// The locals that have a value, in the order of their evaluation.
  private var evaluatedLocals: [Int] = []
  /// Whether some variable has a default that may still be replaced.
  private let hasOpenVariables: Bool
  private let context: ModuleContext
  private let limits: Limits
  /// How many bytes were written of the module and its values.
  private let bytes: Int

  init(module: RootModule, _ context: ModuleContext, bytes: Int, _ limits: Limits) {
    self.module = module
    self.context = context
    (self.bytes, self.limits) = (bytes, limits)
    hasOpenVariables = module.variables.contains(where: \.isOpen)
    var variables: [String: HCLValue] = [:]
    for variable in module.variables { variables[variable.name.value] = variable.value }
    evaluation = HCLEvaluation(
      .module(variables: variables, in: context), bytes: bytes, limits: limits)
  }

  /// All findings, including those of the evaluation itself.
  mutating func finish() -> [Diagnostic] {
    bag.report(evaluation.bag.sorted)
    if let openEvaluation { bag.report(openEvaluation.bag.sorted) }
    return bag.sorted
  }

  mutating func evaluate(calls: [PendingCall]) {
    evaluateLocals()
    for index in module.variables.indices { checkConditions(of: module.variables[index]) }
    for (index, call) in calls.enumerated() {
      check(loop: call.loop)
      module.moduleCalls[index].instances = instances(call.loop)
      module.moduleCalls[index].inputs = evaluated(call.arguments)
      if module.moduleCalls[index].localSource != nil { noteOpenInputs(of: index) }
    }
    for index in module.outputs.indices {
      module.outputs[index].value = value(of: module.outputs[index].expression)
    }
    for index in module.providers.indices {
      module.providers[index].arguments = evaluated(
        module.providers[index].body.attributes.filter { $0.name.value != "alias" })
    }
    for index in module.resources.indices {
      let body = module.resources[index].body
      check(loop: body["for_each"] ?? body["count"])
      module.resources[index].arguments = evaluated(
        body.attributes.filter { !Self.meta.contains($0.name.value) })
    }
  }

  private static let meta: Set = ["count", "for_each", "provider", "depends_on"]

  /// The value; unknown, and reported, where the expression has none.
  private mutating func value(of expression: HCLExpression) -> HCLValue {
    certainValue(of: expression) ?? HCLValue(.unknown(prefix: ""), expression.span)
  }

  /// The value; nil, and reported, where Terraform fails whatever replaces the open defaults.
  private mutating func certainValue(of expression: HCLExpression) -> HCLValue? {
    guard hasOpenVariables else { return evaluation.value(of: expression) }
    return evaluation.quietly { $0.value(of: expression) } ?? openValue(of: expression)
  }

  /// The value without the open defaults.
  private mutating func openValue(of expression: HCLExpression) -> HCLValue? {
    if openEvaluation == nil { openEvaluation = madeOpenEvaluation() }
    return openEvaluation?.value(of: expression)
  }

  private func madeOpenEvaluation() -> HCLEvaluation {
    var variables: [String: HCLValue] = [:]
    for variable in module.variables {
      let unknown = HCLValue(.unknown(prefix: ""), variable.name.span)
      variables[variable.name.value] = variable.isOpen ? unknown : variable.value
    }
    var open = HCLEvaluation(
      .module(variables: variables, in: context), bytes: bytes, limits: limits)
    for index in evaluatedLocals { define(module.locals[index], in: &open) }
    return open
  }

  private func define(_ local: LocalDeclaration, in open: inout HCLEvaluation) {
    let expression = local.expression
    let value = open.silentValue(of: expression).flatMap { open.admits($0) ? $0 : nil }
    open.define(
      local: local.name.value, as: value ?? HCLValue(.unknown(prefix: ""), expression.span))
  }

  private mutating func evaluated(_ attributes: [HCLAttribute]) -> [EvaluatedArgument] {
    attributes.map { attribute in
      var argument = EvaluatedArgument(
        name: attribute.name, span: attribute.span, expression: attribute.expression,
        value: filledValue(of: attribute.expression))
      argument.isOpen = argument.value.isNull && isOpen(attribute.expression)
      return argument
    }
  }

  /// Notes which inputs of a local module depend on a default that may still be replaced.
  private mutating func noteOpenInputs(of call: Int) {
    guard hasOpenVariables else { return }
    if openEvaluation == nil { openEvaluation = madeOpenEvaluation() }
    for index in module.moduleCalls[call].inputs.indices {
      guard let expression = module.moduleCalls[call].inputs[index].expression else { continue }
      let value = openEvaluation?.silentValue(of: expression)
      module.moduleCalls[call].inputs[index].dependsOnOpen = value?.isWhollyKnown != true
    }
  }

  /// The value, in which what open defaults leave empty is unknown.
  private mutating func filledValue(of expression: HCLExpression) -> HCLValue {
    let value = value(of: expression)
    guard hasOpenVariables, value.hasEmptyPiece, !value.isNull else { return value }
    if openEvaluation == nil { openEvaluation = madeOpenEvaluation() }
    guard let open = openEvaluation?.silentValue(of: expression) else { return value }
    return value.leavingOpen(open)
  }

  /// Whether a default that may still be replaced decides on the value.
  private mutating func isOpen(_ expression: HCLExpression) -> Bool {
    guard hasOpenVariables else { return false }
    if openEvaluation == nil { openEvaluation = madeOpenEvaluation() }
    return openEvaluation?.silentValue(of: expression)?.isUnknown ?? true
  }

  // MARK: Locals

  private mutating func evaluateLocals() {
    let order = LocalOrder(module.locals)
    for cycle in order.cycles { bag.report(.cycle(cycle.map { module.locals[$0].name })) }
    for index in order.indices {
      let expression = module.locals[index].expression
      let value = value(of: expression)
      // The value of another name was admitted for that one.
      let isAdmitted = expression.isPartOfValue || evaluation.admits(value)
      let admitted = isAdmitted ? value : HCLValue(.unknown(prefix: ""), expression.span)
      module.locals[index].value = admitted
      evaluation.define(local: module.locals[index].name.value, as: admitted)
      evaluatedLocals.append(index)
      if var open = openEvaluation {
        define(module.locals[index], in: &open)
        openEvaluation = open
      }
    }
  }

  // MARK: Conditions

  private mutating func checkConditions(of variable: VariableDeclaration) {
    // A default may fail on purpose, so that a caller has to set the variable.
    guard !variable.isOpen else { return }
    for validation in variable.validations {
      guard let result = evaluation.value(of: validation.condition), !result.isUnknown else {
        continue
      }
      guard let isTrue = result.bool else {
        bag.report(.notBoolean(result, at: validation.condition.span))
        continue
      }
      guard !isTrue else { continue }
      bag.report(.failed(variable, validation, message(of: validation)))
    }
  }

  /// The error message of the module's author, unless it may reveal a secret.
  private mutating func message(of validation: Condition) -> String? {
    let references = HCLReferences(of: validation.message).references
    let isPublic = references.allSatisfy { reference in
      guard reference.root.value == "var", let name = reference.names.first else { return false }
      return module.variable(named: name.value)?.isSecret == false
    }
    guard isPublic, let text = evaluation.silentValue(of: validation.message)?.text else {
      return nil
    }
    let line = text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
    return String(String.UnicodeScalarView(line.prefix(300)))
  }

  // MARK: Loops

  /// How many instances a `count` or `for_each` creates; nil where that is unknown.
  private mutating func instances(_ loop: HCLAttribute?) -> Int? {
    guard let loop, let value = evaluation.silentValue(of: loop.expression) else { return nil }
    switch value.kind {
    case .list(let elements): return elements.count
    case .object(let object): return object.members.count
    case .number, .string: return value.number?.integer
    case .null, .bool, .unknown: return nil
    }
  }

  private mutating func check(loop attribute: HCLAttribute?) {
    guard let attribute, let value = certainValue(of: attribute.expression) else { return }
    let name = attribute.name.value
    switch (value.kind, value.type) {
    case (.unknown, _): return
    case (.number(let number), _) where name == "count":
      if let count = number.integer, count >= 0 { return }
    case (.string, _) where name == "count" && value.number?.integer != nil: return
    case (.object, _) where name == "for_each": return
    case (.list(let elements), .set(let type)?) where name == "for_each":
      if type == .string || elements.isEmpty { return }
    default: break
    }
    if isOpen(attribute.expression) { return }
    let span = attribute.expression.span
    bag.report(name == "count" ? .invalidCount(value, at: span) : .invalidLoop(value, at: span))
  }
}

extension HCLScope {
  fileprivate static func module(
    variables: [String: HCLValue], in context: ModuleContext
  ) -> HCLScope {
    var scope = HCLScope.module(variables: variables, at: context.place)
    scope.modules = context.outputs
    return scope
  }
}

extension Diagnostic {
  /// Locals that refer to each other, in the order of the files.
  fileprivate static func cycle(_ names: [Located]) -> Diagnostic {
    let shown = names.prefix(5).map { $0.value }.enumeration
    var diagnostic = Diagnostic(
      TerraformProblem.cyclicLocals,
      names.count == 1
        ? "the local \(shown) refers to itself"
        : "the locals \(shown)\(names.count > 5 ? " and others" : "") refer to each other",
      at: names[0].span)
    diagnostic.related = names.dropFirst().prefix(10).map { Label("part of the cycle", $0.span) }
    return diagnostic
  }

  fileprivate static func notBoolean(_ result: HCLValue, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      TerraformProblem.invalidArgument, "the condition must be a Boolean, not \(result.noun)",
      at: span)
  }

  /// A value that a validation of its variable rejects.
  fileprivate static func failed(
    _ variable: VariableDeclaration, _ validation: Condition, _ errorMessage: String?
  ) -> Diagnostic {
    let text: Message =
      errorMessage.map { ": \(value: $0, at: validation.message.span)" } ?? ""
    var diagnostic = Diagnostic(
      TerraformProblem.failedValidation,
      "the value of `\(variable.name.value)` fails its validation\(text)",
      at: variable.value.span)
    diagnostic.related = [Label("the condition", validation.condition.span)]
    return diagnostic
  }

  fileprivate static func invalidCount(_ value: HCLValue, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      TerraformProblem.invalidArgument,
      "`count` must be a whole number, not \(value.isNull ? "null" : value.noun)", at: span)
  }

  fileprivate static func invalidLoop(_ value: HCLValue, at span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      TerraformProblem.invalidArgument,
      "`for_each` must be a map or a set of strings, not \(value.type?.noun ?? value.noun)",
      at: span)
    diagnostic.help = value.elements == nil ? nil : "wrap it in `toset(…)`"
    return diagnostic
  }
}
