package import ConfigSyntax
package import Diagnostics

/// One release of a module: its inputs, its outputs, and the programs that it requires.
package struct ModuleRelease: Sendable {
  /// The module, or the submodule.
  package let module: OfficialModule
  /// Nil for the default branch after the last release.
  package let version: ModuleVersion?
  /// The inputs, ordered by name.
  package let variables: [ModuleVariable]
  /// The names of its outputs, in the order of the catalogue.
  package let outputs: [String]
  /// The constraint in its `required_version`, as the module spells it.
  package let requiredTerraform: String?
  /// The rows of its `required_providers`.
  package let requiredProviders: [RequiredProvider]
  private let indices: [String: Int]

  init(
    _ module: OfficialModule, _ version: ModuleVersion?, variables: [ModuleVariable],
    outputs: [String], requiredTerraform: String?, requiredProviders: [RequiredProvider]
  ) {
    (self.module, self.version, self.variables) = (module, version, variables)
    (self.outputs, self.requiredTerraform) = (outputs, requiredTerraform)
    self.requiredProviders = requiredProviders
    indices = Dictionary(
      zip(variables.lazy.map(\.name), variables.indices), uniquingKeysWith: { first, _ in first })
  }

  /// The input of this name; nil where the release has none.
  package func variable(_ name: String) -> ModuleVariable? { indices[name].map { variables[$0] } }

  /// The inputs that must be set.
  package var requiredVariables: [String] { variables.filter(\.isRequired).map(\.name) }

  /// How messages name the release: "module `aws` 7.18.2".
  package var title: String {
    version.map { "module `\(module.rawValue)` \($0)" }
      ?? "the default branch of module `\(module.rawValue)`"
  }

  /// The input that was probably meant by a name that the release lacks.
  package func suggestion(for name: String) -> String? {
    NameSuggestion.nearest(to: name, among: variables.map(\.name))
  }

  /// The output that was probably meant by a name that the release lacks.
  package func suggestion(forOutput name: String) -> String? {
    NameSuggestion.nearest(to: name, among: outputs)
  }
}

/// A row of a module's `required_providers`.
package struct RequiredProvider: Hashable, Sendable {
  /// The name that the module uses for it, such as `aws`.
  package let name: String
  /// Its address in the registry: `hashicorp/aws`.
  package let source: String
  /// The versions that the module supports, as it spells them: `~> 5.95`.
  package let constraint: String

  /// A requirement that is not part of a catalogue, for rendered modules.
  package init(name: String, source: String, constraint: String) {
    (self.name, self.source, self.constraint) = (name, source, constraint)
  }
}

/// An input as one release declares it.
package struct ModuleVariable: Sendable {
  /// As in `variable "NAME"`.
  package let name: String
  /// The type expression as the module spells it: `list(string)`.
  package let type: String
  /// The default as an expression; nil when the input is required.
  package let defaultText: String?
  /// Whether Terraform hides its value.
  package let isSensitive: Bool
  /// Whether null is accepted as a value; where it is not, null means the default.
  package let isNullable: Bool
  /// Whether the release accepts the input but never uses it.
  package let hasNoEffect: Bool
  /// The values that the module's own validation accepts; empty where it accepts all.
  package let allowedValues: [String]
  /// Flaws of the release that affect the input, each one clause.
  package let notes: [String]

  /// Whether a call must set it.
  package var isRequired: Bool { defaultText == nil }
}

/// The type and the default of an input as Terraform reads them.
extension ModuleVariable {
  /// The parsed type; nil for an invalid one, which a user's own catalogue may contain.
  package func constraint(at span: SourceSpan) -> HCLType? {
    var bag = DiagnosticBag()
    let id = TerraformProblem.invalidType
    return HCLParser.readText(type, .code, at: span, depth: 0, &bag).flatMap {
      HCLTypeConstraint.read($0, id, forDefaults: id, &bag)
    }
  }

  /// The default as a value; nil without one.
  package func `default`(at span: SourceSpan) -> HCLValue? {
    guard let defaultText else { return nil }
    var bag = DiagnosticBag()
    var evaluation = HCLEvaluation(.module(variables: [:]))
    return HCLParser.readText(defaultText, .code, at: span, depth: 0, &bag).flatMap {
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
