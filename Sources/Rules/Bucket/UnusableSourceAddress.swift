package import Diagnostics
package import Settings

/// An address range that may access the bucket contains every address, or only private ones.
package enum UnusableSourceAddress: Rule {
  package static let id = DiagnosticID(
    "WB3260", "unusable-source-address", .warning,
    evidence: .read(
      by: .aws, source: "IAM user guide, \"AWS global condition context keys\", `aws:SourceIp`"),
    Documentation(
      summary:
        "An address range that requests must come from is private, or contains every address.",
      explanation: """
        `aws:SourceIp` is the public address of a request; a request through a VPC endpoint has \
        none, and is identified by its VPC. With private ranges alone the policy refuses everyone, \
        the server included; with 0.0.0.0/0 it refuses no one on the Internet.
        """,
      failing: .yaml(
        "global: {host: \"https://wandb.example.com\"}\n", .set("aws.addresses=10.0.0.0/8")),
      passing: .yaml(
        "global: {host: \"https://wandb.example.com\"}\n",
        .set("aws.addresses=203.0.113.0/24"))))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let setting = resolved.configuration.cloud.aws.addresses
    guard let text = setting.literal, let origin = resolved.origin(of: setting) else { return }
    for (number, item) in SourceNetworks.items(text).enumerated() {
      guard let range = AddressRange(orAddress: item), let (fault, help) = fault(of: range) else {
        continue
      }
      return findings.add(
        .unusableEntry(number + 1, of: origin.spelling, fault), at: origin,
        setting: "aws.addresses", help: help)
    }
  }

  /// `MalformedSourceNetwork` reports a range that does not begin at its first address.
  private static func fault(of range: AddressRange) -> (fault: Message, help: Message)? {
    guard !range.hasHostBits else { return nil }
    if range.prefix == 0 { return (.everyAddress, .removeOrNarrow) }
    guard range.isPrivate else { return nil }
    return (.privateAddresses, .writePublicAddresses)
  }
}

extension Message {
  fileprivate static func unusableEntry(
    _ number: Int, of spelling: String, _ fault: Message
  ) -> Message {
    "entry \(number) of `\(spelling)` is \(fault)"
  }

  fileprivate static let everyAddress: Message = "every address"

  fileprivate static let removeOrNarrow: Message =
    "remove it, or write the ranges that requests come from"

  fileprivate static let privateAddresses: Message =
    "private, but requests come from public addresses or from a VPC"

  fileprivate static let writePublicAddresses: Message =
    "write the public addresses after NAT, or name the VPC or its endpoint in `aws.vpcs`"
}
