/// An AWS partition, with its own accounts and names: `aws`, `aws-us-gov`, `aws-cn`.
package struct AmazonPartition: Hashable, Sendable {
  /// The name as used in ARNs.
  package let name: String

  package static let standard = AmazonPartition(name: "aws")

  /// Source: partitions of botocore's `endpoints.json`.
  private static let prefixes = [
    ("us-gov-", "aws-us-gov"), ("cn-", "aws-cn"), ("us-iso-", "aws-iso"),
    ("us-isob-", "aws-iso-b"), ("eu-isoe-", "aws-iso-e"), ("us-isof-", "aws-iso-f"),
    ("eusc-", "aws-eusc"),
  ]

  init(name: String) { self.name = name }

  /// The partition that a region is in.
  package init(region: String) {
    name = Self.prefixes.first { region.hasPrefix($0.0) }?.1 ?? "aws"
  }

  /// The ARN of a resource in this partition; region and account are empty if it has none.
  package func arn(
    _ service: String, _ region: String, _ account: String, _ resource: String
  ) -> String {
    "arn:\(name):\(service):\(region):\(account):\(resource)"
  }
}
