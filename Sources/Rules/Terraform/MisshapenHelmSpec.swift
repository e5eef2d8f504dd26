import ConfigSyntax
package import Diagnostics
package import Terraform

/// `spec` of module helm holds what the operator does not read.
package enum MisshapenHelmSpec: TerraformRule {
  package static let id = DiagnosticID(
    "WB3145", "misshapen-helm-spec", .error,
    Documentation(
      summary: "`spec` of module helm has another shape than the operator's custom resource.",
      explanation: """
        The module takes anything there, and makes it the `spec` of a custom resource: `values`, the \
        values of the chart, and `chart`, which chart it is. The operator reads nothing else, and \
        says nothing of it. A key that resembles neither of them is a warning.
        """,
      failing: .terraform(
        """
        module "wandb" {
          source  = "wandb/wandb/helm"
          version = "4.0.0"
          spec = {
            vales = {}
          }
        }

        """),
      passing: .terraform(
        """
        module "wandb" {
          source  = "wandb/wandb/helm"
          version = "4.0.0"
          spec = {
            values = {
              global = { host = "https://wandb.example.com" }
            }
          }
        }

        """)))

  private static let keys = ["chart", "values"]

  package static func check(
    _ terraform: TerraformConfiguration, _ report: inout RuleReport
  ) {
    for inputs in terraform.inputs where inputs.call.module == .helm {
      guard let spec = inputs.value("spec") else { continue }
      switch spec.kind {
      case .object(let object):
        for member in object.members { check(member, inputs, &report) }
      case .unknown, .null: continue
      case .bool, .number, .string, .list:
        report.report(
          "`spec` is \(spec.noun), not an object", at: spec.span, of: "spec", inputs,
          help: "write `spec = { values = { … } }`")
      }
    }
  }

  private static func check(
    _ member: HCLObject.Member, _ inputs: ModuleInputs, _ report: inout RuleReport
  ) {
    let name = member.key.value
    guard keys.contains(name) else {
      let near = NameSuggestion.nearest(to: name, among: keys)
      let help =
        near.map { "did you mean `\($0)`?" }
        ?? "what the chart takes belongs below `values`"
      return report.report(
        "the operator does not read `spec.\(name.prefix(60))`", at: member.key.span, of: "spec",
        inputs, help: help, severity: near == nil ? .warning : .error)
    }
    switch member.value.kind {
    case .object, .unknown, .null: return
    case .bool, .number, .string, .list:
      report.report(
        "`spec.\(name)` is \(member.value.noun), not an object", at: member.value.span, of: "spec",
        inputs, help: name == "chart" ? "write `chart = { version = \"…\" }`" : "write `{ … }`")
    }
  }
}
