package import Diagnostics
package import Terraform

/// The module makes no network and is told of none.
package enum MissingNetwork: TerraformRule {
  package static let id = DiagnosticID(
    "WB3134", "missing-network", .error,
    Documentation(
      summary: "`create_vpc` is off, and what the module needs of the network is missing.",
      explanation: """
        Without a VPC of its own the module takes `network_id` and the subnets for nodes and \
        database from its inputs, whose defaults are empty; what it makes then fails one by one.
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

  package static func check(_ terraform: TerraformConfiguration, _ report: inout RuleReport) {
    for inputs in terraform.inputs where inputs.call.module == .aws {
      guard let span = inputs.placeOff("create_vpc") else { continue }
      var needed = ["network_id", "network_private_subnets", "network_database_subnets"]
      if inputs.placeOn("create_elasticache") != nil
        || inputs.standard("create_elasticache") == "true"
      {
        needed.append("network_elasticache_subnets")
      }
      let missing = needed.filter(inputs.lacks).map { "`\($0)`" }
      guard !missing.isEmpty else { continue }
      report.report(
        "`create_vpc` is off without \(missing.joined(separator: ", "))", at: span,
        of: "create_vpc", inputs, help: "set \(missing.joined(separator: ", "))")
    }
  }
}
