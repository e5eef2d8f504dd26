/// An AWS partition, with its own accounts and names: `aws`, `aws-us-gov`, `aws-cn`.
package struct AmazonPartition: Hashable, Sendable {
  /// The name as used in ARNs.
  package let name: String

  /// The partition of most regions.
  package static let standard = AmazonPartition(name: "aws")

  /// A partition by its name, which may be one that is not known here.
  package init(name: String) { self.name = name }

  /// The partition that a region is in.
  package init(region: String) {
    self =
      Self.rows.first { !$0.prefix.isEmpty && region.hasPrefix($0.prefix) }?.partition
      ?? .standard
  }

  /// The ARN of a resource in this partition; region and account are empty if it has none.
  package func arn(
    _ service: String, _ region: String, _ account: String, _ resource: String
  ) -> String {
    "arn:\(name):\(service):\(region):\(account):\(resource)"
  }

  /// The domain of this partition's endpoints; nil if it is not known.
  package var domain: String? {
    Self.rows.first { $0.partition == self }.flatMap { $0.domain.isEmpty ? nil : $0.domain }
  }

  /// The known partitions.
  package static var known: [AmazonPartition] { rows.map(\.partition) }

  /// The domains by which endpoints of AWS are recognized.
  package static let domains = Set(rows.map(\.domain)).subtracting([""]).sorted()

  private struct Row {
    let partition: AmazonPartition
    /// How the regions begin; empty for all others.
    let prefix: String
    /// Empty where endpoints are not recognized.
    let domain: String
  }

  private static let rows = FactsText.regions.lines.compactMap { line -> Row? in
    guard case .partition(let name, let prefix, let domain)? = RegionRow(line) else { return nil }
    return Row(partition: AmazonPartition(name: name), prefix: prefix, domain: domain)
  }
}
