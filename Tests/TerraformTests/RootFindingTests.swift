import ConfigSyntax
import Diagnostics
import Terraform
import TestSupport
import Testing

/// What is reported of a directory, where, and once.
@Suite struct RootFindingTests {
  private static let typed = """
    variable "l" {
      type = list(object({ a = string, b = optional(number, 1) }))
    }

    """

  @Test(arguments: [
    ("l = [{ a = 1 }, { a = [] }]\n", ["WB2103 []"]), ("l = [{ b = 1 }]\n", ["WB2103 { b = 1 }"]),
    ("l = { a = 1 }\n", ["WB2103 { a = 1 }"]), ("l = [{ a = 1, b = \"x\" }]\n", ["WB2103 \"x\""]),
    ("l = []\nm = 1\n", ["WB2101 m"]), ("m = 1\n", ["WB2102 \"l\"", "WB2101 m"]),
    ("", ["WB2102 \"l\""]),
    ("l = \n", ["WB1016 \n"]), ("l = [{ a = x }]\n", ["WB1019 x"]),
  ])
  func pointsAtThePieceThatIsWrong(_ values: String, _ findings: [String]) {
    let sample = RootSample(["main.tf": Self.typed, "terraform.tfvars": values])
    #expect(sample.findings == findings)
  }

