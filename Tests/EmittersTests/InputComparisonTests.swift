import Pipeline
import Settings
import TestSupport
import Testing

/// How inputs that only a Terraform module has are compared and kept.
@Suite struct InputComparisonTests {
  private func compile(_ inputs: String, _ version: String = "7.18.2") -> Compilation {
    Check.compile(
      (
        "main.tf",
        """
        variable "shown" { default = ["a"] }
        variable "secret" {
          default   = "hunter2"
          sensitive = true
        }
        module "wandb" {
          source    = "wandb/wandb/aws"
          version   = "\(version)"
          namespace = "wandb"
        \(inputs)
        }
        """
      ))
  }

  private func differences(_ left: String, _ right: String) -> String {
    Comparison(compile(left), compile(right)).text
  }

  @Test func inputsOfTheModuleAreKeptUnderTheirOwnNames() {
    let inputs = compile("kubernetes_instance_types = [\"m5.large\"]\nlicense = \"a.b.c\"")
      .resolved.configuration.unmodelled.inputs
    #expect(
      inputs.map(\.setting) == [
        "terraform.aws.namespace", "terraform.aws.kubernetes_instance_types",
      ])
  }

  @Test func anInputThatDiffersIsReported() {
    let name = "terraform.aws.kubernetes_instance_types"
    let large = "kubernetes_instance_types = [\"m5.large\"]"
    let small = "kubernetes_instance_types = [\"m5.small\"]"
    #expect(differences(large, small) == "~ \(name): [\"m5.large\"] -> [\"m5.small\"]\n")
    #expect(differences(large, large) == "")
    #expect(differences(small, "") == "- \(name): [\"m5.small\"]\n")
    #expect(differences("", small) == "+ \(name): [\"m5.small\"]\n")
  }

  @Test(arguments: [
    ("database_snapshot_identifier = null", ""), ("database_sort_buffer_size = \"67108864\"", ""),
    ("allowed_inbound_cidr = var.shown", "allowed_inbound_cidr = [\"a\"]"),
    ("deletion_protection = \"true\"", "deletion_protection = true"),
    ("database_sort_buffer_size = \"5\"", "database_sort_buffer_size = 5"),
    (
      "aws_loadbalancer_controller_tags = {a = 1, b = 2}",
      "aws_loadbalancer_controller_tags = {b = \"2\", a = \"1\"}"
    ),
  ])
  func inputsAreComparedByMeaning(_ left: String, _ right: String) {
    #expect(differences(left, right) == "")
    #expect(differences(right, left) == "")
  }

  @Test func secretsAreNotShown() {
    let text = differences(
      "custom_domain_filter = var.secret", "custom_domain_filter = \"hunter3\"")
    #expect(text == "~ terraform.aws.custom_domain_filter: ••• -> \"hunter3\"\n")
  }

  @Test func namesOfEncryptionKeysAreShown() {
    let text = differences("kms_key_alias = \"one\"", "kms_key_alias = \"two\"")
    #expect(text == "~ terraform.aws.kms_key_alias: \"one\" -> \"two\"\n")
  }

  @Test func settingsOfTerraformAloneDoNotDifferFromOtherSurfaces() {
    let values = Check.yaml("global: {size: small}\n")
    #expect(Comparison(compile("size = \"small\""), values).text == "")
  }

  @Test func theChartOfModuleHelmIsCompared() {
    func helm(_ version: String) -> Compilation {
      Check.compile(
        (
          "main.tf",
          """
          module "wandb" {
            source  = "wandb/wandb/helm"
            version = "4.0.0"
            spec = {
              chart  = { version = "\(version)" }
              values = { global = { host = "https://w.example.com" } }
            }
          }
          """
        ))
    }
    #expect(
      Comparison(helm("0.40.0"), helm("0.41.0")).text
        == "~ terraform.helm.spec.chart.version: \"0.40.0\" -> \"0.41.0\"\n")
  }
}
