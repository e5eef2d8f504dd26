import ConfigSyntax
package import Diagnostics
package import Terraform

/// `spec` of module `helm` has content that the operator does not read.
package enum MalformedHelmSpec: TerraformRule {
  package static let id = DiagnosticID(
    "WB3145", "malformed-helm-spec", .error,
    evidence: .read(by: .wandbOperator, source: "Schema of the custom resource `WeightsAndBiases`"),
    Documentation(
      summary: "`spec` of module `helm` does not have the shape of the operator's custom resource.",
      explanation: """
        The module accepts anything there and uses it as the `spec` of a custom resource: `values` \
        has the values of the chart, and `chart` selects the chart. A key that \
        resembles one of them is a mistake.
        """,
      failing: .terraform(
        """
        module "wandb" {
          source  = "wandb/wandb/helm"
          version = "4.0.0"
          spec = {
            vales = {
              global = { host = "https://wandb.example.com" }
            }
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

  package static let otherIDs = [unread]

  private static let unread = DiagnosticID(
    "WB3157", "unread-spec-key", .warning,
    evidence: .read(by: .wandbOperator, source: "Operator v1 reads `spec.chart` and `spec.values`"),
    Documentation(
      summary: "The operator does not read this key of `spec`.",
      explanation: """
        `spec` of module `helm` becomes the `spec` of a custom resource, of which the operator reads \
        `chart` and `values`. It silently ignores everything else.
        """,
      failing: .terraform(call("{ nonsense = 1, values = { global = { size = \"small\" } } }")),
      passing: .terraform(call("{ values = { global = { size = \"small\" } } }"))))

  private static func call(_ spec: String) -> String {
    """
    module "wandb" {
      source  = "wandb/wandb/helm"
      version = "4.0.0"
      spec    = \(spec)
    }

    """
  }

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
        fixes: near.map { [.rename(member.key, to: $0)] } ?? [],
        code: near == nil ? unread : nil)
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