  @Test func namesThePathOfThePiece() {
    let sample = RootSample([
      "main.tf": Self.typed, "terraform.tfvars": "l = [{ a = 1, b = {} }]\n",
    ])
    #expect(
      sample.bag.sorted.map(\.message.text) == ["`l[0].b` is an object where a number is expected"])
    #expect(sample.bag.sorted.first?.related.count == 1)
  }

  @Test func judgesTheLastValueOnly() {
    let sample = RootSample(
      ["main.tf": Self.typed, "terraform.tfvars": "l = 1\n"], commandLine: ["l = [{ a = 1 }]\n"])
    #expect(sample.findings == [])
    #expect(RootSample.show(sample.module.variable(named: "l")?.value) == "[{a:1,b:1}]")
  }

  @Test func requiresNothingWithoutInputs() {
    #expect(RootSample(["main.tf": Self.typed]).findings == [])
  }

  /// Terraform only warns, unless a required variable is left without a value.
  @Test(arguments: [
    ("size", "sise", ["WB2101"]), ("size", "flavour", ["WB2101"]), ("host", "hots", ["WB2131"]),
    ("host", "wandb_host", ["WB2131"]),
  ])
  func distinguishesTyposFromForeignNames(_ variable: String, _ name: String, _ codes: [String]) {
    let declared = variable == "size" ? "\n  default = 1\n" : ""
    let sample = RootSample([
      "main.tf": "variable \"\(variable)\" {\(declared)}\n", "terraform.tfvars": "\(name) = 1\n",
    ])
    #expect(sample.bag.sorted.map(\.id.code) == codes)
  }

  @Test func saysWhatTheAuthorOfAValidationSays() {
    let text = """
      variable "size" {
        validation {
          condition     = contains(["a", "b"], var.size)
          error_message = "The size ${var.size} is\\nunknown."
        }
      }

      """
    let sample = RootSample(["main.tf": text, "terraform.tfvars": "size = \"c\"\n"])
    #expect(sample.findings == ["WB2104 \"c\""])
    #expect(
      sample.bag.sorted.first?.message.text
        == "the value of `size` fails its validation: The size c is unknown.")
  }

  @Test(arguments: ["license", "name"])
  func neverShowsASecretInAMessage(_ name: String) {
    let text = """
      variable "\(name)" {
        sensitive = \(name == "name")
        validation {
          condition     = length(var.\(name)) > 50
          error_message = "Not so: ${local.text}${var.\(name)}"
        }
      }
      locals {
        text = "x${var.\(name)}"
      }

      """
    let sample = RootSample(["main.tf": text, "terraform.tfvars": "\(name) = \"s3cr3t\"\n"])
    #expect(sample.findings == ["WB2104 \"s3cr3t\""])
    #expect(sample.bag.sorted.first?.message.text == "the value of `\(name)` fails its validation")
  }

  @Test(arguments: ["db_pw", "db_pasword"])
  func takesMistypedNamesOfSecretsForSecrets(_ name: String) {
    let text = """
      variable "\(name)" {
        validation {
          condition     = length(var.\(name)) > 50
          error_message = "Bad value ${var.\(name)}."
        }
      }

      """
    let sample = RootSample(["main.tf": text, "terraform.tfvars": "\(name) = \"s3cr3t\"\n"])
    #expect(
      sample.bag.sorted.map(\.message.text) == ["the value of `\(name)` fails its validation"])
  }

  @Test func leavesAloneWhatOnlyTerraformCanJudge() {
    let text = """
      variable "a" {
        validation {
          condition     = can(regex("^x", var.a)) && fileexists(var.a)
          error_message = "No."
        }
      }

      """
    #expect(RootSample(["main.tf": text, "terraform.tfvars": "a = \"y\"\n"]).findings == [])
  }

  @Test(arguments: [
    ("aws.us", ["WB2106 aws.us"]), ("aws.eu", []), ("aws", []), ("aws.caller", []),
  ])
  func aliasesOfProvidersAreDeclared(_ name: String, _ findings: [String]) {
    let text = """
      terraform {
        required_providers {
          aws = {
            source                = "hashicorp/aws"
            configuration_aliases = [aws.caller]
          }
        }
      }
      provider "aws" {
        alias = "eu"
      }

      """
    let module = "module \"m\" {\n  source = \"./m\"\n  providers = { aws = \(name) }\n}\n"
    #expect(RootSample(["main.tf": text + module]).findings == findings)
    let resource = "resource \"aws_vpc\" \"v\" {\n  provider = \(name)\n}\n"
    #expect(RootSample(["main.tf": text + resource]).findings == findings)
  }

  @Test func anInputMayBeCalledProvider() {
    let text = "module \"m\" {\n  source = \"./m\"\n  provider = local.x.y\n}\n"
    #expect(RootSample(["main.tf": text]).findings == [])
  }

  @Test(arguments: ["lower(\"A\", \"B\")", "lower()", "trimprefix(\"a\")"])
  func reportsAWrongNumberOfArgumentsOnce(_ call: String) {
    let sample = RootSample(["main.tf": "locals {\n  a = \(call)\n}\n"])
    #expect(sample.bag.sorted.map(\.id.code) == ["WB2116"])
  }

  @Test func localsThatDoubleAreReportedOnce() {
    let locals = (1...60).map { "  a\($0) = [local.a\($0 - 1), local.a\($0 - 1)]\n" }.joined()
    let sample = RootSample(["main.tf": "locals {\n  a0 = [\"x\"]\n\(locals)}\n"])
    #expect(sample.bag.sorted.map(\.id.code) == ["WB1043"])
  }

  @Test func aVariableWhereNoneIsAllowedIsNotUnquotedText() {
    let text = "module \"m\" {\n  source = \"a/b/c\"\n  version = var.v\n}\nvariable \"v\" {}\n"
    let finding = RootSample(["main.tf": text]).bag.sorted.first
    #expect(finding?.id.code == "WB1019")
    #expect(finding?.help?.text.contains("quotes") == false)
  }

  @Test func selfIsAKnownNameInAPrecondition() {
    let text = """
      resource "aws_vpc" "v" {
        lifecycle {
          precondition {
            condition     = self.id == "a"
            error_message = "no"
          }
          postcondition {
            condition     = self.id == "a"
            error_message = "no"
          }
        }
      }

      """
    let found = RootSample(["main.tf": text]).bag.sorted
    #expect(found.map(\.id.code) == ["WB2117"])
    #expect(found.first?.help?.text.contains("postcondition") == true)
  }

  @Test func reportsACycleOnce() {
    let text =
      "locals {\n  a = local.b\n  b = [local.c, local.a]\n  c = local.a\n  d = local.d\n  e = local.a\n}\n"
    let sample = RootSample(["main.tf": text])
    #expect(sample.findings == ["WB2112 a", "WB2112 d"])
    #expect(sample.module.locals.allSatisfy { $0.value.isUnknown })
  }

  @Test func reportsBothSpansOfADuplicateDeclaration() {
    let sample = RootSample(["a.tf": "variable \"x\" {}\n", "b.tf": "variable \"x\" {}\n"])
    #expect(sample.findings == ["WB2105 \"x\""])
    let finding = sample.bag.sorted.first
    #expect(finding?.span.file == FileID(1))
    #expect(finding?.related.first?.span.file == FileID(0))
  }

  /// A declaration may stand in what did not parse.
  @Test func isSilentAboutWhatDamageMayHide() {
    let sample = RootSample([
      "main.tf":
        "variable \"a\" {\n  default = [\n}\nvariable b\noutput \"o\" {\n  value = [var.b, local.c, module.d.e]\n}\n",
      "terraform.tfvars": "c = 1\n",
    ])
    #expect(sample.bag.sorted.allSatisfy { $0.id.code.hasPrefix("WB1") })
  }

  @Test func damageOfABlockLeavesTheOthers() {
    let text = "variable \"a\" {\n  typ = string\n  x = \"\n}\nvariable \"b\" {\n  default = 1\n}\n"
    let sample = RootSample(["main.tf": text])
    #expect(sample.findings == ["WB2108 typ", "WB1017 \""])
    #expect(sample.module.variables.map(\.name.value) == ["a", "b"])
  }

  @Test func suggestsWhatWasMeant() {
    let text =
      "variable \"size\" {\n  defualt = 1\n}\noutput \"o\" {\n  value = uper(var.sise)\n}\n"
    #expect(
      RootSample(["main.tf": text]).bag.sorted.map(\.help?.text) == [
        "did you mean `default`?", "did you mean `upper`?", "did you mean `var.size`?",
      ])
  }
}
