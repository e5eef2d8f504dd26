package import Diagnostics

/// Evaluates expressions as Terraform 1.11 does.
///
/// A function that returns nil has reported why.
package struct HCLEvaluation {
  var scope: HCLScope
  /// The names that enclosing loops bind, innermost last.
  var names: [(name: String, value: HCLValue)] = []
  /// Whether `try` or `can` looks at what fails.
  var isTried = false
  /// Whether the expression is the path of a file.
  var isPath = false
  /// The findings so far; `silentValue` and the untaken branch of a conditional add none.
  private(set) package var bag = DiagnosticBag()
  private let limits: Limits
  /// What each byte that somebody wrote adds to `Limit.steps`, so that a large module has what it
  /// needs; nothing to a number that the user chose.
  private let stepsPerByte: Int
  private var mostSteps: Int
  /// The steps that expressions and text cost so far; loops in loops can ask for any number.
  private var steps = 0
  /// What is left of `Limit.results`.
  private var results: Int
  /// The files that functions read, which are a part of what somebody wrote.
  private var files: Set<String> = []
  /// Whether it was reported that a limit is reached; everything after that is silent.
  private var isExhausted = false

  /// An evaluation with all of its limits left, for files with so many bytes; one of them serves all
  /// expressions of a file.
  package init(_ scope: HCLScope, bytes: Int = 0, limits: Limits = Limits()) {
    self.scope = scope
    self.limits = limits
    stepsPerByte = limits.isChosen(.steps) ? 0 : 10
    mostSteps = limits[.steps] + bytes * stepsPerByte
    results = limits[.results]
  }

  /// Sets the value of `var.name`.
  package mutating func define(variable name: String, as value: HCLValue) {
    scope.variables[name] = value
  }

  /// Sets the value of `local.name`.
  package mutating func define(local name: String, as value: HCLValue) {
    scope.locals[name] = value
  }

  /// The value, which may be unknown in whole or in part; nil, and reported, where Terraform fails.
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

  /// Reports and returns nil, for use in a `return`.
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
  package mutating func quietly(_ body: (inout HCLEvaluation) -> HCLValue?) -> HCLValue? {
    let before = (bag, isExhausted)
    let value = body(&self)
    if value == nil { (bag, isExhausted) = before }
    return value
  }

  /// The value, and what was found on the way, which is not reported.
  mutating func apart(
    _ body: (inout HCLEvaluation) -> HCLValue?
  ) -> (value: HCLValue?, findings: DiagnosticBag) {
    let before = bag
    defer { bag = before }
    bag = DiagnosticBag()
    return (body(&self), bag)
  }

  /// The value, without reporting what went wrong.
  package mutating func silentValue(of expression: HCLExpression) -> HCLValue? {
    let before = (bag, isExhausted)
    defer { (bag, isExhausted) = before }
    return value(of: expression)
  }

  /// Charges what `value` costs all that look at its pieces; false, and reported, where it is too
  /// large or too deep.
  package mutating func admits(_ value: HCLValue) -> Bool {
    if value.depth > limits[.depth] {
      let span = value.piece(belowLevel: limits[.depth]).span
      bag.report(.tooDeep("the parts of the value", limits, at: span))
      return false
    }
    return charge(Self.costOfPiece * value.weight, at: value.span)
  }

  /// Adds a file that a function reads to what somebody wrote, and the cost of reading it.
  mutating func charge(reading path: String, _ bytes: Int, at span: SourceSpan) -> Bool {
    if files.insert(path).inserted { mostSteps += bytes * stepsPerByte }
    return charge(bytes, at: span)
  }

  /// Counts `cost` steps; false, and reported once, when there are too many.
  mutating func charge(_ cost: Int, at span: SourceSpan) -> Bool {
    steps += cost
    guard steps >= mostSteps else { return true }
    return exhaust(
      .steps, "evaluating the expressions takes more than \(mostSteps) steps", span)
  }

  /// Counts a value that a loop creates; false, and reported once, when there are too many.
  mutating func countResult(at span: SourceSpan) -> Bool {
    results -= 1
    guard results < 0 else { return true }
    return exhaust(.results, "the loops create more than \(limits[.results]) values", span)
  }

  private mutating func exhaust(_ limit: Limit, _ message: Message, _ span: SourceSpan) -> Bool {
    if !isExhausted { bag.report(.beyond(limit, of: limits, message, at: span)) }
    isExhausted = true
    return false
  }

  /// What a new piece of a result costs, which also takes memory.
  static let costOfPiece = 10

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

  /// A later member replaces an earlier one of the same key, with a warning.
  private mutating func object(_ items: [HCLObjectItem], _ span: SourceSpan) -> HCLValue? {
    var object = HCLObject()
    for item in items {
      guard let key = itemKey(item), let value = value(of: item.value) else { return nil }
      // With an unknown key, no other member is certain.
      guard let key = key.text else { return .unknown(span) }
      let located = Located(HCLText.normalized(key), item.keySpan)
      if let first = object.set(located, value) { warn(.replaced(located, first: first.span)) }
    }
    return HCLValue(.object(object), span)
  }

  /// A key of an object, which may depend on unknown values.
  enum Key {
    case known(String), unknown

    var text: String? { if case .known(let text) = self { text } else { nil } }
  }

  /// A dotted name as a key is refused, as in Terraform.
  private mutating func itemKey(_ item: HCLObjectItem) -> Key? {
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

  /// A value as a key, converted to text.
  mutating func key(_ value: HCLValue) -> Key? {
    if value.isUnknown { return .unknown }
    return value.text.map { .known($0) }
      ?? refuse("an object key cannot be \(value.noun)", value.span)
  }
}

/// The meaning of the names in an expression.
package struct HCLScope: Sendable {
  /// What Terraform allows in the expression.
  package enum Kind: Sendable {
    /// A values file: neither variables nor functions.
    case literal
    /// An argument that Terraform needs before anything is evaluated: no variables, no functions.
    case constant
    /// A module: a name that is unknown here may be known to Terraform.
    case module
    /// A file of `templatefile`, whose names are bound like those of a loop.
    case template
  }

  /// Decides what a name outside of loops means.
  package let kind: Kind
  /// The values of `var.x`.
  package var variables: [String: HCLValue] = [:]
  /// The values of `local.x`.
  package var locals: [String: HCLValue] = [:]
  /// The values of `module.x`, as objects of outputs.
  package var modules: [String: HCLValue] = [:]
  /// The module of the expression, whose files functions read; nil where none are read.
  package var place: HCLPlace?

  /// The values of the names after a word.
  func values(of word: String) -> [String: HCLValue] {
    switch word {
    case "var": variables
    case "local": locals
    case "module": modules
    default: [:]
    }
  }

  /// The scope of `*.tfvars`.
  package static let literal = HCLScope(kind: .literal)
  /// The scope of defaults, sources and versions.
  package static let constant = HCLScope(kind: .constant)

  /// The scope of the arguments of blocks; names that are not listed have unknown values.
  package static func module(
    variables: [String: HCLValue], locals: [String: HCLValue] = [:], at place: HCLPlace? = nil
  ) -> HCLScope {
    HCLScope(kind: .module, variables: variables, locals: locals, place: place)
  }
}
