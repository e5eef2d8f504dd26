import ConfigSyntax
package import Diagnostics
package import Terraform

/// A called module needs a provider that the root module leaves without configuration.
package enum ProviderNotConfigured: TerraformRule {
  package static let id = DiagnosticID(
    "WB3108", "provider-not-configured", .error,
    Documentation(
      summary: "The module needs a provider that no `provider` block configures.",
      explanation: """
        Providers kubernetes and helm talk to localhost until somebody says where the cluster is, \
        and azurerm does not start without `features {}`. In a directory without any `provider` \
        block it is a warning, for the environment may say where the cluster is \
        (`KUBE_CONFIG_PATH`); without a backend it may be a module that another one calls, or a part \
        of one, and is left alone. So are providers aws and google, which find their settings in \
        the environment.
        """,
      failing: .terraform(
        """
        provider "helm" {}

        module "wandb" {
          source                     = "wandb/wandb/kubernetes"
          version                    = "1.14.1"
          license                    = var.license
          host                       = "https://wandb.example.com"
          bucket                     = "s3://wandb"
          bucket_queue               = "internal://"
          database_connection_string = var.database
        }

        variable "license" {}

        variable "database" {}

        """),
      passing: .terraform(
        """
        provider "kubernetes" {
          config_path = "~/.kube/config"
        }

        module "wandb" {
          source                     = "wandb/wandb/kubernetes"
          version                    = "1.14.1"
          license                    = var.license
          host                       = "https://wandb.example.com"
          bucket                     = "s3://wandb"
          bucket_queue               = "internal://"
          database_connection_string = var.database
        }

        variable "license" {}

        variable "database" {}

        """)))

  package static func check(
    _ terraform: TerraformConfiguration, _ report: inout RuleReport
  ) {
    let index = RootIndex(terraform.root)
    for call in terraform.calls {
      let missing = call.release.flatMap { call.unconfiguredProviders(in: $0, index) }
      let isLikely = index.root.providers.isEmpty
      if let missing { report.report(missing, severity: isLikely ? .warning : nil) }
    }
    guard terraform.calls.contains(where: { $0.module.root == .azurerm }) else { return }
    for provider in index.root.providers where lacksFeatures(provider, index) {
      report.report(
        "provider `\(provider.name.value)` lacks its `features` block", at: provider.name.span,
        help: "write `features {}` in it; the provider does not start without")
    }
  }

  private static func lacksFeatures(
    _ provider: ProviderConfiguration, _ index: RootIndex
  ) -> Bool {
    let names = provider.body.blocks.map { block in
      block.type.value == "dynamic" ? block.labels.first?.value ?? "" : block.type.value
    }
    return index.source(of: provider) == "hashicorp/azurerm" && !provider.body.isDamaged
      && !names.contains("features")
  }
}
