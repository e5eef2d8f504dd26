package import ConfigSyntax
package import Diagnostics

/// The type and the default of an input as Terraform reads them.
extension ModuleVariable {
  /// The parsed type; nil for an invalid one, which a user's own catalogue may contain.
  package func constraint(at span: SourceSpan) -> HCLType? {
    var bag = DiagnosticBag()
    let id = TerraformProblem.invalidType
    return HCLParser.read(type, .code, at: span, depth: 0, &bag).flatMap {
      HCLTypeConstraint.read($0, id, id, &bag)
    }
  }

  /// The default as a value; nil without one.
  package func `default`(at span: SourceSpan) -> HCLValue? {
    guard let defaultText else { return nil }
    var bag = DiagnosticBag()
    var evaluation = HCLEvaluation(.module(variables: [:]))
    return HCLParser.read(defaultText, .code, at: span, depth: 0, &bag).flatMap {
      evaluation.silentValue(of: $0)
    }
  }

  /// Whether the value has the type, as far as it is known.
  package func admits(_ value: HCLValue) -> Bool {
    guard !value.isNull, let type = constraint(at: value.span) else { return true }
    if case .failure = type.conversion(of: value) { return false }
    return true
  }
}
