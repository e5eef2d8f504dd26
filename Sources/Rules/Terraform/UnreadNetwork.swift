import ConfigSyntax
package import Diagnostics
package import Terraform

/// An existing network that the module does not use.
package enum UnreadNetwork: TerraformRule {
  package static let id = DiagnosticID(
    "WB3140", "unread-network", .warning,
    evidence: .read(by: .terraformModules, source: "References to the inputs in module aws"),
    Documentation(
      summary: "An existing network is set, but the module creates its own.",
      explanation: """
        `network_id` and the subnets' IDs are read only with `create_vpc = false`; otherwise the \
        module creates a VPC in addition to the existing one.
        """,
      failing: .aws("network_id = \"vpc-0123456789abcdef0\""),
      passing: .aws("create_vpc = true")))

  package static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings) {
    for inputs in terraform.inputs where inputs.call.module == .aws {
      let span = inputs.spanOfTrue("create_vpc")
      guard span != nil || inputs.default("create_vpc") == "true",
        let name = names.first(where: { inputs.value($0) != nil && !inputs.lacks($0) }),
        let value = inputs.value(name)
      else { continue }
      findings.add(
        .unread(name), at: value.span, of: name, inputs, help: .switchOff(orRemove: name),
        related: span.map { [Diagnostic.Label(.onHere, $0)] } ?? [])
    }
  }

  private static let names = [
    "network_id", "network_private_subnets", "network_public_subnets", "network_database_subnets",
    "network_elasticache_subnets",
  ]
}

extension Message {
  fileprivate static func unread(_ name: String) -> Message {
    "`\(name)` is not read while `create_vpc` is on"
  }

  fileprivate static func switchOff(orRemove name: String) -> Message {
    "set `create_vpc = false`, or remove `\(name)`"
  }

  fileprivate static let onHere: Message = "on here"
}
