import ConfigSyntax
import Diagnostics
import Documents
import Secrets
import Settings
import Terraform

/// A configuration as inputs of one module release, and what they can't express.
struct ModuleInputs {
  let choice: ModuleChoice
  let request: RenderRequest
  private(set) var values: [ModuleInput] = []
  /// What no input expresses.
  var losses = Losses()
  /// Findings about the inputs themselves.
  private(set) var findings: [Diagnostic] = []
  /// Required inputs whose values are not known.
  var missing: [MissingInput] = []
  /// Inputs of the module that installs the server, if it is a separate module.
  var application: [ModuleInput] = []
  var applicationQueue = Queue.internal
  /// The part of the configuration that no input covers yet.
  var rest: Configuration

  static func make(_ request: RenderRequest, _ choice: ModuleChoice) -> ModuleInputs {
    var inputs = ModuleInputs(request, choice)
    inputs.addHost()
    inputs.addFields()
    inputs.addBucket()
    inputs.addExternalBucket()
    inputs.addQueue()
    inputs.addRedis()
    inputs.addApplication()
    inputs.refuseWhatTheModuleMakes()
    inputs.addVariables()
    inputs.addComponentVariables()
    inputs.addChosenInputs()
    inputs.addExistingInputs()
    inputs.addInputsOfOtherClouds()
    inputs.addRequiredInputs()
    inputs.dropFindingsOnConnections()
    inputs.losses.keys = inputs.rest.unmodelled.helm
    inputs.sort()
    return inputs
  }

  private init(_ request: RenderRequest, _ choice: ModuleChoice) {
    self.choice = choice
    self.request = request
    rest = request.configuration
    losses.reader = choice.title
  }

  var resolved: ResolvedConfiguration { request.resolved }

  var holdsSecrets: Bool {
    (values + application).contains { $0.sensitivity == .secret && $0.value != nil }
  }

  // MARK: For the parts

  func isSet(_ input: String) -> Bool { values.contains { $0.name.text == input } }

  /// Sets an input that the release has.
  mutating func set(
    _ input: String, _ value: HCLDocument.Expression?, summary: String? = nil,
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
    [choice.existing?.call, choice.existingApplication?.call].contains { call in
      call?.input(named: input).map { resolved.holdsSensitive($0.value.node) } ?? false
    }
  }

  /// Drops every finding so far inside a span that has a more precise one, or needs none.
  mutating func cover(_ span: SourceSpan) {
    findings.removeAll { span.contains($0.span) }
    losses.covered.append(span)
  }

