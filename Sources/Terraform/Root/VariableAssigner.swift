import ConfigSyntax
import Diagnostics

/// Gives the variables of a module their values.
struct VariableAssigner {
  private(set) var module: RootModule
  private(set) var bag = DiagnosticBag()
  private var places: [ExactText: Int] = [:]
  /// How many names without a declaration are still told, and held against the declared ones: a
  /// file of thousands is another's.
  private var told = 1000
  private var suggestions = 100

  init(module: RootModule) {
    self.module = module
    for (place, variable) in module.variables.enumerated() {
      places[ExactText(variable.name.value)] = place
    }
  }

  mutating func assign(_ values: VariableValues) {
    let names = KnownNames(module.variables.map(\.name.value))
    for assignment in values.all {
      if let place = places[ExactText(assignment.name.value)] {
        guard module.variables[place].isSensitive else { continue }
        module.secretSpans.append(assignment.value.span)
      } else {
        report(assignment, among: names)
      }
    }
    for place in module.variables.indices {
      module.variables[place] = assigned(values, module.variables[place])
    }
  }

  private mutating func report(_ assignment: VariableValues.Assignment, among names: KnownNames) {
    // A variable may stand in what did not parse; the environment is everybody's.
    guard !module.isDamaged, assignment.source != .environment, told > 0 else { return }
    told -= 1
    suggestions -= 1
    let near = suggestions > 0 ? suggestion(for: assignment.name.value, among: names) : nil
    let isMistake = near != nil || assignment.source == .commandLine
    var diagnostic = Diagnostic(
      TerraformProblem.undeclaredValue, isMistake ? .error : .warning,
      "the module declares no variable `\(assignment.name.value)`", at: assignment.name.span)
    diagnostic.help =
      near.map { "did you mean `\($0)`?" } ?? "declare it in a `variable` block, or remove it"
    bag.report(diagnostic)
  }

  /// The declared name that was meant: one that looks alike, or one that the name ends in, as
  /// `wandb_license` does.
  private func suggestion(for name: String, among names: KnownNames) -> String? {
    if let near = names.nearest(to: name) { return near }
    return module.variables.first { !$0.isOptional && name.hasSuffix("_" + $0.name.value) }?
      .name.value
  }

  /// The variable with its value, unknown where it has none.
  private mutating func assigned(
    _ values: VariableValues, _ declared: VariableDeclaration
  ) -> VariableDeclaration {
    var variable = declared
    if variable.isSensitive, let span = variable.standardSpan { module.secretSpans.append(span) }
    let type = variable.type == .any ? nil : variable.type
    variable.value = HCLValue(.unknown(prefix: ""), variable.name.span, type)
    guard let assignment = values.last(variable.name.value) else {
      if let standard = variable.standard {
        variable.origin = .standard
        variable.value = standard
      } else if !variable.isOptional, values.isGiven, !values.isDamaged {
        bag.report(.missing(variable))
      }
      return variable
    }
    variable.origin = .given(assignment.name)
    if let value = converted(assignment.value, for: variable) { variable.value = value }
    return variable
  }

  /// nil, and reported, where the declaration excludes the value.
  private mutating func converted(
    _ value: HCLValue, for variable: VariableDeclaration
  ) -> HCLValue? {
    guard !value.isNull || variable.isNullable else {
      if !variable.isOptional { bag.report(.null(value.span, variable)) }
      return variable.standard
    }
    switch variable.type?.conversion(of: value) {
    case .success(let converted)?: return converted
    case .failure(let mismatch)?:
      bag.report(
        .mismatch(
          TerraformProblem.wrongVariableType, "`\(variable.name.value)\(mismatch.path)`", mismatch,
          variable))
      return nil
    case nil: return nil
    }
  }
}

extension Diagnostic {
  fileprivate static func missing(_ variable: VariableDeclaration) -> Diagnostic {
    var diagnostic = Diagnostic(
      TerraformProblem.missingValue,
      "`\(variable.name.value)` has neither a value nor a default", at: variable.name.span)
    diagnostic.help =
      "set it in `terraform.tfvars`; Terraform asks for it at a terminal and stops without one"
    return diagnostic
  }

  fileprivate static func null(
    _ span: SourceSpan, _ variable: VariableDeclaration
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      TerraformProblem.nullValue,
      "`\(variable.name.value)` is null, which its declaration excludes",
      at: span)
    diagnostic.related = [Label("declared with `nullable = false` here", variable.name.span)]
    return diagnostic
  }
}
