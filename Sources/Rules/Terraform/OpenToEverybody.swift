package import Diagnostics
package import Terraform

/// Every address on the Internet can reach the installation.
package enum OpenToEverybody: TerraformRule {
  package static let id = DiagnosticID(
    "WB3123", "open-to-everyone", .warning,
    evidence: .read(
      by: .clouds, source: "Defaults and inputs of the modules' firewalls and load balancers"),
    Documentation(
      summary: "A range of all addresses lets anyone reach the installation or its cluster.",
      explanation: """
        The examples in the documentation allow `0.0.0.0/0` and `::/0`. Anyone who can reach the \
        page can sign in or try to, and anyone who can reach the Kubernetes API can try \
        credentials. Where that is intended, ignore this warning.
        """,
      failing: .aws("size = \"small\"", inbound: "0.0.0.0/0"),
      passing: .aws("size = \"small\"")))

  package static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings) {
    for inputs in terraform.inputs {
      if !isPrivate(inputs) {
        for name in inbound {
          check(name, .openInstallation, inputs, &findings)
        }
      }
      let name = "kubernetes_public_access"
      guard inputs.spanOfTrue(name) != nil else { continue }
      check(name + "_cidrs", .openCluster, inputs, &findings)
    }
  }

  private static let inbound = [
    "allowed_inbound_cidr", "allowed_inbound_ipv6_cidr", "allowed_inbound_cidrs",
    "allowed_ip_ranges",
  ]

  /// Whether the installation has no public address, so that the ranges do not matter.
  private static func isPrivate(_ inputs: ModuleInputs) -> Bool {
    switch inputs.root {
    case .aws:
      inputs.spanOfFalse("kubernetes_alb_internet_facing") != nil
        || inputs.spanOfTrue("private_only_traffic") != nil
    case .google: inputs.spanOfFalse("public_access") != nil
    default: false
    }
  }

  private static func check(
    _ name: String, _ message: Message, _ inputs: ModuleInputs, _ findings: inout RuleFindings
  ) {
    guard let open = inputs.texts(name).first(where: { isOpen($0.value, inputs.root) }) else {
      return
    }
    findings.add(message, at: open.span, of: name, inputs, help: .listOwnRanges)
  }

  private static func isOpen(_ text: String, _ module: OfficialModule) -> Bool {
    guard text != "*" else { return module == .google }
    guard case .success(let range) = AddressRange.read(text) else { return false }
    return range.prefix == 0
  }
}

extension Message {
  fileprivate static let openInstallation: Message = "anyone can reach the installation"

  fileprivate static let openCluster: Message = "anyone can reach the cluster's API"

  fileprivate static let listOwnRanges: Message = "list the ranges of your own networks"
}
