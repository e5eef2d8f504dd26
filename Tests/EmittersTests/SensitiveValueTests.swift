import Diagnostics
import Emitters
import Pipeline
import TestSupport
import Testing

/// Values that depend on sensitive variables of Terraform, wherever they are written or compared.
@Suite struct SensitiveValueTests {
  private static let secret = "S3nsitive"

  private func compile(_ inputs: String, _ locals: String = "", _ value: String = secret)
    -> Compilation
  {
    Check.compile(
      (
        "main.tf",
        """
        variable "reader" {
          type      = string
          sensitive = true
        }
        variable "team" { default = "ml" }
        locals {
        \(locals)
        }
        module "w" {
          source                    = "wandb/wandb/aws"
          version                   = "7.18.2"
          namespace                 = "wandb"
          license                   = "eyJhIjoxfQ.eyJiIjoyfQ.c2ln"
          domain_name               = "example.com"
          zone_id                   = "Z123"
          eks_cluster_version       = "1.31"
          allowed_inbound_cidr      = ["10.0.0.0/8"]
          allowed_inbound_ipv6_cidr = []
        \(inputs)
        }

        """
      ), ("terraform.tfvars", "reader = \"\(value)\"\n"))
  }

  private func artifacts(
    _ compilation: Compilation, _ target: String, _ secrets: EmitOptions.Secrets
  ) throws -> [Artifact] {
    let emitter = try #require(EmitterCatalog.emitter(named: target))
    var options = EmitOptions()
    options.secrets = secrets
    var report = Report()
    return Compiler.render(compilation, emitter, options, &report)
  }

  /// Ways from the variable to an input, each with the locals that it needs.
  private static let ways = [
    ("other_wandb_env = { DB_READER = var.reader }", ""),
    ("other_wandb_env = { DB_READER = \"x-${var.reader}\" }", ""),
    ("other_wandb_env = { DB_READER = local.pw }", "pw = upper(\"${var.reader}\")"),
    (
      "other_wandb_env = merge({ A = \"1\" }, { DB_READER = local.all.pw })",
      "all = { pw = var.reader }"
    ),
    ("other_wandb_env = { for k, v in local.all : k => \"${v}!\" }", "all = { DB = var.reader }"),
    ("other_wandb_env = { DB_READER = jsondecode(\"{\\\"a\\\":\\\"${var.reader}\\\"}\").a }", ""),
    ("other_wandb_env = { DB_READER = try((var.reader), \"\") }", ""),
    ("eks_cluster_tags = { x = var.reader }", ""),
    ("bucket_name = \"${var.reader}\"\nbucket_path = \"${var.reader}/a\"", ""),
    ("size = var.reader\nsubdomain = \"a${var.reader}\"", ""),
  ]

  @Test(arguments: ways, ["helm", "operator", "docker-env", "terraform", "tfvars"])
  func redactedArtifactsHoldNoneOfThem(_ way: (String, String), _ target: String) throws {
    for artifact in try artifacts(compile(way.0, way.1), target, .redact) {
      #expect(!artifact.text.lowercased().contains(Self.secret.lowercased()), "\(artifact.text)")
      #expect(artifact.sensitivity == .open)
    }
  }

  @Test(arguments: ways)
  func filesThatHoldOneAreForTheirOwner(_ way: (String, String)) throws {
    for artifact in try artifacts(compile(way.0, way.1), "terraform", .literal)
    where artifact.text.lowercased().contains(Self.secret.lowercased()) {
      #expect(artifact.sensitivity == .secret)
      #expect(artifact.fileName == "terraform.tfvars")
    }
  }

  @Test(arguments: ways)
  func differencesShowNoneOfThem(_ way: (String, String)) {
    let text =
      Comparison(compile(way.0, way.1), compile("")).text
      + Comparison(compile(way.0, way.1), compile(way.0, way.1, "other")).text
    #expect(text.contains("•••"))
    #expect(!text.lowercased().contains(Self.secret.lowercased()), "\(text)")
  }

  @Test func variablesOfTheRenderedModuleStaySensitive() throws {
    let artifacts = try artifacts(compile(Self.ways[0].0), "terraform", .literal)
    let variables = try #require(artifacts.first { $0.fileName == "variables.tf" })
    let block = variables.text.split(separator: "variable \"").first {
      $0.hasPrefix("other_wandb_env")
    }
    #expect(block?.contains("sensitive   = true") == true)
  }

  @Test func valuesNextToThemAreShown() throws {
    let inputs = """
      other_wandb_env  = { OPEN = local.all.team, DB_READER = local.all.pw }
      eks_cluster_tags = { team = "${local.all.team}-x" }
      """
    let compilation = compile(inputs, "all = { pw = var.reader, team = var.team }")
    let values = try artifacts(compilation, "tfvars", .redact).map(\.text).joined()
    #expect(values.contains("OPEN      = \"ml\""))
    #expect(values.contains("\"ml-x\""))
    #expect(!values.contains(Self.secret))
  }

  @Test func moduleHelmGetsThemThroughVariables() throws {
    let compilation = Check.compile(
      (
        "main.tf",
        """
        variable "reader" {
          default   = "\(Self.secret)"
          sensitive = true
        }
        module "wandb" {
          source  = "wandb/wandb/helm"
          version = "4.0.0"
          spec = {
            values = {
              global = { host = "https://a.example.com", extraEnv = { READER = var.reader } }
              app    = { podLabels = { a = "x${var.reader}" } }
            }
          }
        }

        """
      ))
    for artifact in try artifacts(compilation, "terraform-helm", .literal) {
      let isValues = artifact.fileName == "terraform.tfvars"
      #expect(artifact.text.contains(Self.secret) == isValues, "\(artifact.text)")
      #expect(artifact.sensitivity == (isValues ? .secret : .open))
    }
  }
}
