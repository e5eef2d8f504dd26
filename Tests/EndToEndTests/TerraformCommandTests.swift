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
    let values = try await Tool.run(["validate", "terraform.tfvars"], in: folder.url)
    #expect(values.stdout == "no problems in 2 files\n")
    try folder.write("zone = 1\n", "prod.tfvars")
    let named = try await Tool.run(["validate", ".", "prod.tfvars"], in: folder.url)
    #expect(named.stdout.contains("warning[WB2101]"))
    #expect(!named.stdout.contains("WB2105"))
    try folder.write("output \"wandb_namespace\" { value = var.namespace }\n", "outputs.tf")
    let one = try await Tool.run(["validate", "outputs.tf"], in: folder.url)
    #expect(one.stdout == "no problems in 3 files\n")
  }

  /// Two modules of the time before the operator become one.
  @Test func convertMovesToTheModuleOfTheOperator() async throws {
    let folder = try folder()
    let outcome = try await Tool.run(
      ["convert", ".", "--to", "terraform", "--module-version", "4.7.2", "-o", "out"],
      in: folder.url)
    #expect(outcome.status == 0)
    for change in [
      "* wandb_app.wandb_version is dropped", "* wandb_app.host is built from subdomain",
      "* eks_cluster_version is required since 2.1.0",
      "* provider aws changes from ~> 3.60 to ~> 4.0",
    ] {
      #expect(outcome.stderr.contains(change), "\(change)")
    }
    #expect(!outcome.stderr.contains("eyJhIjoxfQ"))
    #expect(folder.read("out/main.tf")?.contains("version = \"4.7.2\"") == true)
    #expect(folder.read("out/terraform.tfvars")?.contains("eyJhIjoxfQ.eyJiIjoyfQ.c2ln") == true)
  }

  @Test func upgradesReportWhatTheyBreak() async throws {
    let folder = try folder()
    let outcome = try await Tool.run(
      ["validate", ".", "--upgrade-to", "4.7.2", "--format", "concise"], in: folder.url)
    #expect(outcome.status == 1)
    #expect(outcome.stdout.contains("error[WB3111]"))
  }

  // MARK: Inputs of modules

  @Test func explainKnowsInputsOfModules() async throws {
    let folder = try folder()
    let page = try await Tool.run(["explain", "terraform.aws.kubernetes_instance_types"])
    #expect(page.status == 0)
    for line in [
      "Input of module `wandb/wandb/aws`.", "Type: list(string).", "Default: null.",
      "Releases: from 1.8.0 on.", "2.3.0  list(string)  default [\"m5.large\"]",
    ] {
      #expect(page.stdout.contains(line), "\(line)")
    }
    let set = try await Tool.run(["explain", "terraform.aws.namespace", "."], in: folder.url)
    #expect(set.stdout.contains("set to  \"wandb\"  ./terraform.tfvars:1:17"))
    #expect(set.stdout.contains("module.wandb_infra.namespace"))
    let absent = try await Tool.run(
      ["explain", "terraform.aws.deletion_protection", "."], in: folder.url)
    #expect(absent.stdout.contains("No input sets it.\nThe default in aws 1.16.10 is true.\n"))
    let claimed = try await Tool.run(
      ["explain", "terraform.kubernetes.license", "."], in: folder.url)
    #expect(claimed.stdout.contains("It sets `global.license`"))
    #expect(claimed.stdout.contains("•••") && !claimed.stdout.contains("eyJhIjoxfQ"))
    let unknown = try await Tool.run(["explain", "terraform.aws.kubernetes_instance_typs"])
    #expect(unknown.status == 2)
    #expect(unknown.stderr.contains("did you mean `terraform.aws.kubernetes_instance_types`?"))
  }

  // MARK: Several installations

  private static let two = ["one", "two"].map { name in
    """
    module "\(name)" {
      source  = "wandb/wandb/helm"
      version = "4.0.0"
      spec    = { values = { global = { host = "https://\(name).example.com" } } }
    }

    """
  }.joined()

  @Test(arguments: [
    ["render", ".", "--target", "helm"], ["convert", ".", "--to", "operator"], ["diff", ".", "."],
  ])
  func severalInstallationsAreNotOneConfiguration(_ arguments: [String]) async throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.two, "main.tf")
    let outcome = try await Tool.run(arguments + ["--format", "concise"], in: folder.url)
    #expect(outcome.status == 1)
    #expect(outcome.stdout == "")
    #expect(
      outcome.stderr.contains(
        "main.tf:6:8: error[WB4007] `two` installs the server in addition to `one`"))
  }

  @Test func validateAndExplainTakeEachInstallationForItself() async throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.two, "main.tf")
    let outcome = try await Tool.run(["validate", "."], in: folder.url)
    #expect(outcome.status == 0 && outcome.stdout == "no problems in 1 file\n")
    let explained = try await Tool.run(["explain", "global.host", "."], in: folder.url)
    #expect(explained.stdout.contains("in module.one  \"https://one.example.com\""))
    #expect(explained.stdout.contains("in module.two  \"https://two.example.com\""))
    #expect(!explained.stdout.contains("overrode"))
  }
}
