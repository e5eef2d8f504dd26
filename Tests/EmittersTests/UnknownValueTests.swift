import Diagnostics
import Emitters
import Pipeline
import TestSupport
import Testing

/// Values that only Terraform can tell: told, never written as null, never lost in a comparison.
@Suite struct UnknownValueTests {
  private func helm(_ values: String) -> Compilation {
    Check.compile(
      (
        "main.tf",
        """
        variable "extra" { type = any }
        module "wandb" {
          source  = "wandb/wandb/helm"
          version = "4.0.0"
          spec    = { values = \(values) }
        }

        """
      ))
  }

  private func aws(_ inputs: String) -> Compilation {
    Check.compile(
      (
        "main.tf",
        """
        locals { o = jsondecode(file("x.json")) }
        module "w" {
          source      = "wandb/wandb/aws"
          version     = "7.18.2"
          domain_name = "example.com"
          \(inputs)
        }

        """
      ))
  }

  private func render(
    _ compilation: Compilation, _ target: String
  ) throws -> (text: String, findings: [String]) {
    let emitter = try #require(EmitterCatalog.emitter(named: target))
    var report = Report()
    let artifacts = Compiler.render(compilation, emitter, EmitOptions(), &report)
    return (
      artifacts.map(\.text).joined(),
      report.findings.filter {
        [RenderProblem.notCarried, RenderProblem.elsewhere].contains($0.id)
      }
      .map(\.message)
    )
  }

  /// Values of the chart, and the path that is told.
  private static let values = [
    ("yamldecode(file(\"${path.module}/values.yaml\"))", "spec.values"),
    ("merge({ global = { host = \"https://a.example.com\" } }, var.extra)", "spec.values"),
    ("{ (var.extra.key) = {}, global = { host = \"https://a.example.com\" } }", "spec.values"),
    ("{ global = { mysql = var.extra.conf } }", "global.mysql"),
    ("{ global = { extraEnv = merge({ A = \"1\" }, var.extra) } }", "global.extraEnv"),
    ("{ global = { extraEnv = { A = var.extra.a } } }", "A"),
    ("{ global = { extraEnv = { OIDC_CLIENT_ID = var.extra.a } } }", "OIDC_CLIENT_ID"),
    ("{ app = var.extra.app }", "app"),
    ("{ ingress = { annotations = { a = \"x-${var.extra.y}\" } } }", "ingress.annotations.a"),
    ("{ ingress = { tls = [var.extra.y] } }", "ingress.tls"),
  ]

  @Test(arguments: values, ["helm", "operator", "terraform-helm", "docker-env"])
  func unknownValuesAreReportedAndNotWritten(_ value: (String, String), _ target: String) throws {
    let rendering = try render(helm(value.0), target)
    let isOfChart = ["app", "ingress"].contains { value.1.hasPrefix($0) }
    let reported = rendering.findings.filter {
      $0.contains(value.1) && $0.contains("not known here")
    }
    #expect(reported.count == 1 || isOfChart && target == "docker-env", "\(rendering.findings)")
    let text = rendering.text.split(separator: "\n").filter {
      !$0.contains("config_context") && !$0.contains("description")
    }
    #expect(!text.joined(separator: "\n").contains("null"), "\(rendering.text)")
  }

  @Test(arguments: values)
  func differencesShowThemAsUnknown(_ value: (String, String)) {
    let known = helm("{ global = { size = \"small\" } }")
    let lines = Comparison(helm(value.0), known).text.split(separator: "\n")
    #expect(lines.contains { $0.contains("…") }, "\(lines)")
    #expect(!lines.contains { $0.contains("null") })
    #expect(Comparison(helm(value.0), helm(value.0)).differences.isEmpty)
  }

  @Test(arguments: ["helm", "docker-env", "terraform", "tfvars"])
  func unknownVariablesOfTheServerAreReported(_ target: String) throws {
    let compilation = aws("other_wandb_env = merge({ A = \"1\" }, local.o.env)")
    #expect(Check.codes(compilation).contains("WB2121"))
    let findings = try render(compilation, target).findings
    #expect(
      findings.contains {
        $0 == "`other_wandb_env` is not rendered: its value is not known here"
          || $0.hasSuffix("computed elsewhere: `other_wandb_env` (not known here)")
      })
    #expect(Comparison(compilation, aws("")).text == "- other_wandb_env: …\n")
  }

  @Test func knownVariablesNextToUnknownOnesAreWritten() throws {
    let compilation = aws("other_wandb_env = { A = \"1\", B = local.o.b }")
    let rendering = try render(compilation, "helm")
    #expect(rendering.text.contains("A: \"1\""))
    #expect(rendering.findings.contains("`B` is not rendered: its value is not known here"))
  }

  @Test func contentsThatAreNotKnownGetANote() {
    let compilation = helm(Self.values[0].0)
    #expect(Check.codes(compilation) == ["WB2121"])
  }

  @Test func invalidValuesAreReportedAndCompared() throws {
    let text = "global:\n  host: https://a.example.com\n  mysql: {host: h, port: \"33o6\"}\n"
    let bad = Check.yaml(text)
    for target in ["helm", "terraform-helm", "docker-env"] {
      #expect(
        try render(bad, target).findings.contains(
          "`global.mysql.port` is not rendered: its value is not valid"), "\(target)")
    }
    let good = Check.yaml(text.replacing("33o6", with: "3306"))
    #expect(Comparison(bad, good).text == "~ global.mysql.port: 33o6 -> 3306\n")
    #expect(Comparison(bad, bad).differences.isEmpty)
  }
}
