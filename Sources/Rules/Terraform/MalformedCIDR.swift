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
          fault(of: range.value, input).map { (range, $0) }
        }
        for (range, fault) in faults.prefix(20) {
          findings.add(
            .notRange(.excerpt(of: range), fault.message), at: range.span, of: input.name, inputs,
            help: fault.help,
            fixes: fault.meant.map { meant in
              [.write(meant.text, for: range, meant.certainty, summary: .write(value: meant.text))]
            } ?? [])
        }
      }
    }
  }

  /// What is wrong with a range.
  private struct Fault {
    /// The predicate of the message.
    let message: Message
    let help: Message
    /// The range that was probably meant.
    var meant: (text: String, certainty: FixIt.Applicability)?
  }

  /// Nil for a range that the input accepts.
  private static func fault(of text: String, _ input: RangeInput) -> Fault? {
    if text == "*" {
      let all = ("0.0.0.0/0", FixIt.Applicability.unsafe)
      return input.mayBeStar
        ? nil : Fault(message: .isNotCIDR, help: .writeEverybody, meant: all)
    }
    switch AddressRange.read(text) {
    case .failure(.noAddress):
      return Fault(message: .isNotCIDR, help: .writeAddressAndPrefix)
    case .failure(.noPrefix):
      let width = text.contains(":") ? 128 : 32
      return input.mayBeAddress
        ? nil
        : Fault(
          message: .hasNoPrefix, help: .appendPrefix(width), meant: ("\(text)/\(width)", .unsafe))
    case .failure(.prefixTooLong(let family)):
      return Fault(message: .hasInvalidPrefix, help: .usePrefix(upTo: family.rawValue))
    case .success(let range):
      if range.hasHostBits, input.isExact {
        return Fault(
          message: .hasHostBits, help: .writeRange(range.network),
          meant: (range.network.description, input.admitsClients ? .unsafe : .safe))
      }
      guard let family = input.family, family != range.family else { return nil }
      return family == .four
        ? Fault(message: .isSix(butFour: input.name), help: .useFour)
        : Fault(message: .isFour(butSix: input.name), help: .useSix)
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
