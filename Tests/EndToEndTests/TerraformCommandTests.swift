import Foundation
import TestSupport
import Testing

/// The commands on a Terraform directory.
@Suite struct TerraformCommandTests {
  private static let modules = """
    variable "namespace" { type = string }
    variable "wandb_license" { type = string }
    provider "aws" { region = "us-east-1" }
    provider "kubernetes" {}

    module "wandb_infra" {
      source  = "wandb/wandb/aws"
      version = "1.16.10"

      namespace                 = var.namespace
      domain_name               = "example.com"
      subdomain                 = "wandb"
      zone_id                   = "Z032246913CW32RVRY0WU"
      allowed_inbound_cidr      = ["10.0.0.0/8"]
      allowed_inbound_ipv6_cidr = []

      database_performance_insights_kms_key_arn = ""
    }

    module "wandb_app" {
      source  = "wandb/wandb/kubernetes"
      version = "1.12.0"

      license                    = var.wandb_license
      wandb_version              = "0.51.2"
      host                       = module.wandb_infra.url
      bucket                     = "s3://${module.wandb_infra.bucket_name}"
      bucket_queue               = "internal://"
      database_connection_string = "mysql://${module.wandb_infra.database_connection_string}"
    }

    """
  private static let values = """
    namespace     = "wandb"
    wandb_license = "eyJhIjoxfQ.eyJiIjoyfQ.c2ln"

    """

  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Self.modules, "main.tf")
    try folder.write(Self.values, "terraform.tfvars")
    return folder
  }

  @Test func aDirectoryIsReadWithItsValues() async throws {
    let folder = try folder()
    #expect(try await Tool.run(["validate", "."], in: folder.url).status == 0)
    let beside = try await Tool.run(["validate", "terraform.tfvars"], in: folder.url)
    #expect(beside.stdout == "no problems in 2 inputs\n")
    try folder.write("zone = 1\n", "prod.tfvars")
    let given = try await Tool.run(["validate", ".", "prod.tfvars"], in: folder.url)
    #expect(given.stdout.contains("warning[WB2101]"))
    #expect(!given.stdout.contains("WB2105"))
    try folder.write("output \"wandb_namespace\" { value = var.namespace }\n", "outputs.tf")
    let one = try await Tool.run(["validate", "outputs.tf"], in: folder.url)
    #expect(one.stdout == "no problems in 3 inputs\n")
  }

  /// Two modules of the time before the operator become one.
  @Test func convertMovesToTheModuleOfTheOperator() async throws {
    let folder = try folder()
    let outcome = try await Tool.run(
      ["convert", ".", "--to", "terraform", "--module-version", "4.7.2", "-o", "out"],
      in: folder.url)
    #expect(outcome.status == 0)
    for change in [
      "* wandb_app.wandb_version is left out", "* wandb_app.host is made of subdomain",
      "* eks_cluster_version is required since 2.1.0",
      "* provider aws moves from ~> 3.60 to ~> 4.0",
    ] {
      #expect(outcome.stderr.contains(change), "\(change)")
    }
    #expect(!outcome.stderr.contains("eyJhIjoxfQ"))
    #expect(folder.read("out/main.tf")?.contains("version = \"4.7.2\"") == true)
    #expect(folder.read("out/terraform.tfvars")?.contains("eyJhIjoxfQ.eyJiIjoyfQ.c2ln") == true)
  }

  @Test func upgradesTellWhatTheyBreak() async throws {
    let folder = try folder()
    let outcome = try await Tool.run(
      ["validate", ".", "--upgrade-to", "4.7.2", "--format", "concise"], in: folder.url)
    #expect(outcome.status == 1)
    #expect(outcome.stdout.contains("error[WB3111]"))
  }
}
