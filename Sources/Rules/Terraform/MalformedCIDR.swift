package import Diagnostics
package import Terraform

/// A range of addresses that is none.
package enum MalformedCIDR: TerraformRule {
  package static let id = DiagnosticID(
    "WB3122", "malformed-cidr", .error,
    Documentation(
      summary: "A range of addresses is none, or not of the kind that the input takes.",
      explanation: """
        The modules hand ranges on unchecked. AWS and Google's networks refuse one that does not \
        begin at its first address: `10.0.0.1/8` is `10.0.0.0/8`. `*` stands for everybody in \
        Google's `allowed_inbound_cidrs` only. At most 20 are reported for one input.
        """,
      failing: .aws("size = \"small\"", inbound: "10.0.0.1/8"),
      passing: .aws("size = \"small\"")))

  package static func check(_ terraform: TerraformConfiguration, _ report: inout RuleReport) {
    for inputs in terraform.inputs {
      for input in RangeInput.all(of: inputs.call.module) {
        let faults = inputs.texts(input.name).lazy.compactMap { range in
          fault(of: range.value, input, inputs.root).map { (range, $0.fault, $0.help) }
        }
        for (range, fault, help) in faults.prefix(20) {
          let isSecret = terraform.isSecret(range.span)
          report.report(
            "`\(terraform.shown(range))` \(fault)", at: range.span, of: input.name, inputs,
            help: isSecret ? "write it as in 10.0.0.0/8" : help)
        }
      }
    }
  }

  private static func fault(
    of text: String, _ input: RangeInput, _ module: OfficialModule
  ) -> (fault: String, help: String)? {
    if text == "*" {
      return input.mayBeStar ? nil : ("is no range of addresses", "write 0.0.0.0/0 for everybody")
    }
    switch AddressRange.read(text) {
    case .failure(.noAddress):
      return ("is no range of addresses", "write an address and a prefix: 10.0.0.0/8")
    case .failure(.noPrefix):
      let width = text.contains(":") ? 128 : 32
      return input.mayBeAddress
        ? nil : ("has no prefix", "write /\(width) behind it for this one address")
    case .failure(.prefixTooLong(let family)):
      return ("has no usable prefix", "write one of /0 to /\(family.rawValue)")
    case .success(let range):
      if range.hasHostBits, input.isExact {
        return ("does not begin at its first address", "write \(range.network)")
      }
      guard let family = input.family, family != range.family else { return nil }
      return family == .four
        ? ("is of IPv6, and `\(input.name)` takes IPv4", "give IPv4 here")
        : ("is of IPv4, and `\(input.name)` takes IPv6", "give IPv6 here")
    }
  }
}
