import ConfigSyntax
import Diagnostics

/// Assigns values to the variables of a module.
struct VariableAssigner {
  private(set) var module: RootModule
  private(set) var bag = DiagnosticBag()
  private var places: [ExactText: Int] = [:]
  /// How many more undeclared names are reported, and compared with the declared ones: a file with
  /// thousands belongs to another module.
  private var reports = 1000
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
    // A variable may be declared in damaged text; all programs share the environment.
    guard !module.isDamaged, assignment.source != .environment, reports > 0 else { return }
    reports -= 1
    suggestions -= 1
    let near = suggestions > 0 ? suggestion(for: assignment.name.value, among: names) : nil
    let isMistake = near != nil || assignment.source == .commandLine
    var diagnostic = Diagnostic(
      TerraformProblem.undeclaredValue, isMistake ? .error : .warning,
      "the module does not declare the variable `\(assignment.name.value)`",
      at: assignment.name.span)
    diagnostic.help =
      near.map { "did you mean `\($0)`?" } ?? "declare it in a `variable` block, or remove it"
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
        variable.value = fallback
      } else if !variable.isOptional, values.isGiven, !values.isDamaged {
        bag.report(.missing(variable))
      }
      return variable
    }
    variable.origin = .given(assignment.name)
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
      "set it in `terraform.tfvars`; Terraform prompts for it at a terminal and fails without one"
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
