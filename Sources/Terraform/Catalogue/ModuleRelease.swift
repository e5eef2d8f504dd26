import Diagnostics

/// One release of a module: its inputs, outputs and requirements.
package struct ModuleRelease: Sendable {
  package let module: OfficialModule
  /// Nil for the default branch after the last release.
  package let version: ModuleVersion?
  /// The inputs, ordered by name.
  package let variables: [ModuleVariable]
  package let outputs: [String]
  package let requiredTerraform: String?
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

  package func variable(_ name: String) -> ModuleVariable? { indices[name].map { variables[$0] } }

  /// The inputs that must be set.
  package var requiredVariables: [String] { variables.filter(\.isRequired).map(\.name) }

  /// The input that was probably meant.
  package func suggestion(for name: String) -> String? {
    NameSuggestion.nearest(to: name, among: variables.map(\.name))
  }

  /// The output that was probably meant.
  package func suggestion(forOutput name: String) -> String? {
    NameSuggestion.nearest(to: name, among: outputs)
  }
}

/// A provider that a module requires.
package struct RequiredProvider: Hashable, Sendable {
  package let name: String
  /// Its address in the registry: `hashicorp/aws`.
  package let source: String
  package let constraint: String

  package init(name: String, source: String, constraint: String) {
    (self.name, self.source, self.constraint) = (name, source, constraint)
  }
}

/// An input variable of one release.
package struct ModuleVariable: Sendable {
  package let name: String
  /// The type expression as the module spells it: `list(string)`.
  package let type: String
  /// The default as an expression; nil when the input is required.
  package let defaultText: String?
  package let isSensitive: Bool
  /// Whether null is accepted as a value; where it is not, null means the default.
  package let isNullable: Bool
  /// Whether the release accepts the input but never uses it.
  package let hasNoEffect: Bool
  /// The values that the module's own validation accepts; empty where it accepts all.
  package let allowedValues: [String]
  /// Flaws of the release that affect the input, each one clause.
  package let notes: [String]

  package var isRequired: Bool { defaultText == nil }
}
