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
  /// Variables, from env files, `global.extraEnv` and `global.env`, in input order.
  package private(set) var environment: [Variable] = []
  private var variablePlaces: [ExactText: Int] = [:]
  /// Parameters of connection strings.
  package var parameters: [Parameter] = []
  /// Inputs of the official Terraform modules, in input order.
  package private(set) var inputs: [Input] = []
  private var inputPlaces: [ExactText: Int] = [:]
  /// Sections whose keys or variables only Terraform knows.
  package private(set) var unknownSections: [UnknownSection] = []

  /// One thing that no setting claims, as a surface writes it.
  package enum Piece: Sendable {
    /// Keys of the chart's values, which override those of earlier layers.
    case chartKeys(ConfigNode)
    /// A custom resource without its values.
    case resourceKeys(ConfigNode)
    /// Keys of the operator's own chart.
    case operatorKeys(ConfigNode)
    case variable(Variable)
    /// A variable that a setting claims now, whatever an earlier layer wrote.
    case claimedVariable(String)
    case input(Input)
    case unknownSection(UnknownSection)
  }

  package struct Variable: Sendable {
    package enum Source: Sendable {
      case envFile
      /// Below `global.extraEnv`, or below a component.
      case helm
      /// Below `global.env`, which other containers read than `global.extraEnv`.
      case globalEnv

      /// Whether Helm and Kubernetes turn the value into text.
      package var isHelm: Bool { self != .envFile }
    }

    package let name: String
    package let value: ConfigNode
    package let source: Source

    package init(name: String, value: ConfigNode, source: Source) {
      self.name = name
      self.value = value
      self.source = source
    }

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

    package init(name: String, span: SourceSpan) {
      self.name = name
      self.span = span
    }
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

  mutating func apply(_ piece: Piece) {
    switch piece {
    case .chartKeys(let tree): helm = helm.map { $0.overridden(by: tree) } ?? tree
    case .resourceKeys(let tree):
      operatorResource = operatorResource.map { $0.overridden(by: tree) } ?? tree
    case .operatorKeys(let tree):
      operatorChart = operatorChart.map { $0.overridden(by: tree) } ?? tree
    case .variable(let variable): setVariable(variable)
    case .claimedVariable(let name): removeVariables { $0.name.isExactly(name) }
    case .input(let input): setInput(input)
    case .unknownSection(let section): unknownSections.append(section)
    }
  }

  /// Passes a location of a composite through unchanged, as a variable.
  mutating func keep(_ member: CompositeMember) {
    guard let name = member.origin.spelling.split(separator: ".").last, let text = member.text
    else { return }
    setVariable(
      Variable(
        name: String(name),
        value: ConfigNode(.scalar(Scalar(text.text, .environment)), member.origin.span),
        source: .envFile))
  }

  /// Removes what is kept of a section of the chart's values.
  mutating func clear(below section: String) {
    helm = helm?.removing(section.split(separator: ".").map(String.init)).rest
    guard section == "global" || section == "global.extraEnv" else { return }
    removeVariables { $0.source == .helm || $0.source == .globalEnv && section == "global" }
  }

  /// Sets an input; an existing one keeps its position.
  private mutating func setInput(_ input: Input) {
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
    if variable.source == .envFile {
      removeVariables { $0.source == .globalEnv && $0.name.isExactly(variable.name) }
    }
    if let place = variablePlaces[variable.identity] {
      environment[place] = variable
    } else {
      variablePlaces[variable.identity] = environment.count
      environment.append(variable)
    }
  }

  /// The variables by name: one in `global.env` wins over one in `global.extraEnv`.
  package var distinctEnvironment: [Variable] {
    environment.filter {
      $0.source == .globalEnv || variablePlaces[.inGlobalEnv($0.name)] == nil
    }
  }

  package mutating func removeVariables(where isRemoved: (Variable) -> Bool) {
    guard environment.contains(where: isRemoved) else { return }
    environment.removeAll(where: isRemoved)
    variablePlaces = Dictionary(
      environment.enumerated().map { ($1.identity, $0) }
    ) { first, _ in first }
  }

  /// Whether nothing is kept.
  package var isEmpty: Bool {
    ![helm, operatorResource, operatorChart].contains { $0.map(Self.holdsContent) ?? false }
      && environment.isEmpty && parameters.isEmpty && inputs.isEmpty && unknownSections.isEmpty
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
  package func keeps(variable name: String) -> Bool {
    variablePlaces[ExactText(name)] != nil || variablePlaces[.inGlobalEnv(name)] != nil
  }
}

extension Unmodelled.Variable {
  /// What a later layer has to write to replace it.
  fileprivate var identity: ExactText {
    source == .globalEnv ? .inGlobalEnv(name) : ExactText(name)
  }
}

extension ExactText {
  fileprivate static func inGlobalEnv(_ name: String) -> ExactText {
    ExactText("global.env." + name)
  }
}
