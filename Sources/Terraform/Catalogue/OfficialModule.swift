/// A Terraform module that W&B publishes: one for each cloud, two for any cluster, and submodules.
package enum OfficialModule: String, CaseIterable, Sendable {
  /// The modules of the clouds create the cloud's resources, and later releases the server as well.
  case aws, google, azurerm
  /// Deploys the server into a cluster that exists.
  case kubernetes
  /// Installs the operator and its custom resource, whose `spec` is the module's input.
  case helm
  /// A bucket that an installation in another account may use.
  case awsConnector = "aws//modules/secure_storage_connector"
  case googleConnector = "google//modules/secure_storage_connector"
  case azurermConnector = "azurerm//modules/secure_storage_connector"
  /// A bring-your-own bucket on Azure.
  case azurermBucket = "azurerm//modules/byob"

  /// The module whose releases these are; itself unless this is a submodule.
  package var root: OfficialModule {
    switch self {
    case .aws, .awsConnector: .aws
    case .google, .googleConnector: .google
    case .azurerm, .azurermConnector, .azurermBucket: .azurerm
    case .kubernetes: .kubernetes
    case .helm: .helm
    }
  }

  /// The inputs whose texts reach the chart through Helm's `set` parser, as part of `spec`.
  package var helmTextInputs: [String] {
    switch self {
    case .helm: ["spec"]
    case .aws, .google, .azurerm:
      ["other_wandb_env", "app_wandb_env", "parquet_wandb_env", "weave_wandb_env"]
    case .kubernetes, .awsConnector, .googleConnector, .azurermConnector, .azurermBucket: []
    }
  }

  /// Its address in Terraform's registry: `wandb/wandb/aws`.
  package var address: String { "wandb/wandb/" + rawValue }

  /// The canonical name of an input without a setting of its own: `terraform.aws.size`.
  package func setting(_ input: String) -> String { "terraform.\(rawValue).\(input)" }

  /// The parts of such a name; nil for other names.
  package static func input(named setting: String) -> (module: OfficialModule, name: String)? {
    let prefix = "terraform."
    guard setting.hasPrefix(prefix), let dot = setting.lastIndex(of: "."),
      dot > setting.index(before: prefix.endIndex)
    else { return nil }
    guard let module = OfficialModule(rawValue: String(setting[prefix.endIndex..<dot])) else {
      return nil
    }
    return (module, String(setting[setting.index(after: dot)...]))
  }
}

extension OfficialModule {
  /// The part of a module in an installation, which has at most one of each.
  enum Role { case cloud, server }

  /// Nil for a piece, such as a bucket.
  var role: Role? {
    switch self {
    case .aws, .google, .azurerm: .cloud
    case .kubernetes, .helm: .server
    case .awsConnector, .googleConnector, .azurermConnector, .azurermBucket: nil
    }
  }
}
