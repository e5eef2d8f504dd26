import ConfigSyntax
import Diagnostics

/// Assigns values to the variables of a module: the last one that is set, converted to the type of
/// the declaration, or else the default.
struct VariableAssigner {
  private(set) var module: RootModule
  private(set) var bag = DiagnosticBag()
  private var indices = NameIndex()
  /// How many more undeclared names are reported, and compared with the declared ones: a file with
  /// thousands belongs to another module.
  private var reports = 1000
  private var suggestions = 100
  /// The names that undeclared ones were meant to be; that they have no value is a consequence.
  private var suggested: Set<String> = []

  init(module: RootModule) {
    self.module = module
    for (index, variable) in module.variables.enumerated() {
      indices.set(variable.name, to: index) { module.variables[$0].name.value }
    }
  }

  mutating func assign(_ values: VariableValues) {
    let names = KnownNames(module.variables.map(\.name.value))
    for assignment in values.all {
      let index = indices.number(of: assignment.name) { module.variables[$0].name.value }
      if let index {
        guard module.variables[index].isSensitive else { continue }
        module.secretSpans.append(assignment.value.span)
      } else {
        report(assignment, of: values, among: names)
      }
    }
    for index in module.variables.indices {
      module.variables[index] = assigned(values, module.variables[index])
    }
  }

  private mutating func report(
    _ assignment: VariableValues.Assignment, of values: VariableValues, among names: KnownNames
  ) {
    // A variable may be declared in damaged text; all programs share the environment.
    guard !module.isDamaged, assignment.source != .environment, reports > 0 else { return }
    reports -= 1
    suggestions -= 1
    let near = suggestions > 0 ? suggestion(for: assignment.name.value, among: names) : nil
    // A variable that has a value was hardly meant.
    let meant = near.flatMap { values.last($0) == nil ? $0 : nil }
    if let call = values.call {
      bag.report(.undeclaredInput(assignment.name, of: call, near: meant))
      return
    }
    if let near { suggested.insert(near) }
    let isMissing = module.variables.contains { !$0.isOptional && $0.name.value == meant }
    let isRejected = isMissing || assignment.source == .commandLine
    var diagnostic = Diagnostic(
      isRejected ? TerraformProblem.rejectedValue : TerraformProblem.undeclaredValue,
      "the module does not declare the variable `\(assignment.name.value)`",
      at: assignment.name.span)
    diagnostic.help =
      meant.map { .didYouMean($0) } ?? "declare it in a `variable` block, or remove it"
    if let meant { diagnostic.fixes = [.rename(assignment.name, to: meant)] }
    bag.report(diagnostic)
  }

  /// The declared name that was probably meant: a similar one, or one that the name ends in, as
  /// `wandb_license` does.
  private func suggestion(for name: String, among names: KnownNames) -> String? {
    if let near = names.nearest(to: name) { return near }
    return module.variables.first { !$0.isOptional && name.hasSuffix("_" + $0.name.value) }?
      .name.value
  }

  /// The variable with its value; unknown where it has none.
  private mutating func assigned(
    _ values: VariableValues, _ declared: VariableDeclaration
  ) -> VariableDeclaration {
    var variable = declared
    if variable.isSensitive, let span = variable.defaultSpan { module.secretSpans.append(span) }
    let type = variable.type == .any ? nil : variable.type
    variable.value = HCLValue(.unknown(prefix: ""), variable.name.span, type)
    guard let assignment = values.last(variable.name.value) else {
      if let fallback = variable.default {
        variable.origin = .default
        variable.isOpen = !values.isAnySet
        variable.value = fallback
      } else if !variable.isOptional, values.isAnySet, !values.isDamaged,
        !suggested.contains(variable.name.value)
      {
        bag.report(values.call.map { .missingInput(variable, of: $0) } ?? .missing(variable))
      }
      return variable
    }
    variable.origin = .assigned(assignment.name)
    if let input = values.call?.input(named: variable.name.value), input.dependsOnOpen {
      variable.isOpen = true
      if input.isOpen { return variable }
    }
    if let value = converted(assignment.value, for: variable) { variable.value = value }
    return variable
  }

  /// The value as its declaration converts it; nil, and reported, where it does not fit.
  private mutating func converted(
    _ value: HCLValue, for variable: VariableDeclaration
  ) -> HCLValue? {
    guard !value.isNull || variable.isNullable else {
      if !variable.isOptional { bag.report(.null(value.span, variable)) }
      return variable.default
    }
    switch variable.type?.conversion(of: value) {
    case .success(let converted)?: return converted
    case .failure(let mismatch)?:
      bag.report(
        .mismatch(
          TerraformProblem.wrongVariableType, "`\(variable.name.value)\(mismatch.path)`", mismatch,
          of: variable))
      return nil
    case nil: return nil
    }
  }
}

