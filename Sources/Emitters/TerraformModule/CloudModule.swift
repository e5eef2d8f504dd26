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
  let existing: ExistingProviders

  /// The region that the inputs name outside of Terraform.
  private let region: String?

  init(_ choice: ModuleChoice, _ request: RenderRequest) {
    self.choice = choice
    region = NamedRegion.find(request.configuration)
    existing = ExistingProviders(choice.root, choice.existing?.call, own: Self.ownArguments(choice))
    let usual: HCLDocument.Name = choice.module == .aws ? "wandb_infra" : "wandb"
    call = choice.existing.flatMap { HCLDocument.Name($0.call.name.value) } ?? usual
  }

  /// `main.tf`, in the order of the documentation.
  func main(_ inputs: ModuleInputs) -> [HCLDocument.Item] {
    let application = choice.application.map { $0.block(inputs, connectedTo: self) }
    let items =
      choice.module == .aws
      ? cloudProviders + [block(inputs.values)] + clusterProviders
      : cloudProviders + clusterProviders + [block(inputs.values)]
    return items + (application.map { [$0] } ?? [])
  }

  private func block(_ inputs: [ModuleInput]) -> HCLDocument.Item {
    var body = OfficialCall.source(of: choice.module, at: choice.version, like: choice.existing)
    body.append(.blank)
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
    case .aws:
      [
        .text(
          "region", text("aws", "region") ?? namedRegion, "AWS region of the resources.")
      ]
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
  fileprivate static func needsSubscription(_ choice: ModuleChoice) -> Bool {
    choice.release.requiredProviders.contains {
      $0.name == "azurerm" && $0.constraint.hasPrefix("~> 4")
    }
  }

  /// The named region, unless an existing provider has another one that is not known here.
  private var namedRegion: HCLDocument.Expression? {
    existing.argument("region", of: "aws") == nil ? region.map { .text(.init($0)) } : nil
  }

  /// The value in the existing provider block, if it is known.
  private func text(_ provider: String, _ argument: String) -> HCLDocument.Expression? {
    existing.argument(argument, of: provider)?.value.text.map { .text($0) }
  }

  /// The argument in the inputs that sets a provider's variable.
  func source(of variable: ModuleInput) -> EvaluatedArgument? {
    let name = variable.name.text
    return existing.argument(name == "project_id" ? "project" : name, of: choice.module.rawValue)
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

/// Provider blocks, and the data sources that they need.
extension CloudModule {
  /// The cloud's own providers.
  private var cloudProviders: [HCLDocument.Item] {
    switch choice.module {
    case .aws: [provider("aws", [.attribute("region", .variable("region"))])]
    case .google:
      [provider("google", googleLocation), provider("google-beta", googleLocation)]
    default:
      [
        provider(
          "azurerm",
          Self.needsSubscription(choice)
            ? [.attribute("subscription_id", .variable("subscription_id"))] : [])
      ]
    }
  }

  /// The arguments of each provider that are written regardless of the inputs.
  fileprivate static func ownArguments(
    _ choice: ModuleChoice
  ) -> [(name: String, arguments: Set<String>)] {
    let cluster: [(name: String, arguments: Set<String>)] = [
      (
        "kubernetes",
        [
          "host", "cluster_ca_certificate", "token", "client_key", "client_certificate", "exec",
          "config_path", "config_context", "load_config_file",
        ]
      ), ("helm", ["kubernetes"]),
    ]
    let location: Set = ["project", "region", "zone"]
    switch choice.module {
    case .aws: return [("aws", ["region"])] + cluster
    case .google: return [("google", location), ("google-beta", location)] + cluster
    default: return [("azurerm", needsSubscription(choice) ? ["subscription_id"] : [])] + cluster
    }
  }

  private var googleLocation: HCLDocument.Body {
    [
      .attribute("project", .variable("project_id")), .attribute("region", .variable("region")),
      .attribute("zone", .variable("zone")),
    ]
  }

  /// Data sources and providers for the cluster that the module creates.
  private var clusterProviders: [HCLDocument.Item] {
    var items = dataSources + [provider("kubernetes", cluster)]
    if usesHelm { items.append(provider("helm", [.block("kubernetes", body: cluster)])) }
    return items
  }

  /// Whether a data source of the inputs is one of these, with the same contents.
  func writes(_ resource: ResourceDeclaration) -> Bool {
    guard resource.mode == .data, resource.body.blocks.isEmpty else { return false }
    let attributes = resource.body.attributes
    switch (choice.module, resource.type.value, resource.name.value) {
    case (.google, "google_client_config", "current"): return attributes.isEmpty
    case (.aws, "aws_eks_cluster", "app_cluster"), (.aws, "aws_eks_cluster_auth", "app_cluster"):
      guard attributes.count == 1, attributes[0].name.value == "name",
        case .traversal(let base, let steps) = attributes[0].expression.kind,
        case .variable("module") = base.kind, steps.count == 2,
        case .attribute(let module) = steps[0], case .attribute(let output) = steps[1]
      else { return false }
      return module.value == call.text && output.value == clusterName.text
    default: return false
    }
  }

  private var dataSources: [HCLDocument.Item] {
    switch choice.module {
    case .aws:
      ["aws_eks_cluster", "aws_eks_cluster_auth"].map { type in
        .block(
          "data", type, "app_cluster", body: [.attribute("name", .module(call, clusterName))])
      }
    case .google: [.block("data", "google_client_config", "current", body: [])]
    default: []
    }
  }

  /// The output that identifies the cluster: before aws 5.0.0, its ID.
  fileprivate var clusterName: HCLDocument.Name {
    choice.release.outputs.contains("cluster_name") ? "cluster_name" : "cluster_id"
  }

  private var cluster: HCLDocument.Body {
    switch choice.module {
    case .aws:
      let cluster = HCLDocument.Expression.data("aws_eks_cluster", "app_cluster")
      let authority = cluster.attribute("certificate_authority").index(0).attribute("data")
      let access = HCLDocument.Expression.data("aws_eks_cluster_auth", "app_cluster")
      return [
        .attribute("host", cluster.attribute("endpoint")),
        .attribute("cluster_ca_certificate", .call("base64decode", authority)),
        .attribute("token", access.attribute("token")),
      ]
    case .google:
      let client = HCLDocument.Expression.data("google_client_config", "current")
      return [
        .attribute("host", "https://\(.module(call, "cluster_endpoint"))"),
        .attribute("cluster_ca_certificate", decoded("cluster_ca_certificate")),
        .attribute("token", client.attribute("access_token")),
      ]
    default:
      return [
        .attribute("host", .module(call, "cluster_host")),
        .attribute("cluster_ca_certificate", decoded("cluster_ca_certificate")),
        .attribute("client_key", decoded("cluster_client_key")),
        .attribute("client_certificate", decoded("cluster_client_certificate")),
      ]
    }
  }

  private func decoded(_ output: HCLDocument.Name) -> HCLDocument.Expression {
    .call("base64decode", .module(call, output))
  }

  /// `body`, and the other arguments from the inputs.
  private func provider(
    _ name: HCLDocument.Name, _ body: HCLDocument.Body
  ) -> HCLDocument.Item {
    var body = body
    for item in existing.body(of: name.text).items { body.append(item) }
    // The provider requires it.
    if name == "azurerm", !body.holds(block: "features") {
      body.append(.block("features", body: []))
    }
    return .block("provider", name, body: body)
  }
}

extension HCLDocument.Body {
  fileprivate func holds(block type: HCLDocument.Name) -> Bool {
    items.contains { item in
      if case .block(let block) = item { block.type == type } else { false }
    }
  }
}
