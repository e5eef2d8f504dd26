package import Diagnostics
package import Terraform

/// Every address of the Internet reaches the installation.
package enum OpenToEverybody: TerraformRule {
  package static let id = DiagnosticID(
    "WB3123", "open-to-everybody", .warning,
    Documentation(
      summary: "Ranges of all addresses let everybody reach the installation or its cluster.",
      explanation: """
        The examples of the documentation let in `0.0.0.0/0` and `::/0`. Whoever reaches the page \
        can sign in or try to, and whoever reaches the API of Kubernetes can try its credentials. \
        Allow the finding where that is meant.
        """,
      failing: .aws("size = \"small\"", inbound: "0.0.0.0/0"),
      passing: .aws("size = \"small\"")))

  private static let inbound = [
    "allowed_inbound_cidr", "allowed_inbound_ipv6_cidr", "allowed_inbound_cidrs",
    "allowed_ip_ranges",
  ]

  package static func check(_ terraform: TerraformConfiguration, _ report: inout RuleReport) {
    for inputs in terraform.inputs {
      if !isPrivate(inputs) {
        for name in inbound {
          check(name, "everybody may reach the installation", inputs, &report)
        }
      }
      let name = "kubernetes_public_access"
      guard inputs.placeOn(name) != nil else { continue }
      check(name + "_cidrs", "everybody may reach the API of the cluster", inputs, &report)
    }
  }

  /// Whether no public address leads to it, whatever the ranges say.
  private static func isPrivate(_ inputs: ModuleInputs) -> Bool {
    switch inputs.root {
    case .aws:
      inputs.placeOff("kubernetes_alb_internet_facing") != nil
        || inputs.placeOn("private_only_traffic") != nil
    case .google: inputs.placeOff("public_access") != nil
    default: false
    }
  }

  private static func check(
    _ name: String, _ message: String, _ inputs: ModuleInputs, _ report: inout RuleReport
  ) {
    guard let open = inputs.texts(name).first(where: { isOpen($0.value, inputs.root) }) else {
      return
    }
    report.report(
      message, at: open.span, of: name, inputs, help: "give the ranges of your own networks")
  }

  private static func isOpen(_ text: String, _ module: OfficialModule) -> Bool {
    guard text != "*" else { return module == .google }
    guard case .success(let range) = AddressRange.read(text) else { return false }
    return range.prefix == 0
  }
}
