import ConfigSyntax
import Diagnostics
import Documents
import Settings
import Terraform

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
      setApplication(name, .text(text), field.summary, field.isSecret ? .secret : .open)
      clear(field)
    }
    addGivenApplicationInputs()
    guard !application.contains(where: { $0.name == "license" }) else { return }
    setApplication("license", nil, Self.summaries["license"], .secret)
    report(
      .inputNotKnown(
        "license", "`\(choice.name)` requires `license` in module kubernetes, which no input sets",
        at: choice.givenApplication?.place ?? choice.place(resolved)))
  }

  /// Sets an input that the release has; if both modules have the variable, the other module's
  /// stays.
  mutating func setApplication(
    _ input: String, _ value: HCLDocument.Expression?, _ summary: String?,
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
    let connections = (choice.givenApplication?.call.inputs ?? []).filter {
      ModuleInputTable.row($0.name.value, of: .kubernetes)?.isConnection == true
        && $0.isMade(by: choice.given?.call)
    }
    dropFindings { finding in connections.contains { $0.span.contains(finding.span) } }
  }

  /// Inputs of the existing call without a setting.
  private mutating func addGivenApplicationInputs() {
    for input in choice.givenApplication?.call.inputs ?? [] where !input.value.isNull {
      let name = input.name.value
      guard !Self.isCovered(name, of: .kubernetes) else { continue }
      guard choice.application?.release.variable(name)?.hasNoEffect == false, !isSet(name) else {
        report(.inputNotCarried(input, "the input no longer exists"))
        continue
      }
      guard input.value.isWhollyKnown, let value = HCLDocument.Expression(shown(input)) else {
        report(.inputNotCarried(input, "its value is not known here"))
        continue
      }
      setApplication(name, value, nil, isSecret(input) ? .secret : .open)
    }
  }
}
