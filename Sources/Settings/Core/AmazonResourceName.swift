package import CloudFacts
import Diagnostics

/// The name of an AWS resource: `arn:aws:service:region:account:resource`.
package struct AmazonResourceName: Sendable {
  package let partition: AmazonPartition
  package let service: String
  /// Empty for resources outside any region.
  package let region: String
  /// 12 digits.
  package let account: String
  package let resource: String

  /// nil when the text is not an ARN, or the account is not 12 digits.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      .map(String.init)
    guard parts.count == 6, parts[0] == "arn", Self.isPartition(parts[1]),
      Self.isAccount(parts[4])
    else { return nil }
    partition = AmazonPartition(name: parts[1])
    (service, region, account, resource) = (parts[2], parts[3], parts[4], parts[5])
  }

  /// Whether a text is an account ID, which is 12 digits.
  package static func isAccount(_ text: String) -> Bool {
    text.utf8.count == 12 && text.utf8.allSatisfy(\.isDigit)
  }

  /// The region of a KMS key; nil for an alias or anything else.
  package var regionOfKey: String? {
    let id = resource.dropFirst("key/".count)
    guard service == "kms", Self.isRegion(region), resource.hasPrefix("key/"), !id.isEmpty,
      id.utf8.allSatisfy({ Self.isWordByte($0) || $0 == UInt8(ascii: "_") })
    else { return nil }
    return region
  }

  /// Whether it names exactly one role, user or account.
  package var isIdentity: Bool {
    guard service == "iam", region.isEmpty else { return false }
    if resource == "root" { return true }
    let name = resource.drop { $0 != "/" }.dropFirst()
    return ["role", "user"].contains(resource.prefix { $0 != "/" }) && !name.isEmpty
      && name.utf8.allSatisfy { Self.isWordByte($0) || "_+=,.@/".utf8.contains($0) }
  }

  /// `us-east-1`, `us-gov-west-1`.
  package static func isRegion(_ text: some StringProtocol) -> Bool {
    let words = text.split(separator: "-", omittingEmptySubsequences: false)
    return words.count >= 3 && words[0].utf8.count == 2
      && words.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isWordByte) }
      && words[words.count - 1].utf8.allSatisfy(\.isDigit)
  }

  /// Whether a text is `aws`, or has the form of `aws-cn` and `aws-us-gov`.
  private static func isPartition(_ text: String) -> Bool {
    text == "aws" || text.hasPrefix("aws-") && text.utf8.allSatisfy(isWordByte)
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == UInt8(ascii: "-")
  }
}
