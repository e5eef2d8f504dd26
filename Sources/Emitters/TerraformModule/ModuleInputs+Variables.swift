import ConfigSyntax
import Diagnostics
import Documents
import Settings
import Surfaces
import Terraform

/// Variables of the server's containers.
extension ModuleInputs {
  /// `other_wandb_env`, which the modules pass on as `global.extraEnv`.
  mutating func addVariables() {
    var plain = request.options
    plain.environmentNames = .canonical
    let projection = Projection.project(rest, on: .environment, plain)
    losses.add(settingsOf: projection.losses)
    losses.foreign = projection.losses.foreign
    var members: [(name: String, text: String)] = []
    for (location, value) in projection.values {
      guard case .string(let text) = value else { continue }
      members.append((location.name, KubernetesText.escape(text)))
    }
    for variable in rest.unmodelled.distinctEnvironment {
      guard let text = text(of: variable) else {
        refuse(variable.name, Self.reason(variable.value), variable.value.span)
        continue
      }
      members.append((variable.name, text))
    }
    setVariables(members)
  }

  /// Why a value that is not text is not rendered.
  private static func reason(_ value: ConfigNode) -> Message {
    if case .unknown = value.kind { return .unknownValue }
    return .noModuleReferences
  }

  private mutating func setVariables(_ members: [(name: String, text: String)]) {
    guard !members.isEmpty else { return }
    let isTaken =
      choice.uses("other_wandb_env")
      || choice.application?.release.variable("other_wandb_env") != nil
    guard isTaken else {
      for member in members {
        refuse(member.name, .noInput(of: choice.title), span(ofVariable: member.name))
      }
      return
    }
    let holdsSecrets = members.contains { member in
      isSecret(member.name, member.text)
        || field(ofVariable: member.name).map(resolved.isSensitive) == true
        || rest.unmodelled.variables(named: member.name).contains {
          resolved.holdsSensitive($0.value)
        }
    }
    func object(_ shown: (String) -> String) -> HCLDocument.Expression {
      .object(members.map { .init($0.name, .text(shown($0.text))) })
    }
    let sensitivity: Artifact.Sensitivity = holdsSecrets ? .secret : .open
    let isParsed = choice.module.helmTextInputs.contains("other_wandb_env")
    set(
      "other_wandb_env", object { isParsed ? HelmSetText.written($0) : $0 },
      summary: "Variables of the server.", sensitivity)
    setApplication(
      "other_wandb_env", object { $0 }, summary: "Variables of the server.", sensitivity)
  }

  private func isSecret(_ name: String, _ text: String) -> Bool {
    SecretNames.resemblesSecret(name) || SecretText.isSecret(text)
      || field(ofVariable: name)?.isSecret == true
  }

  private func field(ofVariable name: String) -> Field<Configuration>? {
    guard FieldCatalog.builtIn.knows(variable: name) else { return nil }
    let location = Location.environment(name)
    return FieldCatalog.fixed.lazy.flatMap(\.fields).first { field in
      field.spellings.contains { $0.location == location && $0.role != .derived }
    }
  }

  private func span(ofVariable name: String) -> SourceSpan {
    if let variable = rest.unmodelled.variables(named: name).first {
      return variable.value.span
    }
    let last = field(ofVariable: name)?.history(resolved.configuration).last
    return last.map { resolved[$0].span } ?? resolved.beginning
  }

  /// The text as written in Helm values; text from an env file is escaped, so Kubernetes does not
  /// expand it.
  private func text(of variable: Unmodelled.Variable) -> String? {
    guard let scalar = variable.value.scalar else { return nil }
    return variable.source == .envFile ? KubernetesText.escape(scalar.text) : scalar.text
  }

  private mutating func refuse(_ variable: String, _ why: Message, _ span: SourceSpan) {
    report(.variableNotCarried(variable, why, at: span))
  }

  // MARK: Components

