package import Diagnostics
package import Terraform

/// A text that is not a valid range of IP addresses.
package enum MalformedCIDR: TerraformRule {
  package static let id = DiagnosticID(
    "WB3122", "malformed-cidr", .error,
    evidence: .read(
      by: .clouds, source: "API references of VPC networks in AWS, Google Cloud and Azure"),
    Documentation(
      summary: "A value is not a valid CIDR range, or not of the kind that the input accepts.",
      explanation: """
        The modules pass ranges on unchecked. AWS and Google networks reject a range that does not \
        begin at its first address: `10.0.0.1/8` must be `10.0.0.0/8`. `*` means everyone only in \
        Google's `allowed_inbound_cidrs`. At most 20 ranges are reported per input.
        """,
      failing: .aws("size = \"small\"", inbound: "10.0.0.1/8"),
      passing: .aws("size = \"small\"")))

  package static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings) {
    for inputs in terraform.inputs {
      for input in RangeInput.all(of: inputs.call.module) {
        let faults = inputs.texts(input.name).lazy.compactMap { range in
          fault(of: range.value, input).map { (range, $0.fault, $0.help) }
        }
        for (range, fault, help) in faults.prefix(20) {
          findings.add(
            .notRange(.excerpt(of: range), fault), at: range.span, of: input.name, inputs,
            help: help)
        }
      }
    }
  }

  /// The predicate of the message, and what to do; nil for a range that the input accepts.
  private static func fault(
    of text: String, _ input: RangeInput
  ) -> (fault: Message, help: Message)? {
    if text == "*" {
      return input.mayBeStar ? nil : (.isNotCIDR, .writeEverybody)
    }
    switch AddressRange.read(text) {
    case .failure(.noAddress):
      return (.isNotCIDR, .writeAddressAndPrefix)
    case .failure(.noPrefix):
      let width = text.contains(":") ? 128 : 32
      return input.mayBeAddress ? nil : (.hasNoPrefix, .appendPrefix(width))
    case .failure(.prefixTooLong(let family)):
      return (.hasInvalidPrefix, .usePrefix(upTo: family.rawValue))
    case .success(let range):
      if range.hasHostBits, input.isExact {
        return (.hasHostBits, .writeRange(range.network))
      }
      guard let family = input.family, family != range.family else { return nil }
      return family == .four
        ? (.isSix(butFour: input.name), .useFour) : (.isFour(butSix: input.name), .useSix)
    }
  }
}

extension Message {
  fileprivate static func notRange(_ range: Message, _ fault: Message) -> Message {
    "`\(range)` \(fault)"
  }

  fileprivate static let isNotCIDR: Message = "is not a CIDR range"
  fileprivate static let writeEverybody: Message = "write 0.0.0.0/0 to allow everyone"
  fileprivate static let writeAddressAndPrefix: Message =
    "write an address and a prefix length, such as 10.0.0.0/8"

  fileprivate static let hasNoPrefix: Message = "has no prefix length"
  fileprivate static func appendPrefix(_ width: Int) -> Message {
    "append /\(width) for this single address"
  }

  fileprivate static let hasInvalidPrefix: Message = "has an invalid prefix length"
  fileprivate static func usePrefix(upTo width: Int) -> Message { "use /0 to /\(width)" }

  fileprivate static let hasHostBits: Message = "does not begin at its first address"
  fileprivate static func writeRange(_ range: AddressRange) -> Message {
    "write \(value: range.description)"
  }

  fileprivate static func isSix(butFour name: String) -> Message {
    "is an IPv6 range, but `\(name)` must be IPv4"
  }
  fileprivate static let useFour: Message = "use an IPv4 range"

  fileprivate static func isFour(butSix name: String) -> Message {
    "is an IPv4 range, but `\(name)` must be IPv6"
  }
  fileprivate static let useSix: Message = "use an IPv6 range"
}
