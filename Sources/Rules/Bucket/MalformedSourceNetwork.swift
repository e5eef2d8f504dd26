package import Diagnostics
package import Settings

/// An entry in the list of networks that may access the bucket is not valid.
package enum MalformedSourceNetwork: Rule {
  package static let id = DiagnosticID(
    "WB3257", "malformed-source-network", .error,
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
    check(
      settings.vpcs, "aws.vpcs", resolved, help: "write IDs such as vpc-0a1b2c3d and vpce-0a1b2c3d",
      &findings
    ) { isNetwork($0) ? nil : "not a VPC or VPC endpoint" }
    check(
      settings.addresses, "aws.addresses", resolved, help: "write ranges such as 203.0.113.0/24",
      &findings, fault)
  }

  private static func check(
    _ setting: Setting<String>, _ name: String, _ resolved: ResolvedConfiguration, help: Message,
    _ findings: inout RuleFindings, _ fault: (String) -> Message?
  ) {
    guard let text = setting.literal, let place = resolved.origin(of: setting) else { return }
    let items = SourceNetworks.items(text)
    let faults = items.map(fault)
    guard let first = items.isEmpty ? 0 : faults.firstIndex(where: { $0 != nil }) else { return }
    let message: Message =
      items.isEmpty
      ? "`\(place.spelling)` has no entries"
      : "entry \(first + 1) of `\(place.spelling)` is \(faults[first] ?? "")"
    findings.add(message, at: place, setting: name, help: help)
  }

  private static func isNetwork(_ id: String) -> Bool {
    guard let dash = id.firstIndex(of: "-"), ["vpc", "vpce"].contains(id[..<dash]) else {
      return false
    }
    let digits = id[id.index(after: dash)...]
    return [8, 17].contains(digits.utf8.count)
      && digits.utf8.allSatisfy {
        UInt8(ascii: "a")...UInt8(ascii: "f") ~= $0 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
      }
  }

  private static func fault(_ text: String) -> Message? {
    switch AddressRange.read(text) {
    case .failure(.noPrefix): nil
    case .failure(.noAddress): "not an address range"
    case .failure(.prefixTooLong): "a range with an invalid prefix length"
    case .success(let range):
      range.hasHostBits ? "a range that does not begin at its first address" : nil
    }
  }
}
