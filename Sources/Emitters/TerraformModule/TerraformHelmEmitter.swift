import ConfigSyntax
package import Diagnostics
import Documents
import Settings
package import Surfaces
import Terraform

/// A root module that calls `wandb/wandb/helm` on an existing cluster.
package enum TerraformHelmEmitter: Emitter {
  package static let target = Target(
    name: "terraform-helm", files: RootDocuments.files,
    summary: "Root module for official module helm on an existing cluster, for `terraform apply`")

  package static var replacedKind: (any InputKind.Type)? { TerraformModule.self }

  package static var refersToSecrets: Bool { true }

  package static let scope = Scope.whole(.init(settings: "the server's chart"))

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    var asked = request.options.terraform
    // If another module is named, the version is that module's.
    if let module = asked.module, module != .helm { asked.version = nil }
    guard let choice = ModuleChoice.choose(.helm, asked, for: request, &bag) else { return nil }
    let chart = ChartValues(request)
    guard choice.existing != nil || !chart.isEmpty else {
      bag.report(.nothing(for: "module helm", at: request.beginning))
      return Rendering([], chart.losses)
    }
    var secrets = SecretVariables(request.resolved)
    guard let values = secrets.expression(of: chart.tree) else {
      bag.report(.numberTooLong(at: request.beginning))
      return Rendering([], chart.losses)
    }
    let inputs = existing(choice, request, &bag) + required(choice, request, &bag)
    let backend = RootBackend.choose(request, &bag)
    reportRest(choice, request.terraform, &bag)
    let variables = cluster(choice.root) + inputs + secrets.variables
    let holdsSecrets = (inputs + secrets.variables).contains { $0.sensitivity == .secret }
    let artifacts = RootDocuments.artifacts(
      [
        HCLDocument(main(choice, inputs, spec: spec(choice, request, &bag), values: values)),
        RootDocuments.variables(variables),
        RootDocuments.versions(
          choice.release.requiredTerraform ?? "~> 1.0", providers, backend),
        HCLDocument(), RootDocuments.values(variables),
      ], holdsSecrets ? .secret : .open)
    return Rendering(artifacts, chart.losses)
  }

  // MARK: Blocks

  private static func main(
    _ choice: ModuleChoice, _ inputs: [ModuleInput], spec: [HCLDocument.Member],
    values: HCLDocument.Expression
  ) -> HCLDocument.Body {
    let access: HCLDocument.Body = [
      .attribute("config_path", .variable("kubernetes_config_path")),
      .attribute("config_context", .variable("kubernetes_config_context")),
    ]
    var call = OfficialCall.source(of: choice.module, at: choice.version, like: choice.existing)
    call.append(.blank)
    for input in inputs { call.append(.attribute(input.name, .variable(input.name))) }
    if !inputs.isEmpty { call.append(.blank) }
    call.append(.attribute("spec", .object(spec + [.init("values", values)])))
    return [
      .block("provider", "kubernetes", body: access),
      .block("provider", "helm", body: [.block("kubernetes", body: access)]),
      .block("module", name(choice), body: call),
    ]
  }

  private static func name(_ choice: ModuleChoice) -> HCLDocument.Name {
    choice.existing.flatMap { HCLDocument.Name($0.call.name.value) } ?? "wandb"
  }

  /// The arguments next to the values: the chart, as in the inputs or otherwise pinned.
  private static func spec(
    _ choice: ModuleChoice, _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> [HCLDocument.Member] {
    let existing =
      choice.existing?.call.input(named: "spec")?.value.node
      ?? request.resolved.configuration.unmodelled.operatorResource?["spec"]
    let entries = (existing?.entries ?? []).filter { $0.key.value != "values" }
    var members: [HCLDocument.Member] = []
    var unknown: [UnknownValue] = []
    defer { bag.report(unknown.map(Diagnostic.notKnown)) }
    for entry in entries {
      guard let known = UnknownValues.known(entry.value, at: "spec.\(entry.key.value)", &unknown),
        let value = HCLDocument.Expression(request.shown(known))
      else { continue }
      members.append(HCLDocument.Member(entry.key.value, value))
    }
    guard !members.contains(where: { $0.key == "chart" }) else { return members }
    let chart: HCLDocument.Expression = [
      "url": "https://charts.wandb.ai", "name": "operator-wandb",
      "version": .text(request.resolved.chartVersion.description),
    ]
    return [.init("chart", chart)] + members
  }

  /// The provider versions that the blocks above require; the module does not specify any.
  private static let providers = [
    RequiredProvider(name: "helm", source: "hashicorp/helm", constraint: "~> 2.6"),
    RequiredProvider(name: "kubernetes", source: "hashicorp/kubernetes", constraint: "~> 2.23"),
  ]

  // MARK: The rest

  /// Reports the rest of the directory, and inputs of other official modules without a setting.
  private static func reportRest(
    _ choice: ModuleChoice, _ existing: TerraformConfiguration?, _ bag: inout DiagnosticBag
  ) {
    guard let existing else { return }
    for call in existing.calls where call.module != .helm {
      for input in call.call.inputs
      where !input.value.isNull && !ModuleInputs.isCovered(input, of: call.module) {
        bag.reportNotCarried([input.name.value], "`\(target.name)`", at: input.span)
      }
    }
    let written: Set = ["kubernetes", "helm"]
    ExistingRoot(
      root: existing.root, official: existing.calls, calls: [name(choice)], outputs: [],
      providers: existing.root.providers.filter { !written.contains($0.address) }
    ).reportRest(target, &bag)
  }

  // MARK: Variables

  /// The variables for the cluster, as in the provider of the inputs.
  private static func cluster(_ root: RootModule?) -> [ModuleInput] {
    let provider = root?.providers.first { $0.address == "kubernetes" }
    func existing(_ name: String) -> HCLDocument.Expression? {
      provider?.arguments.first { $0.name.value == name }?.value.text.map { .text($0) }
    }
    return [
      .text(
        "kubernetes_config_path", existing("config_path") ?? "~/.kube/config",
        "The kubeconfig file."),
      .text(
        "kubernetes_config_context", existing("config_context") ?? .null,
        "The context in the kubeconfig file; null for the current one."),
    ]
  }

  /// Inputs of the existing call other than `spec`.
  private static func existing(
    _ choice: ModuleChoice, _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> [ModuleInput] {
    let inputs = choice.existing?.call.inputs ?? []
    return inputs.filter { $0.name.value != "spec" && !$0.value.isNull }.compactMap { input in
      guard let variable = choice.release.variable(input.name.value), !variable.hasNoEffect else {
        bag.report(.inputGone(input, choice))
        return nil
      }
      guard input.value.isWhollyKnown, let name = HCLDocument.Name(variable.name),
        let value = HCLDocument.Expression(request.shown(input.value.node))
      else {
        bag.report(.inputNotCarried(input, .unknownValue))
        return nil
      }
      let isSecret = variable.isSensitive || request.resolved.holdsSensitive(input.value.node)
      return ModuleInput(
        name: name, type: HCLDocument.Expression(typeText: variable.type), value: value,
        summary: nil, sensitivity: isSecret ? .secret : .open)
    }
  }

  /// Inputs other than `spec` that old releases require.
  private static func required(
    _ choice: ModuleChoice, _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> [ModuleInput] {
    let variables = choice.release.variables.filter {
      $0.isRequired && $0.name != "spec" && choice.existing?.call.input(named: $0.name) == nil
    }
    let missing = variables.map { MissingInput($0.name) }
    if let finding = Diagnostic.inputsNotKnown(missing, at: choice.span(request)) {
      bag.report(finding)
    }
    return variables.compactMap { variable in
      guard let name = HCLDocument.Name(variable.name) else { return nil }
      return ModuleInput(
        name: name, type: HCLDocument.Expression(typeText: variable.type), value: nil,
        summary: ModuleInputs.summaries[variable.name], sensitivity: .open)
    }
  }
}

extension Diagnostic {
  fileprivate static func numberTooLong(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      RenderProblem.targetMisfit, "a value is a number that Terraform can't represent", at: span)
  }
}
