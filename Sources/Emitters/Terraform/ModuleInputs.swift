import ConfigSyntax
import Diagnostics
import Documents
import Settings
import Terraform

/// A configuration as inputs of one module release, and what they can't express.
struct ModuleInputs {
  let choice: ModuleChoice
  let resolved: ResolvedConfiguration
  let secrets: EmitOptions.Secrets
  private(set) var values: [ModuleInput] = []
  private(set) var findings: [Diagnostic] = []
  /// Inputs of the module that installs the server, if it is a separate module.
  var application: [ModuleInput] = []
  var applicationQueue = Queue.internal
  /// Settings that exist only on another surface.
  var foreign: [Field<Configuration>] = []
  /// The part of the configuration that no input covers yet.
  var rest: Configuration

  static func make(
    _ resolved: ResolvedConfiguration, _ choice: ModuleChoice, _ options: EmitOptions
  ) -> ModuleInputs {
    var inputs = ModuleInputs(resolved, choice, options)
    inputs.addHost()
    inputs.addFields()
    inputs.addBucket()
    inputs.addQueue()
    inputs.addRedis()
    inputs.addApplication()
    inputs.refuseWhatTheModuleMakes()
    inputs.addVariables(options)
    inputs.addComponentVariables()
    inputs.addChosenInputs()
    inputs.addGivenInputs()
    inputs.addInputsOfOtherClouds()
    inputs.addRequiredInputs()
    inputs.dropFindingsOnConnections()
    inputs.reportKeys()
    inputs.sort()
    return inputs
  }

  private init(
    _ resolved: ResolvedConfiguration, _ choice: ModuleChoice, _ options: EmitOptions
  ) {
    self.choice = choice
    self.resolved = resolved
    secrets = options.secrets
    rest = Redaction.apply(resolved, options)
    var bag = DiagnosticBag()
    UnknownValues.take(from: &rest, &bag)
    findings = bag.sorted
  }

  var holdsSecrets: Bool {
    secrets == .literal
      && (values + application).contains { $0.sensitivity == .secret && $0.value != nil }
  }

  // MARK: For the parts

  func isSet(_ input: String) -> Bool { values.contains { $0.name.text == input } }

  /// Sets an input that the release has.
  mutating func set(
    _ input: String, _ value: HCLDocument.Expression?, _ summary: String? = nil,
    _ sensitivity: Artifact.Sensitivity = .open
  ) {
    guard let name = HCLDocument.Name(input), let variable = choice.release.variable(input),
      !isSet(input)
    else { return }
    let isSensitive = variable.isSensitive || sensitivity == .secret || isSensitive(input)
    values.append(
      ModuleInput(
        name: name, type: HCLDocument.Expression(typeText: variable.type), value: value,
        summary: summary ?? Self.summaries[input], sensitivity: isSensitive ? .secret : .open))
  }

  /// Whether an existing call sets it to a value that depends on a sensitive variable.
  func isSensitive(_ input: String) -> Bool {
    [choice.given?.call, choice.givenApplication?.call].contains { call in
      call?.input(named: input).map { resolved.holdsSensitive($0.value.node) } ?? false
    }
  }

  mutating func dropFindings(where isWrong: (Diagnostic) -> Bool) {
    findings.removeAll(where: isWrong)
  }

  mutating func report(_ diagnostic: Diagnostic) { findings.append(diagnostic) }

  mutating func refuse(_ field: Field<Configuration>, _ why: Message) {
    findings.append(.notCarried(field, why, resolved))
  }

  /// Removes the setting from `rest`.
  mutating func clear(_ field: Field<Configuration>) {
    guard let last = field.history(rest).last else { return }
    _ = field.write(.nothing, last, &rest)
  }

  // MARK: Required inputs

  private mutating func addRequiredInputs() {
    for variable in choice.release.variables
    where variable.isRequired && !variable.hasNoEffect && !isSet(variable.name) {
      let isSecret = Self.secretInputs.contains(variable.name)
      set(variable.name, nil, nil, isSecret ? .secret : .open)
      let given = choice.given?.call.input(named: variable.name)
      if let given { findings.removeAll { given.span.contains($0.span) } }
      findings.append(
        .inputNotKnown(
          variable.name,
          "`\(choice.name)` requires `\(variable.name)`, \(reason(given))",
          at: given?.span ?? choice.place(resolved)))
    }
    // A release may require an input that it does not use.
    for variable in choice.release.variables
    where variable.isRequired && variable.hasNoEffect && !isSet(variable.name) {
      set(variable.name, nil)
      findings.append(
        .inputNotKnown(
          variable.name, "`\(choice.name)` requires `\(variable.name)`, although it ignores it",
          at: choice.place(resolved)))
    }
  }

  /// Why the input has no value: its old release may lack it, so that nothing was ever read from it.
  private func reason(_ given: EvaluatedArgument?) -> String {
    guard let given, let old = choice.given?.release, let version = old.version,
      old.variable(given.name.value) == nil
    else { return Diagnostic.reason(given) }
    return "which module `\(choice.module.rawValue)` \(version) does not have, so it was not read"
  }

  private static let secretInputs: Set<String> = ["license"]

  static let summaries = [
    "namespace": "Name prefix of the resources.",
    "location": "Azure region of the resources.",
    "license": "The license, a JSON Web Token with three parts.",
    "domain_name": "Domain of the instance.",
    "zone_id": "DNS zone that contains the domain.",
    "allowed_inbound_cidr": "IPv4 ranges that may access the instance.",
    "allowed_inbound_ipv6_cidr": "IPv6 ranges that may access the instance.",
    "eks_cluster_version": "Kubernetes version of the cluster.",
  ]

  /// Sorts the inputs in the order of the documentation, then of the settings.
  private mutating func sort() {
    func rank(_ input: ModuleInput) -> Int {
      Self.order.firstIndex(of: input.name.text) ?? Self.order.count
    }
    values = values.enumerated()
      .sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
      .map(\.element)
  }

  private static let order = [
    "namespace", "location", "license", "domain_name", "subdomain", "ssl", "zone_id",
    "allowed_inbound_cidr", "allowed_inbound_ipv6_cidr", "eks_cluster_version", "size",
  ]
}

extension Diagnostic {
  /// A variable that only the user can set.
  static func inputNotKnown(
    _ name: String, _ message: Message, at place: SourceSpan
  ) -> Diagnostic {
    var diagnostic = Diagnostic(RenderProblem.inputNotKnown, message, at: place)
    diagnostic.help = "set `\(name)` in terraform.tfvars"
    return diagnostic
  }

  /// Why a variable has no value, as a clause that follows its name.
  static func reason(_ given: EvaluatedArgument?) -> String {
    given == nil ? "which no input sets" : "whose value is not known here"
  }
}
