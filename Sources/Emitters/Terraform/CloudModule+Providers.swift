import Documents
import Terraform

/// Provider blocks, and the data sources that they need.
extension CloudModule {
  /// The cloud's own providers.
  var cloudProviders: [HCLDocument.Item] {
    switch choice.module {
    case .aws: [provider("aws", [.attribute("region", .variable("region"))])]
    case .google:
      [provider("google", googlePlace), provider("google-beta", googlePlace)]
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
  static func ownArguments(
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
    let place: Set = ["project", "region", "zone"]
    switch choice.module {
    case .aws: return [("aws", ["region"])] + cluster
    case .google: return [("google", place), ("google-beta", place)] + cluster
    default: return [("azurerm", needsSubscription(choice) ? ["subscription_id"] : [])] + cluster
    }
  }

  private var googlePlace: HCLDocument.Body {
    [
      .attribute("project", .variable("project_id")), .attribute("region", .variable("region")),
      .attribute("zone", .variable("zone")),
    ]
  }

  /// Data sources and providers for the cluster that the module creates.
  var clusterProviders: [HCLDocument.Item] {
    var items = dataSources + [provider("kubernetes", cluster)]
    if usesHelm { items.append(provider("helm", [.block("kubernetes", body: cluster)])) }
    return items
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
  var clusterName: HCLDocument.Name {
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
    for item in given.body(of: name.text).items { body.append(item) }
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
