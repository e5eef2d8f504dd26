import ConfigSyntax
import Diagnostics
import Terraform
import Testing

/// What a directory is read into; `ConformanceTests` compares values with terraform itself.
@Suite struct RootModuleTests {
  private static let main = """
    terraform {
      required_version = "~> 1.9"
      required_providers {
        aws = { source = "hashicorp/aws", version = "~> 5.0" }
        random = "3.1"
      }
      backend "s3" {
        bucket = "state"
      }
    }
    variable "name" {
      type        = string
      description = "The name."
    }
    variable "license" {
      sensitive = true
      default   = "none"
    }
    locals {
      bucket = "${var.name}-${module.wandb.suffix}"
      tags   = { name = var.name }
    }
    provider "aws" {
      alias  = "east"
      region = "us-east-1"
    }
    module "wandb" {
      source    = "wandb/wandb/aws"
      version   = "7.0.0"
      namespace = var.name
      license   = var.license
      bucket    = local.bucket
      size      = try(var.sizes[0], "small")
      providers = { aws = aws.east }
      depends_on = [aws_vpc.main]
    }
    resource "aws_vpc" "main" {
      cidr_block = "10.0.0.0/16"
      dynamic "tag" {
        for_each = local.tags
        content {
          value = tag.value
        }
      }
    }
    output "url" {
      value       = module.wandb.url
      description = "Where it is."
    }

    """

  private let sample = RootSample([
    "main.tf": main, "terraform.tfvars": "name = \"old\"\n",
    "z.auto.tfvars": "name = \"ml\"\nlicense = \"s3cr3t\"\n",
    "sizes.tf": "variable \"sizes\" {\n  type = list(string)\n  default = [\"large\"]\n}\n",
  ])

  @Test func readsEveryKindOfBlock() throws {
    let module = sample.module
    #expect(sample.findings == [])
    #expect(module.settings.requiredVersions.map(\.value) == ["~> 1.9"])
    #expect(module.settings.requiredProviders.map(\.name.value) == ["aws", "random"])
    #expect(module.settings.requiredProviders.first?.source?.value == "hashicorp/aws")
    #expect(module.settings.requiredProviders.last?.version?.value == "3.1")
    #expect(module.settings.backend?.value == "s3")
    #expect(module.providers.map { $0.alias?.value } == ["east"])
    #expect(module.providers.first?.arguments.map(\.name.value) == ["region"])
    #expect(module.variables.map(\.name.value) == ["name", "license", "sizes"])
    #expect(module.variable(named: "name")?.description?.value == "The name.")
    #expect(module.resources.map { "\($0.type.value).\($0.name.value)" } == ["aws_vpc.main"])
    #expect(module.outputs.map(\.name.value) == ["url"])
    let call = try #require(module.moduleCalls.first)
    #expect(call.source?.value == "wandb/wandb/aws")
    #expect(call.version?.value == "7.0.0")
    #expect(call.inputs.map(\.name.value) == ["namespace", "license", "bucket", "size"])
    #expect(call.providers.map { "\($0.inner.value)=\($0.outer.value)" } == ["aws=aws.east"])
    #expect(call.dependencies.map(\.value) == ["aws_vpc.main"])
  }

  /// A finding about an input of the module points into the values file.
  @Test(arguments: [
    ("namespace", "ml", "z.auto.tfvars: \"ml\""), ("size", "large", "sizes.tf: \"large\""),
    ("license", "s3cr3t", "z.auto.tfvars: \"s3cr3t\""),
  ])
  func followsInputsToWhereTheyAreWritten(_ name: String, _ value: String, _ position: String)
    throws
  {
    let input = try #require(sample.module.moduleCalls.first?.input(named: name))
    #expect(RootSample.show(input.value) == value)
    #expect(sample.position(input.value) == position)
  }

  @Test func keepsTheBeginningOfUnknownText() throws {
    let input = try #require(sample.module.moduleCalls.first?.input(named: "bucket"))
    #expect(RootSample.show(input.value) == "unknown(ml-)")
  }

