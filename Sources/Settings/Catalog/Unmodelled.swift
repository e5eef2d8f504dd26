package import ConfigSyntax
package import Diagnostics
package import Terraform

/// Keys, variables, parameters and inputs that no field claims, kept unchanged for the surface that
/// they came from.
package struct Unmodelled: Sendable {
  /// From Helm values: a tree of mappings, merged across the layers key by key.
  @LayeredTree package var helm: ConfigNode?
  /// From a custom resource, outside `spec.values`; of one of apps.wandb.com/v2, only the metadata.
  @LayeredTree package var operatorResource: ConfigNode?
  /// The `spec` of a custom resource of apps.wandb.com/v2.
  @LayeredTree package var fieldsV2: ConfigNode?
  /// What fields in `fieldsV2` name in Secrets among the inputs.
  package var stored: [Stored] = []
  /// From the values of the operator's own chart.
  @LayeredTree package var operatorChart: ConfigNode?
  /// Variables, from env files, `global.extraEnv` and `global.env`.
  private var variables = VariableTable()
  /// Parameters of connection strings.
  package var parameters: [Parameter] = []
  /// Inputs of the official Terraform modules, in input order.
  package private(set) var inputs: [Input] = []
  private var inputIndices: [ExactText: Int] = [:]
  /// Sections whose keys or variables only Terraform knows.
  package private(set) var unknownSections: [UnknownSection] = []
  /// What the inputs may have elsewhere and lack here, so that only a rendering misses it.
  package private(set) var absentSections: [UnknownSection] = []

  /// Nothing is kept.
  package init() {}

  /// A value in a Secret of Kubernetes.
  package struct Stored: Sendable {
    package let secret: String
    package let key: String
    package let value: ConfigNode

    package init(secret: String, key: String, value: ConfigNode) {
      self.secret = secret
      self.key = key
      self.value = value
    }
  }

  /// One thing that no setting claims, as a surface writes it.
  package enum Piece: Sendable {
    /// Keys of the chart's values, which override those of earlier layers.
    case chartKeys(ConfigNode)
    /// A custom resource without its values.
    case resourceKeys(ConfigNode)
    /// The `spec` of a resource of apps.wandb.com/v2, without what settings claim.
    case fieldsV2(ConfigNode)
    case stored(Stored)
    /// Keys of the operator's own chart.
    case operatorKeys(ConfigNode)
    case variable(Variable)
    /// A variable that a setting claims now, whatever an earlier layer wrote.
    case claimedVariable(String)
    case input(Input)
    case unknownSection(UnknownSection)
    case absentSection(UnknownSection)
  }

  /// A variable without a setting, or with a value that is computed later.
  package struct Variable: Sendable {
    /// Where a variable is written, which decides who turns its value into text.
    package enum Source: Sendable {
      case envFile
      /// Below `global.extraEnv`, or below a component.
      case helm
      /// Below `global.env`, which other containers read than `global.extraEnv`.
      case globalEnv

      /// Whether Helm and Kubernetes turn the value into text.
      package var isHelm: Bool { self != .envFile }
    }

    /// The variable as it is written, without the section that contains it.
    package let name: String
    /// As written, before Helm or Kubernetes turns it into text.
    package let value: ConfigNode
    /// Which file or section it is written back to.
    package let source: Source
    /// The section for every component that contains it, so that null there removes it.
    private let section: GlobalVariables?

    package init(
      name: String, value: ConfigNode, source: Source, in section: GlobalVariables? = nil
    ) {
      self.name = name
      self.value = value
      self.source = source
      self.section = section
    }

    /// Where it is among the variables for every component; nil anywhere else.
    ///
    /// It is not stored, because there may be a hundred thousand variables.
    package var location: Location? { section.map { .helm("\($0.rawValue).\(name)") } }

    /// The same variable with another value.
    package func with(_ value: ConfigNode) -> Variable {
      Variable(name: name, value: value, source: source, in: section)
    }
  }

  /// A section whose contents are unknown.
  package struct UnknownSection: Sendable {
    /// The user's own spelling: `global.mysql`, `other_wandb_env`.
    package let name: String
    /// Where the section is written.
    package let span: SourceSpan

    package init(name: String, span: SourceSpan) {
      self.name = name
      self.span = span
    }
  }

  /// A parameter of a connection string that no setting claims.
  package struct Parameter: Sendable {
    /// Which grammar the URL follows.
    package let kind: Composite.Kind
    /// Which of the two buckets; otherwise the composite's own name.
    package let section: String
    /// The parameter's name, as written.
    package let key: String
    /// The text as written in the URL.
    package let value: String
    /// The write that contained the URL.
    package let assignment: AssignmentID
  }

  /// An input that only the module has.
  package struct Input: Sendable {
    /// Whether a call or values file sets it, or `--set`.
    package enum Origin: Sendable { case module, commandLine }

    /// The module whose input it is.
    package let module: OfficialModule
    /// The variable of the module.
    package let name: String
    /// As Terraform read it, with the types of its pieces.
    package let value: ConfigNode
    /// `--set` overrides what the module's files say.
    package let origin: Origin

    package init(
      module: OfficialModule, name: String, value: ConfigNode, origin: Origin = .module
    ) {
      self.module = module
      self.name = name
      self.value = value
      self.origin = origin
    }

    /// The canonical name: `terraform.aws.kubernetes_instance_types`.
    package var setting: String { module.setting(name) }
  }

  /// Reserves space for more variables.
  mutating func reserveCapacity(forVariables count: Int) { variables.reserveCapacity(for: count) }

  mutating func apply(_ piece: Piece) {
    switch piece {
    case .chartKeys(let tree): _helm.add(tree)
    case .resourceKeys(let tree): _operatorResource.add(tree)
    case .fieldsV2(let tree): _fieldsV2.add(tree)
    case .stored(let value): stored.append(value)
    case .operatorKeys(let tree): _operatorChart.add(tree)
    case .variable(let variable): setVariable(variable)
    case .claimedVariable(let name): removeVariables(named: name)
    case .input(let input): setInput(input)
    case .unknownSection(let section): unknownSections.append(section)
    case .absentSection(let section): absentSections.append(section)
    }
  }

  /// To be called after the last piece, so that reading what is kept takes no time.
  mutating func settle() {
    _helm.settle()
    _operatorResource.settle()
    _fieldsV2.settle()
    _operatorChart.settle()
  }

  /// Passes a location of a composite through unchanged, as a variable.
  mutating func keep(_ member: CompositeMember) {
    guard member.text != nil, let variable = member.variable else { return }
    setVariable(variable)
  }

  /// Removes what is kept of a section of the chart's values.
  mutating func clear(below section: String) {
    helm = helm?.removing(section.split(separator: ".").map(String.init)).rest
    removeVariables { $0.location?.isAtOrBelow(section) == true }
  }

  /// Sets an input; an existing one keeps its position.
  private mutating func setInput(_ input: Input) {
    let name = ExactText(input.setting)
    if let index = inputIndices[name] {
      inputs[index] = input
    } else {
      inputIndices[name] = inputs.count
      inputs.append(input)
    }
  }

  /// The variables, from env files, `global.extraEnv` and `global.env`, in input order.
  package var environment: [Variable] { variables.all }

  /// Sets a variable; an existing one keeps its position.
  package mutating func setVariable(_ variable: Variable) { variables.set(variable) }

  /// The variables by name: one in `global.env` wins over one in `global.extraEnv`.
  package var distinctEnvironment: [Variable] { variables.distinct }

  /// Removes variables that null removes, or that are replaced.
  package mutating func removeVariables(where isRemoved: (Variable) -> Bool) {
    variables.remove(where: isRemoved)
  }

  /// Whether nothing is kept.
  package var isEmpty: Bool {
    ![helm, operatorResource, fieldsV2, operatorChart].contains {
      $0.map(Self.holdsContent) ?? false
    }
      && variables.isEmpty && parameters.isEmpty && inputs.isEmpty && unknownSections.isEmpty
  }

  /// Whether a tree has more than empty sections and nulls.
  private static func holdsContent(_ node: ConfigNode) -> Bool {
    switch node.kind {
    case .scalar: !node.isNull
    case .mapping(let entries): entries.contains { holdsContent($0.value) }
    case .sequence, .damaged, .unknown: true
    }
  }

  /// Whether a variable is passed through unchanged.
  package func keeps(variable name: String) -> Bool { !variables(named: name).isEmpty }

  /// The variables of a name: one at most in `global.env`, and one elsewhere.
  package func variables(named name: String) -> [Variable] { variables.named(name) }

  /// Removes the variables of a name, wherever they are.
  package mutating func removeVariables(named name: String) { variables.remove(named: name) }
}