  /// Adds `app.extraEnv` as `app_wandb_env`, if the release passes it on.
  mutating func addComponentVariables() {
    guard let entries = rest.unmodelled.helm?.entries else { return }
    var left: [Entry] = []
    for entry in entries {
      let input = "\(entry.key.value)_wandb_env"
      guard Self.components.contains(entry.key.value), choice.uses(input),
        let variables = entry.value["extraEnv"]?.entries,
        variables.allSatisfy({ $0.value.scalar != nil })
      else {
        left.append(entry)
        continue
      }
      let members = variables.map { ($0.key.value, $0.value.scalar?.text ?? "") }
      let original = resolved.configuration.unmodelled.helm?[entry.key.value]?["extraEnv"]
      let holdsSecrets = (original?.entries ?? variables).contains {
        isSecret($0.key.value, $0.value.scalar?.text ?? "") || resolved.holdsSensitive($0.value)
      }
      let isHidden = holdsSecrets && request.isRedacted
      set(
        input,
        .object(
          members.map { .init($0.0, .text(isHidden ? "REDACTED" : HelmSetText.written($0.1))) }),
        summary: "Variables of component \(entry.key.value).", holdsSecrets ? .secret : .open)
      let others = (entry.value.entries ?? []).filter { $0.key.value != "extraEnv" }
      guard !others.isEmpty else { continue }
      left.append(
        Entry(key: entry.key, value: ConfigNode(.mapping(others), entry.value.span)))
    }
    guard let helm = rest.unmodelled.helm else { return }
    rest.unmodelled.helm = ConfigNode(.mapping(left), helm.span)
  }

  private static let components = ["app", "parquet", "weave"]
}

/// Inputs of the module that installs the server, if it is a separate module.
extension ModuleInputs {
  mutating func addApplication() {
    guard let release = choice.application?.release else { return }
    for row in ModuleInputTable.rows where row.isFor(.kubernetes) && !row.isConnection {
      let name = row.name
      guard let field = row.sameText.flatMap({ FieldCatalog.field(named: $0) }),
        let variable = release.variable(name), !variable.hasNoEffect,
        let text = text(of: field),
        variable.allowedValues.isEmpty || variable.allowedValues.contains(text)
      else { continue }
      setApplication(name, .text(text), summary: field.summary, field.isSecret ? .secret : .open)
      clear(field)
    }
    addExistingApplicationInputs()
    guard !application.contains(where: { $0.name == "license" }) else { return }
    setApplication("license", nil, summary: Self.summaries["license"], .secret)
    missing.append(MissingInput("license"))
  }

  /// Sets an input that the release has; if both modules have the variable, the other module's
  /// stays.
  mutating func setApplication(
    _ input: String, _ value: HCLDocument.Expression?, summary: String? = nil,
    _ sensitivity: Artifact.Sensitivity
  ) {
    guard let name = HCLDocument.Name(input), !isSet(input),
      let variable = choice.application?.release.variable(input),
      !application.contains(where: { $0.name == name })
    else { return }
    let isSecret = variable.isSensitive || sensitivity == .secret || isSensitive(input)
    application.append(
      ModuleInput(
        name: name, type: HCLDocument.Expression(typeText: variable.type), value: value,
        summary: summary, sensitivity: isSecret ? .secret : .open))
  }

  /// The inputs of module kubernetes about the other module's database and bucket are not lost:
  /// they are rendered again, or the cloud's module connects them itself.
  mutating func dropFindingsOnConnections() {
    let connections = (choice.existingApplication?.call.inputs ?? []).filter {
      ModuleInputTable.row($0.name.value, of: .kubernetes)?.isConnection == true
        && $0.isMade(by: choice.existing?.call)
    }
    for connection in connections { cover(connection.span) }
  }

  /// Inputs of the existing call without a setting.
  private mutating func addExistingApplicationInputs() {
    for input in choice.existingApplication?.call.inputs ?? [] where !input.value.isNull {
      let name = input.name.value
      guard !Self.isCovered(input, of: .kubernetes) else { continue }
      guard choice.application?.release.variable(name)?.hasNoEffect == false, !isSet(name) else {
        report(.inputNotCarried(input, .inputIsGone))
        continue
      }
      guard input.value.isWhollyKnown, let value = HCLDocument.Expression(shown(input)) else {
        report(.inputNotCarried(input, .unknownValue))
        continue
      }
      setApplication(name, value, isSecret(input) ? .secret : .open)
    }
  }
}

extension Diagnostic {
  fileprivate static func variableNotCarried(
    _ variable: String, _ why: Message, at span: SourceSpan
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.notCarried, "variable `\(variable)` is not rendered: \(why)", at: span)
    diagnostic.setting = "env.\(variable)"
    return diagnostic
  }
}

extension Message {
  fileprivate static var inputIsGone: Message { "the input no longer exists" }
}