  @Test func reportsWhereSecretsAre() {
    let texts = sample.module.secretSpans.map { sample.sources.text($0) }.sorted()
    #expect(texts == ["\"none\"", "\"s3cr3t\""])
  }

  @Test func collectsReferences() {
    let module = sample.module
    #expect(
      module.moduleReferences.map { "\($0.module.value).\($0.output?.value ?? "-")" }
        == ["wandb.suffix", "wandb.url"])
    let text =
      "output \"o\" {\n  value = [module.a[0].x, module.b[*].y, module.c, module.d[\"k\"]]\n}\n"
    let other = RootSample(["main.tf": text])
    #expect(
      other.module.moduleReferences.map { "\($0.module.value).\($0.output?.value ?? "-")" }
        == ["a.x", "b.y", "c.-", "d.-"])
    #expect(
      module.references.map { "\($0.kind.rawValue).\($0.name.value)" }.prefix(2) == [
        "var.name", "var.name",
      ])
  }

  @Test func readsOverrides() {
    let sample = RootSample([
      "override.tf": "variable \"a\" {\n  default = \"x\"\n}\nlocals {\n  b = 2\n}\n",
      "main.tf": "variable \"a\" {\n  type = string\n}\nlocals {\n  b = 1\n  c = local.b\n}\n",
    ])
    #expect(sample.findings == [])
    #expect(RootSample.show(sample.module.variable(named: "a")?.value) == "x")
    #expect(sample.module.locals.map { RootSample.show($0.value) }.sorted() == ["2", "2"])
  }

  @Test func readsSettingsOutsideOfFiles() {
    let source = SourceFile(
      name: "main.tf",
      text:
        "variable \"a\" {}\nvariable \"l\" {\n  type = list(number)\n}\nvariable \"n\" {\n  type = number\n}\n"
    )
    func setting(_ name: String, _ text: String, _ file: Int) -> TerraformInput.Setting {
      let span = SourceSpan(FileID(file), 0, text.utf8.count)
      return TerraformInput.Setting(name: Located(name, span), text: text, span: span)
    }
    var input = TerraformInput(files: [TerraformInput.File(source, FileID(0))])
    input.environment = [setting("a", "[1]", 1), setting("l", "[0]", 2), setting("other", "x", 3)]
    input.commandLine = [.variable(setting("l", "[1, \"2\"]", 4)), .variable(setting("n", "7", 5))]
    var bag = DiagnosticBag()
    let module = input.read(&bag)
    #expect(bag.isEmpty)
    #expect(module.variables.map { RootSample.show($0.value) } == ["[1]", "[1,2]", "7"])
  }

  @Test func readsJSONWithItsSpans() throws {
    let sample = RootSample([
      "main.tf.json": """
      {"variable": {"a": {"type": "list(string)", "default": ["x"]}},
       "module": {"m": {"source": "./m", "in": "${var.a[0]}-\\u00e9", "out": "s3://${var.b}"}}}
      """
    ])
    #expect(sample.findings == ["WB2106 var.b"])
    let call = try #require(sample.module.moduleCalls.first)
    #expect(RootSample.show(call.input(named: "in")?.value) == "x-é")
    #expect(RootSample.show(call.input(named: "out")?.value) == "unknown(s3://)")
  }

  @Test(arguments: [
    ("main.tf", ModuleFileRole.configuration), ("a/b.tf.json", .configuration),
    ("override.tf", .override), ("x_override.tf.json", .override), (".x.tf", .ignored),
    ("x.tf~", .ignored), ("terraform.tfvars", .values), ("terraform.tfvars.json", .valuesInJSON),
    ("x.auto.tfvars.json", .automaticValues), ("x.tfvars", .ignored), ("values.yaml", .ignored),
  ])
  func knowsWhichFilesTerraformReads(_ name: String, _ role: ModuleFileRole) {
    #expect(ModuleFileRole(name) == role)
  }
}
