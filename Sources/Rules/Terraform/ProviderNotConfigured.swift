import ConfigSyntax
package import Diagnostics
package import Terraform

/// A called module needs a provider that the root module does not configure.
package enum ProviderNotConfigured: TerraformRule {
  package static let id = DiagnosticID(
    "WB3108", "provider-not-configured", .error,
    evidence: .read(
      by: .terraform,
      source: "Providers kubernetes, helm and azurerm: documentation of their configuration"),
    Documentation(
      summary: "The module needs a provider that no `provider` block configures.",
      explanation: """
        Providers `kubernetes` and `helm` connect to localhost unless the location of the cluster \
        is configured, and `azurerm` does not start without `features {}`. Providers `aws` \
        and `google` are not checked, because they can read their settings from the environment.
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

  package static let otherIDs = [probable]

  private static let probable = DiagnosticID(
    "WB3153", "root-without-provider", .warning,
    evidence: .read(by: .terraform, source: "Providers kubernetes and helm: `KUBE_CONFIG_PATH`"),
    Documentation(
      summary: "The module needs a provider, and the root module has no `provider` block at all.",
      explanation: """
        The environment may locate the cluster (`KUBE_CONFIG_PATH`). A directory without a backend \
        may be a module that another one calls, or a part of one, and nothing is reported.
        """,
      failing: .terraform(root(provider: "")),
      passing: .terraform(
        root(provider: "provider \"kubernetes\" {\n  config_path = \"~/.kube/config\"\n}\n\n"))
    ))

  private static func root(provider: String) -> String {
    """
    terraform {
      backend "s3" {}
    }

    \(provider)module "wandb" {
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

    """
  }

  package static func check(
    _ terraform: TerraformConfiguration, _ findings: inout RuleFindings
  ) {
    let index = RootIndex(terraform.root, inheriting: terraform.inherited)
    for call in terraform.calls {
      let missing = call.release.flatMap { call.unconfiguredProviders(in: $0, index) }
      if let missing { findings.add(missing, code: index.hasProviders ? nil : probable) }
    }
    guard terraform.calls.contains(where: { $0.module.root == .azurerm }) else { return }
    for provider in index.root.providers where lacksFeatures(provider, index) {
      findings.add(.noFeatures(provider), at: provider.name.span, help: .addFeatures)
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

extension Message {
  fileprivate static func noFeatures(_ provider: ProviderConfiguration) -> Message {
    "provider `\(provider.name.value)` has no `features` block"
  }

  fileprivate static let addFeatures: Message =
    "add `features {}`; the provider does not start without it"
}
