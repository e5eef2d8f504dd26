import Diagnostics

extension Example {
  /// A complete root module that calls the module for AWS; `inputs` are further lines of the block.
  static func aws(
    _ inputs: String, version: String = "7.18.2", namespace: String = "wandb",
    inbound: String = "10.0.0.0/8", zone: String = "Z032246913CW32RVRY0WU"
  ) -> Example {
    .terraform(
      """
      terraform {
        required_version = "~> 1.9"
      }

      provider "aws" {
        region = "eu-central-1"
      }

      provider "kubernetes" {}

      provider "helm" {}

      module "wandb" {
        source  = "wandb/wandb/aws"
        version = "\(version)"

        namespace           = "\(namespace)"
        license             = var.license
        domain_name         = "example.com"
        zone_id             = "\(zone)"
        eks_cluster_version = "1.33"

        allowed_inbound_cidr      = ["\(inbound)"]
        allowed_inbound_ipv6_cidr = []

      \(indented(inputs))}

      variable "license" {}

      """)
  }

  /// A root module that calls the module for Google Cloud.
  static func google(region: String, zone: String) -> Example {
    .terraform(
      """
      terraform {
        required_version = "~> 1.9"
      }

      provider "google" {
        project = "wandb-project"
        region  = "\(region)"
        zone    = "\(zone)"
      }

      provider "kubernetes" {}

      provider "helm" {}

      module "wandb" {
        source  = "wandb/wandb/google"
        version = "10.8.2"

        namespace   = "wandb"
        license     = var.license
        domain_name = "example.com"
        subdomain   = "wandb"
      }

      variable "license" {}

      """)
  }

  private static func indented(_ lines: String) -> String {
    lines.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "\n" : "  \($0)\n" }.joined()
  }
}
