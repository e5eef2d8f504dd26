package import Diagnostics
package import Settings

/// An entry in the list of networks that may access the bucket is not valid.
package enum MalformedSourceNetwork: Rule {
  package static let id = DiagnosticID(
    "WB3257", "malformed-source-network", .error,
    evidence: .read(
      by: .aws,
      source: """
        IAM user guide, "AWS global condition context keys": `aws:SourceIp`, `aws:SourceVpc` and \
        `aws:SourceVpce`
        """),
    Documentation(
      summary: "A network that requests must come from is not a VPC, endpoint or address range.",
      explanation: """
        The bucket policy refuses requests from outside `aws.vpcs` and `aws.addresses`, so a \
        mistyped entry locks W&B out. VPCs and their endpoints have IDs (`vpc-…`, `vpce-…`); \
        addresses are those that AWS sees, after NAT.
        """,
      failing: .yaml(
        "global: {host: \"https://wandb.example.com\"}\n",
        .set("aws.addresses=203.0.113.0/24,198.51.100.256")),
      passing: .yaml(
        "global: {host: \"https://wandb.example.com\"}\n",
        .set("aws.addresses=203.0.113.0/24,198.51.100.25"))))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let settings = resolved.configuration.cloud.aws
    check(settings.vpcs, "aws.vpcs", resolved, help: .writeNetworks, &findings) {
      isNetwork($0) ? nil : .notNetwork
    }
    check(settings.addresses, "aws.addresses", resolved, help: .writeRanges, &findings) {
      faultOfRange($0)
    }
  }

  private static func check(
    _ setting: Setting<String>, _ name: String, _ resolved: ResolvedConfiguration, help: Message,
    _ findings: inout RuleFindings, _ fault: (String) -> Message?
  ) {
    guard let text = setting.literal, let origin = resolved.origin(of: setting) else { return }
    let items = SourceNetworks.items(text)
    if items.isEmpty {
      findings.add(.noEntries(in: origin.spelling), at: origin, setting: name, help: help)
    }
    for (number, item) in items.enumerated() {
      guard let fault = fault(item) else { continue }
      return findings.add(
        .malformedEntry(number + 1, of: origin.spelling, fault), at: origin, setting: name,
        help: help)
    }
  }

  private static func isNetwork(_ id: String) -> Bool {
    guard let dash = id.firstIndex(of: "-"), ["vpc", "vpce"].contains(id[..<dash]) else {
      return false
    }
    let digits = id[id.index(after: dash)...]
    return [8, 17].contains(digits.utf8.count)
      && digits.utf8.allSatisfy { $0.isHexDigit && !$0.isUppercaseLetter }
  }

  private static func faultOfRange(_ text: String) -> Message? {
    switch AddressRange.read(text) {
    case .failure(.noPrefix): nil
    case .failure(.noAddress): .notRange
    case .failure(.prefixTooLong): .invalidPrefixLength
    case .success(let range): range.hasHostBits ? .hostBits : nil
    }
  }
}

extension Message {
  fileprivate static func noEntries(in spelling: String) -> Message {
    "`\(spelling)` has no entries"
  }

  fileprivate static func malformedEntry(
    _ number: Int, of spelling: String, _ fault: Message
  ) -> Message {
    "entry \(number) of `\(spelling)` is \(fault)"
  }

  fileprivate static let notNetwork: Message = "not a VPC or VPC endpoint"

  fileprivate static let writeNetworks: Message =
    "write IDs such as vpc-0a1b2c3d and vpce-0a1b2c3d"

  fileprivate static let notRange: Message = "not an address range"

  fileprivate static let invalidPrefixLength: Message = "a range with an invalid prefix length"

  fileprivate static let hostBits: Message = "a range that does not begin at its first address"

  fileprivate static let writeRanges: Message = "write ranges such as 203.0.113.0/24"
}
