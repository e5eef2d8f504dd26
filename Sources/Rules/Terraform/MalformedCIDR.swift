package import Diagnostics
package import Terraform

/// A text that is not a valid range of IP addresses.
package enum MalformedCIDR: TerraformRule {
  package static let id = DiagnosticID(
    "WB3122", "malformed-cidr", .error,
    Documentation(
      summary: "A value is not a valid CIDR range, or not of the kind that the input accepts.",
      explanation: """
        The modules pass ranges on unchecked. AWS and Google networks reject a range that does not \
        begin at its first address: `10.0.0.1/8` must be `10.0.0.0/8`. `*` means everybody only in \
        Google's `allowed_inbound_cidrs`. At most 20 ranges are reported per input.
        """,
      failing: .aws("size = \"small\"", inbound: "10.0.0.1/8"),
      passing: .aws("size = \"small\"")))

  package static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings) {
    for inputs in terraform.inputs {
      for input in RangeInput.all(of: inputs.call.module) {
        let faults = inputs.texts(input.name).lazy.compactMap { range in
          fault(of: range.value, input, inputs.root).map { (range, $0.fault, $0.help) }
        }
        for (range, fault, help) in faults.prefix(20) {
          let isSecret = terraform.isSecret(range.span)
          findings.add(
            "`\(terraform.shown(range))` \(fault)", at: range.span, of: input.name, inputs,
            help: isSecret ? "write a range such as 10.0.0.0/8" : help)
        }
      }
    }
  }

  private static func fault(
    of text: String, _ input: RangeInput, _ module: OfficialModule
  ) -> (fault: Message, help: Message)? {
    if text == "*" {
      return input.mayBeStar ? nil : ("is not a CIDR range", "write 0.0.0.0/0 to allow everybody")
    }
    switch AddressRange.read(text) {
    case .failure(.noAddress):
      return ("is not a CIDR range", "write an address and a prefix length, such as 10.0.0.0/8")
    case .failure(.noPrefix):
      let width = text.contains(":") ? 128 : 32
      return input.mayBeAddress
        ? nil : ("has no prefix length", "append /\(width) for this single address")
    case .failure(.prefixTooLong(let family)):
      return ("has an invalid prefix length", "use /0 to /\(family.rawValue)")
    case .success(let range):
      if range.hasHostBits, input.isExact {
        return ("does not begin at its first address", "write \(value: range.network.description)")
      }
      guard let family = input.family, family != range.family else { return nil }
      return family == .four
        ? ("is an IPv6 range, but `\(input.name)` must be IPv4", "use an IPv4 range")
        : ("is an IPv4 range, but `\(input.name)` must be IPv6", "use an IPv6 range")
    }
  }
}
