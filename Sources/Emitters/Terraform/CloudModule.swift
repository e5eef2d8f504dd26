import ConfigSyntax
import Diagnostics
import Documents
import Terraform

/// What surrounds the call of a cloud's module: its providers, and what they need.
struct CloudModule {
  let choice: ModuleChoice
  /// The name of the call.
  ///
  /// An existing call keeps its name: under another name, Terraform would recreate everything.
  let call: HCLDocument.Name
  let given: ExistingProviders

  init(_ choice: ModuleChoice) {
    self.choice = choice
    given = ExistingProviders(choice.root, choice.given?.call, own: Self.ownArguments(choice))
    let usual: HCLDocument.Name = choice.module == .aws ? "wandb_infra" : "wandb"
    call = choice.given.flatMap { HCLDocument.Name($0.call.name.value) } ?? usual
  }

  /// `main.tf`, in the order of the documentation.
  func main(_ inputs: ModuleInputs) -> [HCLDocument.Item] {
    let application = choice.application.map { $0.block(inputs, beside: self) }
    let items =
      choice.module == .aws
      ? cloudProviders + [block(inputs.values)] + clusterProviders
      : cloudProviders + clusterProviders + [block(inputs.values)]
    return items + (application.map { [$0] } ?? [])
  }

  private func block(_ inputs: [ModuleInput]) -> HCLDocument.Item {
    var body: HCLDocument.Body = [
      .attribute("source", .text(choice.module.address)),
      .attribute("version", .text(choice.version.description)),
      .blank,
    ]
    for input in inputs { body.append(.attribute(input.name, .variable(input.name))) }
    return .block("module", call, body: body)
  }

  // MARK: Versions

  /// The providers that the release requires, and others that are configured here.
  var providers: [RequiredProvider] {
    var providers = choice.release.requiredProviders
    func add(_ name: String, _ constraint: String?) {
      guard let constraint, !providers.contains(where: { $0.name == name }) else { return }
      providers.append(
        RequiredProvider(name: name, source: "hashicorp/\(name)", constraint: constraint))
    }
    if choice.module == .google {
      add("google-beta", providers.first { $0.name == "google" }?.constraint)
    }
    // Version 3 of the Helm provider removed the block `kubernetes`.
    if usesHelm { add("helm", "~> 2.6") }
    return providers
  }

  /// Whether the release installs a chart: the operator, or a controller of the cluster.
  var usesHelm: Bool {
    choice.release.requiredProviders.contains { $0.name == "helm" }
      || choice.module == .aws && choice.release.variable("license") != nil
  }

  // MARK: Variables

  /// Variables of the providers that are not inputs of the module.
  var variables: [ModuleInput] {
    switch choice.module {
    case .aws: [.text("region", text("aws", "region"), "AWS region of the resources.")]
    case .google:
      [
        .text("project_id", text("google", "project"), "Google project of the resources."),
        .text("region", text("google", "region"), "Google region of the resources."),
        .text("zone", text("google", "zone"), "Google zone of the resources."),
      ]
    case .azurerm where Self.needsSubscription(choice):
      [
        .text(
          "subscription_id", text("azurerm", "subscription_id"),
          "Azure subscription of the resources.")
      ]
    default: []
    }
  }

  /// Version 4 of the provider requires it.
  static func needsSubscription(_ choice: ModuleChoice) -> Bool {
    choice.release.requiredProviders.contains {
      $0.name == "azurerm" && $0.constraint.hasPrefix("~> 4")
    }
  }

  /// The value in the existing provider block, if it is known.
  private func text(_ provider: String, _ argument: String) -> HCLDocument.Expression? {
    given.argument(argument, of: provider)?.value.text.map { .text($0) }
  }

  /// The argument in the inputs that sets a provider's variable.
  func source(of variable: ModuleInput) -> EvaluatedArgument? {
    let name = variable.name.text
    return given.argument(name == "project_id" ? "project" : name, of: choice.module.rawValue)
  }

  // MARK: Outputs

  /// The outputs that users need next: for DNS, for bucket policies, for kubectl.
  var outputs: [HCLDocument.Name] {
    let names: [HCLDocument.Name] = [
      "url", "address", "bucket_name", "bucket_region", "bucket_queue_name", "storage_account",
      "storage_container", clusterName,
    ]
    return names.filter { choice.release.outputs.contains($0.text) }
  }
}