  mutating func report(_ diagnostic: Diagnostic) { findings.append(diagnostic) }

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
      set(variable.name, nil, isSecret ? .secret : .open)
      let existing = choice.existing?.call.input(named: variable.name)
      if let existing { cover(existing.span) }
      missing.append(MissingInput(variable.name, state(variable.name, existing)))
    }
    // A release may require an input that it does not use.
    for variable in choice.release.variables
    where variable.isRequired && variable.hasNoEffect && !isSet(variable.name) {
      set(variable.name, nil)
      missing.append(MissingInput(variable.name))
    }
  }

  private func state(_ name: String, _ existing: EvaluatedArgument?) -> MissingInput.Existing {
    guard let existing else { return .nothing }
    guard let old = choice.existing?.release else { return .unknown(existing) }
    return old.variable(name) == nil ? .unread(existing) : .unknown(existing)
  }

  private static let secretInputs: Set<String> = ["license"]

  static let summaries = [
    "database_performance_insights_kms_key_arn":
      "ARN of the KMS key for the database's performance data.",
    "database_version": "Version of the database.",
    "kubernetes_legacy_cluster_creator_admin":
      "Whether the principal that creates the cluster administers it.",
    "lumen_agent_wif_audience": "Audience of the agent's federated tokens.",
    "lumen_data_root": "Directory of the agent's data.",
    "wandb_cloud": "The cloud that the server runs in.",
    "wandb_fqdn": "The host name of the server.",
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

/// Inputs in a Terraform directory without a setting.
extension ModuleInputs {
  mutating func addExistingInputs() {
    guard let call = choice.existing?.call else { return }
    for input in call.inputs where !input.value.isNull {
      let name = input.name.value
      guard !Self.isCovered(input, of: choice.module), !isSet(name) else { continue }
      guard choice.uses(name) else {
        report(.inputGone(input, choice))
        continue
      }
      guard input.value.isWhollyKnown,
        let value = HCLDocument.Expression(shown(input))
      else {
        // The finding about the required input covers this.
        if choice.release.variable(name)?.isRequired == true { continue }
        report(.inputNotCarried(input, .unknownValue))
        continue
      }
      set(name, value, isSecret(input) ? .secret : .open)
    }
  }

  /// Inputs of modules for other clouds: only a few names mean the same in all of them.
  mutating func addInputsOfOtherClouds() {
    for (module, input) in choice.others.flatMap({ call in
      call.call.inputs.map { (call.module, $0) }
    }) where !input.value.isNull {
      let name = input.name.value
      guard !Self.isCovered(input, of: module), !isSet(name) else { continue }
      guard choice.uses(name) else {
        report(.inputGone(input, choice))
        continue
      }
      guard Self.common.contains(name) else {
        report(.inputNotCarried(input, .otherValue(choice.title)))
        continue
      }
      guard input.value.isWhollyKnown, let value = HCLDocument.Expression(shown(input)) else {
        report(.inputNotCarried(input, .unknownValue))
        continue
      }
      set(name, value, isSecret(input) ? .secret : .open)
    }
  }

  private static let common: Set = ["namespace", "deletion_protection"]

  /// Inputs that the command line sets by their canonical names.
  mutating func addChosenInputs() {
    for input in rest.unmodelled.inputs where input.origin == .commandLine {
      guard input.module == choice.module, choice.uses(input.name) else {
        report(.inputNotUsed(input, choice))
        continue
      }
      set(input.name, chosen(input), isHidden(input) ? .secret : .open)
    }
  }

  private func isHidden(_ input: Unmodelled.Input) -> Bool {
    choice.release.variable(input.name)?.isSensitive == true
      || SecretNames.looksSecret(input.name)
  }

  /// The value, read like Terraform's `-var`: text as it is, anything else as an expression.
  private func chosen(_ input: Unmodelled.Input) -> HCLDocument.Expression {
    let text = input.value.scalar?.text ?? ""
    if isHidden(input), request.isRedacted { return "REDACTED" }
    guard choice.release.variable(input.name)?.type != "string" else { return .text(.init(text)) }
    var bag = DiagnosticBag()
    var evaluation = HCLEvaluation(.literal)
    let value = HCLParser.readText(text, .code, at: input.value.span, depth: 0, &bag)
      .flatMap { evaluation.silentValue(of: $0) }
    return value.flatMap { HCLDocument.Expression(DocumentValue($0.node)) } ?? .text(.init(text))
  }

  /// The value as it may be written.
  func shown(_ input: EvaluatedArgument) -> DocumentValue {
    request.isRedacted && isSecret(input)
      ? .string("REDACTED") : request.shown(input.value.node)
  }

  func isSecret(_ input: EvaluatedArgument) -> Bool {
    choice.existing?.release?.variable(input.name.value)?.isSensitive == true
      || SecretData.holdsSecrets(DocumentValue(input.value.node))
      || resolved.secretSpans.contains(input.value.span)
  }

  /// Whether a setting covers the input, or the variables of the server do.
  static func isCovered(_ input: EvaluatedArgument, of module: OfficialModule) -> Bool {
    switch ModuleInputTable.row(input.name.value, of: module)?.meaning {
    case .setting, .bucketName, .variable, .hostPart, .flag, .variables, .secretVariables: true
    // Text in place of the object has no setting.
    case .keys: input.value.node.scalar == nil
    case .componentVariables, .chart, .ownOnly, nil: false
    }
  }
}

extension Diagnostic {
  /// An input that is not rendered in the root module.
  static func inputNotCarried(
    _ input: EvaluatedArgument, _ why: Message
  ) -> Diagnostic {
    Diagnostic(
      RenderProblem.notCarried, "`\(input.name.value)` is not rendered: \(why)", at: input.span)
  }

  /// An input from the command line that the release lacks or ignores.
  fileprivate static func inputNotUsed(
    _ input: Unmodelled.Input, _ choice: ModuleChoice
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.notCarried,
      "`\(input.setting)` is not rendered: \(choice.title) does not use it",
      at: input.value.span)
    diagnostic.setting = input.setting
    return diagnostic
  }

  /// An input that the release lacks or ignores.
  static func inputGone(
    _ input: EvaluatedArgument, _ choice: ModuleChoice
  ) -> Diagnostic {
    let name = input.name.value
    let isIgnored = choice.release.variable(name) != nil
    var diagnostic = inputNotCarried(
      input, "\(choice.title) \(isIgnored ? "ignores it" : "does not have this input")")
    let replacements = choice.history.replacements(for: name, in: choice.release)
    if !replacements.isEmpty {
      diagnostic.help =
        "use \(replacements.enumeration) instead"
    }
    return diagnostic
  }
}

extension Message {
  /// Why an input of a module for another cloud is not rendered.
  fileprivate static func otherValue(_ release: String) -> Message {
    "\(release) may require a different value"
  }
}
