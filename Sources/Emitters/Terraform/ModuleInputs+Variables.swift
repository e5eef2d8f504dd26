import ConfigSyntax
import Diagnostics
import Documents
import Settings
import Surfaces
import Terraform

/// Variables of the server's containers.
extension ModuleInputs {
  /// `other_wandb_env`, which the modules pass on as `global.extraEnv`.
  mutating func addVariables(_ options: EmitOptions) {
    var plain = options
    plain.environmentNames = .canonical
    let projection = Projection.project(rest, on: .environment, plain)
    for entry in projection.notCarried { refuse(entry.field, entry.why) }
    foreign = projection.foreign
    var members: [(name: String, text: String)] = []
    for (place, value) in projection.values {
      guard case .string(let text) = value else { continue }
      members.append((place.name, KubernetesText.escape(text)))
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
  private static func reason(_ value: ConfigNode) -> String {
    if case .unknown = value.kind { return "its value is not known here" }
    return "the module can't refer to a Secret"
  }

  private mutating func setVariables(_ members: [(name: String, text: String)]) {
    guard !members.isEmpty else { return }
    let isTaken =
      choice.uses("other_wandb_env")
      || choice.application?.release.variable("other_wandb_env") != nil
    guard isTaken else {
      for member in members {
        refuse(member.name, "`\(choice.name)` has no input for it", span(ofVariable: member.name))
      }
      return
    }
    let holdsSecrets = members.contains { member in
      isSecret(member.name, member.text)
        || field(ofVariable: member.name).map(resolved.isSensitive) == true
        || rest.unmodelled.environment.contains {
          $0.name == member.name && resolved.holdsSensitive($0.value)
        }
    }
    func object(_ shown: (String) -> String) -> HCLDocument.Expression {
      .object(members.map { .init($0.name, .text(shown($0.text))) })
    }
    let sensitivity: Artifact.Sensitivity = holdsSecrets ? .secret : .open
    let isParsed = choice.module.helmTextInputs.contains("other_wandb_env")
    set(
      "other_wandb_env", object { isParsed ? HelmSetText.written($0) : $0 },
      "Variables of the server.", sensitivity)
    setApplication("other_wandb_env", object { $0 }, "Variables of the server.", sensitivity)
  }

  private func isSecret(_ name: String, _ text: String) -> Bool {
    SecretNames.resemblesSecret(name) || Redaction.isSecret(text)
      || field(ofVariable: name)?.isSecret == true
  }

  private func field(ofVariable name: String) -> Field<Configuration>? {
    let place = Location.environment(name)
    return FieldCatalog.fixed.lazy.flatMap(\.fields).first { field in
      field.spellings.contains { $0.location == place && $0.role != .derived }
    }
  }

  private func span(ofVariable name: String) -> SourceSpan {
    if let variable = rest.unmodelled.environment.first(where: { $0.name == name }) {
      return variable.value.span
    }
    let last = field(ofVariable: name)?.history(resolved.configuration).last
    return last.map { resolved[$0].span } ?? resolved.beginning
  }

  /// The text as written in Helm values; text from an env file is escaped, so Kubernetes does not
  /// expand it.
  private func text(of variable: Unmodelled.Variable) -> String? {
    guard let scalar = variable.value.scalar else { return nil }
    let shown =
      secrets == .redact
      ? Redaction.redact(.string(scalar.text), below: variable.name) : .string(scalar.text)
    guard case .string(let text) = shown else { return nil }
    return variable.source == .envFile ? KubernetesText.escape(text) : text
  }

  mutating func refuse(_ variable: String, _ why: String, _ span: SourceSpan) {
    var diagnostic = Diagnostic(
      RenderProblem.notCarried, "variable `\(variable)` is not rendered: \(why)", at: span)
    diagnostic.setting = "env.\(variable)"
    report(diagnostic)
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
      let holdsSecrets =
        members.contains { isSecret($0.0, $0.1) }
        || variables.contains { resolved.holdsSensitive($0.value) }
      let isHidden = holdsSecrets && secrets == .redact
      set(
        input,
        .object(
          members.map { .init($0.0, .text(isHidden ? "REDACTED" : HelmSetText.written($0.1))) }),
        "Variables of component \(entry.key.value).", holdsSecrets ? .secret : .open)
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
