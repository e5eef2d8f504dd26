package import ConfigSyntax
package import Diagnostics
package import Terraform

/// Keys, variables, parameters and inputs that no field claims, kept unchanged for the surface that
/// they came from.
package struct Unmodelled: Sendable {
  /// From Helm values: a tree of mappings, merged across the layers key by key.
  package var helm: ConfigNode?
  /// From a custom resource, outside `spec.values`.
  package var operatorResource: ConfigNode?
  /// From the values of the operator's own chart.
  package var operatorChart: ConfigNode?
  /// Variables, from env files and from `global.extraEnv`, in input order.
  package private(set) var environment: [Variable] = []
  private var variablePlaces: [ExactText: Int] = [:]
  /// Parameters of connection strings.
  package var parameters: [Parameter] = []
  /// Inputs of the official Terraform modules, in input order.
  package private(set) var inputs: [Input] = []
  private var inputPlaces: [ExactText: Int] = [:]
  /// Sections whose keys or variables only Terraform knows.
  package private(set) var unknownSections: [UnknownSection] = []

  package struct Variable: Sendable {
    package enum Source: Sendable { case envFile, helm }

    package let name: String
    package let value: ConfigNode
    package let source: Source

    /// The same variable with another value.
    package func with(_ value: ConfigNode) -> Variable {
      Variable(name: name, value: value, source: source)
    }
  }

  /// A section whose contents are unknown.
  package struct UnknownSection: Sendable {
    /// The user's own spelling: `global.mysql`, `other_wandb_env`.
    package let name: String
    package let span: SourceSpan
  }

  package struct Parameter: Sendable {
    package let kind: Composite.Kind
    /// Which of the two buckets; otherwise the composite's own name.
    package let section: String
    package let key: String
    /// The text as written in the URL.
    package let value: String
    package let assignment: AssignmentID
  }

  /// An input that only the module has.
  package struct Input: Sendable {
    package enum Origin: Sendable { case module, commandLine }

    package let module: OfficialModule
    package let name: String
    package let value: ConfigNode
    package var origin = Origin.module

    /// The canonical name: `terraform.aws.kubernetes_instance_types`.
    package var setting: String { module.setting(name) }
  }

  mutating func addUnknown(_ section: UnknownSection) { unknownSections.append(section) }

  /// Sets an input; an existing one keeps its position.
  mutating func setInput(_ input: Input) {
    let name = ExactText(input.setting)
    if let place = inputPlaces[name] {
      inputs[place] = input
    } else {
      inputPlaces[name] = inputs.count
      inputs.append(input)
    }
  }

  /// Sets a variable; an existing one keeps its position.
  package mutating func setVariable(_ variable: Variable) {
    if let place = variablePlaces[ExactText(variable.name)] {
      environment[place] = variable
    } else {
      variablePlaces[ExactText(variable.name)] = environment.count
      environment.append(variable)
    }
  }

  /// Removes a variable, if it exists.
  mutating func removeVariable(_ name: String) {
    removeVariables { $0.name.isExactly(name) }
  }

  package mutating func removeVariables(where isRemoved: (Variable) -> Bool) {
    guard environment.contains(where: isRemoved) else { return }
    environment.removeAll(where: isRemoved)
    variablePlaces = Dictionary(
      environment.enumerated().map { (ExactText($1.name), $0) }
    ) { first, _ in first }
  }

  /// Whether a variable is passed through unchanged.
  package func keeps(variable name: String) -> Bool { variablePlaces[ExactText(name)] != nil }

  package var isEmpty: Bool {
    helm == nil && operatorResource == nil && operatorChart == nil && environment.isEmpty
      && parameters.isEmpty && inputs.isEmpty
  }
}
