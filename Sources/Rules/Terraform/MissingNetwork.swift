package import Diagnostics
package import Terraform

/// The module creates no network, and no existing one is set.
package enum MissingNetwork: TerraformRule {
  package static let id = DiagnosticID(
    "WB3134", "missing-network", .error,
    evidence: .read(
      by: .terraformModules, source: "Defaults of the inputs and resources in module aws"),
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
      guard let span = inputs.spanOfFalse("create_vpc") else { continue }
      let missing = needed(inputs).filter(inputs.lacks)
      guard !missing.isEmpty else { continue }
      findings.add(.missing(missing), at: span, of: "create_vpc", inputs, help: .set(missing))
    }
  }

  /// The inputs that describe a network that the module does not create.
  private static func needed(_ inputs: ModuleInputs) -> [String] {
    let always = ["network_id", "network_private_subnets", "network_database_subnets"]
    let createsRedis =
      inputs.spanOfTrue("create_elasticache") != nil
      || inputs.default("create_elasticache") == "true"
    return createsRedis ? always + ["network_elasticache_subnets"] : always
  }
}

extension Message {
  fileprivate static func missing(_ names: [String]) -> Message {
    "`create_vpc` is off, but \(names.enumeration) \(names.count == 1 ? "is" : "are") not set"
  }

  fileprivate static func set(_ names: [String]) -> Message { "set \(names.enumeration)" }
}
