import ConfigSyntax
import Diagnostics
import Documents
import Terraform

/// What stands around the call of a cloud's module: the providers that it needs, and what they need.
struct CloudModule {
  let choice: ModuleChoice
  /// The name of the call.
  ///
  /// One that exists keeps its name: under another, Terraform would make everything anew.
  let call: HCLDocument.Name
  let given: GivenProviders

  init(_ choice: ModuleChoice) {
    self.choice = choice
    given = GivenProviders(choice.root, choice.given?.call, own: Self.ownArguments(choice))
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

  /// The providers of the release, and those that are configured here without being named there.
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
    // The block `kubernetes` in the provider ended with Helm's version 3.
    if usesHelm { add("helm", "~> 2.6") }
    return providers
  }

  /// Whether the release installs a chart: the operator, or a controller of the cluster.
  var usesHelm: Bool {
    choice.release.requiredProviders.contains { $0.name == "helm" }
      || choice.module == .aws && choice.release.variable("license") != nil
  }

  // MARK: Variables

  /// Variables of the providers that are no inputs of the module.
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

  /// Version 4 of the provider asks for it.
  static func needsSubscription(_ choice: ModuleChoice) -> Bool {
    choice.release.requiredProviders.contains {
      $0.name == "azurerm" && $0.constraint.hasPrefix("~> 4")
    }
  }

  /// What the provider block among the inputs says, where it is known.
  private func text(_ provider: String, _ argument: String) -> HCLDocument.Expression? {
    given.argument(argument, of: provider)?.value.text.map { .text($0) }
  }

  /// The argument of the inputs that gives a variable of a provider.
  func source(of variable: ModuleInput) -> EvaluatedArgument? {
    let name = variable.name.text
    return given.argument(name == "project_id" ? "project" : name, of: choice.module.rawValue)
  }

  // MARK: Outputs

  /// Those that people need next: for DNS, for the bucket's policies, for kubectl.
  var outputs: [HCLDocument.Name] {
    let names: [HCLDocument.Name] = [
      "url", "address", "bucket_name", "bucket_region", "bucket_queue_name", "storage_account",
      "storage_container", clusterName,
    ]
    return names.filter { choice.release.outputs.contains($0.text) }
  }
}
