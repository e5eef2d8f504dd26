import ConfigSyntax
package import Diagnostics
package import Terraform

/// `spec` of module `helm` has content that the operator does not read.
package enum MalformedHelmSpec: TerraformRule {
  package static let id = DiagnosticID(
    "WB3145", "malformed-helm-spec", .error, also: [.warning],
    Documentation(
      summary: "`spec` of module `helm` does not have the shape of the operator's custom resource.",
      explanation: """
        The module accepts anything there and uses it as the `spec` of a custom resource: `values` \
        has the values of the chart, and `chart` selects the chart. The operator silently ignores \
        everything else. A key that resembles neither of them is a warning.
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

  package static func check(
    _ terraform: TerraformConfiguration, _ findings: inout RuleFindings
  ) {
    for inputs in terraform.inputs where inputs.call.module == .helm {
      guard let spec = inputs.value("spec") else { continue }
      switch spec.kind {
      case .object(let object):
        for member in object.members { check(member, inputs, &findings) }
      case .unknown, .null: continue
      case .bool, .number, .string, .list:
        findings.add(
          .notObject("spec", spec), at: spec.span, of: "spec", inputs, help: .writeSpec)
      }
    }
  }

  private static let keys = ["chart", "values"]

  private static func check(
    _ member: HCLObject.Member, _ inputs: ModuleInputs, _ findings: inout RuleFindings
  ) {
    let name = member.key.value
    guard keys.contains(name) else {
      let near = NameSuggestion.nearest(to: name, among: keys)
      return findings.add(
        .unreadKey(name), at: member.key.span, of: "spec", inputs,
        help: near.map { .didYouMean($0) } ?? .moveToValues,
        severity: near == nil ? .warning : .error)
    }
    switch member.value.kind {
    case .object, .unknown, .null: return
    case .bool, .number, .string, .list:
      findings.add(
        .notObject("spec.\(name)", member.value), at: member.value.span, of: "spec", inputs,
        help: name == "chart" ? .writeChart : .writeObject)
    }
  }
}

extension Message {
  fileprivate static func notObject(_ path: String, _ value: HCLValue) -> Message {
    "`\(path)` must be an object, not \(value.noun)"
  }

  fileprivate static let writeSpec: Message = "write `spec = { values = { … } }`"

  fileprivate static let writeChart: Message = "write `chart = { version = \"…\" }`"

  fileprivate static let writeObject: Message = "write `{ … }`"

  fileprivate static func unreadKey(_ name: String) -> Message {
    "the operator does not read `spec.\(name.prefix(60))`"
  }

  fileprivate static let moveToValues: Message = "put chart values under `values`"
}