/// The values that files, the environment and the command line set for variables.
struct VariableValues {
  /// Where a value is set, which decides whether an undeclared name is a mistake.
  enum Source {
    case file, environment, commandLine
    /// An argument of the call of a local module.
    case call
  }

  /// One value for one name.
  struct Assignment {
    let name: Located
    let value: HCLValue
    let source: Source
  }

  /// In reading order: of several values for one name, the last counts.
  private(set) var all: [Assignment] = []
  private var indices = NameIndex()
  /// Whether any value is set; without one, the module is probably not meant to run yet.
  private(set) var isAnySet = false
  /// Whether a value may be in a region that did not parse.
  private(set) var isDamaged = false
  /// The call that gives the values; nil for those of the directory.
  private(set) var call: ModuleCall?

  /// The declarations, whose types decide how text is read.
  private let variables: [VariableDeclaration]
  private lazy var declared = Dictionary(
    variables.indices.map { (ExactText(variables[$0].name.value), $0) },
    uniquingKeysWith: { first, _ in first })

  /// `damage` may set variables as well.
  init(of variables: [VariableDeclaration], damage: [SourceSpan]) {
    self.variables = variables
    isDamaged = !damage.isEmpty
  }

  /// What a call gives to the variables of a local module.
  init(of variables: [VariableDeclaration], from call: ModuleCall) {
    self.init(of: variables, damage: [])
    (isAnySet, isDamaged, self.call) = (true, call.isDamaged, call)
    for input in call.inputs {
      add(Assignment(name: input.name, value: input.value, source: .call))
    }
  }

  /// The value that counts.
  func last(_ name: String) -> Assignment? {
    indices.number(of: name) { all[$0].name.value }.map { all[$0] }
  }

  mutating func add(_ file: TfvarsFile) {
    isAnySet = true
    if !file.damage.isEmpty { isDamaged = true }
    for assignment in file.assignments {
      add(Assignment(name: assignment.name, value: assignment.value, source: .file))
    }
  }

  /// Text for a primitive variable is used unchanged, for others it is read as an expression.
  mutating func add(
    _ setting: TerraformInput.Setting, _ source: Source, _ bag: inout DiagnosticBag
  ) {
    isAnySet = true
    let variable = declared[ExactText(setting.name.value)].map { variables[$0] }
    let type = variable?.hasTypeOfItsOwn == true ? variable?.type : .string
    guard let value = setting.value(of: type, &bag) else {
      isDamaged = true
      return
    }
    add(Assignment(name: setting.name, value: value, source: source))
  }

  private mutating func add(_ assignment: Assignment) {
    indices.set(assignment.name, to: all.count) { all[$0].name.value }
    all.append(assignment)
  }
}

extension Diagnostic {
  /// A value that does not fit the type of its variable.
  static func mismatch(
    _ id: DiagnosticID, _ subject: String, _ mismatch: HCLTypeMismatch,
    of variable: VariableDeclaration
  ) -> Diagnostic {
    var diagnostic = Diagnostic(id, "\(subject) is \(mismatch.reason)", at: mismatch.span)
    diagnostic.related = [Label("declared here", variable.name.span)]
    let type = mismatch.expected
    diagnostic.help = type.utf8.count <= 80 ? "the type is `\(type)`" : nil
    return diagnostic
  }

  fileprivate static func missing(_ variable: VariableDeclaration) -> Diagnostic {
    var diagnostic = Diagnostic(
      TerraformProblem.missingValue,
      "`\(variable.name.value)` has neither a value nor a default", at: variable.name.span)
    diagnostic.help =
      "set it in `terraform.tfvars`; Terraform prompts for it at a terminal and fails without one"
    return diagnostic
  }

  /// An argument of a call that the local module does not declare.
  fileprivate static func undeclaredInput(
    _ name: Located, of call: ModuleCall, near: String?
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      TerraformProblem.unknownArgument,
      "`\(name.value.prefix(60))` is not a variable of module `\(call.name.value)`", at: name.span)
    diagnostic.help =
      near.map { .didYouMean($0) } ?? "declare it in the module, or remove the argument"
    if let near, call.input(named: near) == nil { diagnostic.fixes = [.rename(name, to: near)] }
    return diagnostic
  }

  /// A variable of a local module that the call has to set.
  fileprivate static func missingInput(
    _ variable: VariableDeclaration, of call: ModuleCall
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      TerraformProblem.missingArgument,
      "module `\(call.name.value)` requires `\(variable.name.value)`", at: call.name.span)
    diagnostic.related = [Label("declared here", variable.name.span)]
    return diagnostic
  }

  fileprivate static func null(
    _ span: SourceSpan, _ variable: VariableDeclaration
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      TerraformProblem.nullValue,
      "`\(variable.name.value)` must not be null",
      at: span)
    diagnostic.related = [Label("declared with `nullable = false` here", variable.name.span)]
    return diagnostic
  }
}
