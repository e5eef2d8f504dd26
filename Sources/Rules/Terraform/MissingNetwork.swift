package import Diagnostics
package import Terraform

/// The module creates no network, and no existing one is set.
package enum MissingNetwork: TerraformRule {
  package static let id = DiagnosticID(
    "WB3134", "missing-network", .error,
    Documentation(
      summary: "`create_vpc` is off, but inputs that describe the existing network are missing.",
      explanation: """
        Without a VPC of its own, the module reads `network_id` and the subnets for nodes and \
        database from its inputs, whose defaults are empty; the resources it creates then fail one \
        by one.
        """,
      failing: .aws("create_vpc = false"),
      passing: .aws(
        """
        create_vpc = false
        network_id = "vpc-0123456789abcdef0"

        network_private_subnets     = ["subnet-0123456789abcdef0"]
        network_private_subnet_cidrs = ["10.10.10.0/24"]
        network_database_subnets    = ["subnet-0123456789abcdef1"]
        network_elasticache_subnets = ["subnet-0123456789abcdef2"]
        """)))

  package static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings) {
    for inputs in terraform.inputs where inputs.call.module == .aws {
      guard let span = inputs.placeOff("create_vpc") else { continue }
      var needed = ["network_id", "network_private_subnets", "network_database_subnets"]
      if inputs.placeOn("create_elasticache") != nil
        || inputs.default("create_elasticache") == "true"
      {
        needed.append("network_elasticache_subnets")
      }
      let missing = needed.filter(inputs.lacks)
      guard !missing.isEmpty else { continue }
      let names = missing.enumeration
      findings.add(
        "`create_vpc` is off, but \(names) \(missing.count == 1 ? "is" : "are") not set",
        at: span, of: "create_vpc", inputs, help: "set \(names)")
    }
  }
}
