import CloudDocuments
import CloudFacts
import Diagnostics
import Settings

/// The ARNs that W&B's actions apply to: those of the configuration's resources or, without them,
/// of the resources that a policy names.
struct PolicyReach {
  private let buckets: [String]
  private let prefix: String
  private let keys: [String]
  private let queues: [String]
  private let partition: String

  /// The most names that are compared with every statement, since a policy may have thousands.
  private static let enough = 20

  /// A character that only an all-matching pattern matches, as no specific pattern begins with it.
  private static let anything = "\u{1}"

  init(_ check: PolicyCheck) {
    let named = check.allowing.flatMap {
      $0.resources?.sense == .named ? $0.resources?.values ?? [] : []
    }
    .compactMap { PolicyResource($0) }
    func arns(_ service: String) -> [String] {
      named.filter { $0.service == service && PolicyResource.isKnown($0.resource) }
        .map(\.written.value).unique()
    }
    let own = check.context.bucket.map { [$0.value] }
    let written = named.compactMap(\.bucket).filter(PolicyResource.isKnown).unique()
    buckets = own ?? Array(written.prefix(Self.enough))
    prefix = check.context.prefix
    keys = check.context.key.map { [$0.value] } ?? Array(arns("kms").prefix(Self.enough))
    queues = Array(arns("sqs").prefix(Self.enough))
    partition = named.map(\.partition).first(where: PolicyResource.isKnown) ?? "aws"
  }

  /// The ARNs that an action applies to; a stand-in for any ARN if no name is known.
  func targets(of action: String) -> [String] {
    let parts = action.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return [] }
    let found: [String] =
      switch parts[0] {
      case "s3": buckets.map { target(of: parts[1], in: $0) }
      case "kms": keys
      case "sqs": queues
      default: []
      }
    return found.isEmpty ? [Self.anything] : found
  }

  private func target(of action: String, in bucket: String) -> String {
    let arn = "arn:\(partition):s3:::\(bucket)"
    let isOnObjects = AmazonService.s3.resource(of: action) == .objects
    return isOnObjects ? "\(arn)/\(prefix)\(Self.anything)" : arn
  }
}

extension PolicyStatement {
  /// Whether the statement covers a resource; an unresolved resource counts as a match.
  func reaches(_ target: String) -> Bool {
    guard let resources else { return false }
    let isNamed = resources.values.contains { value in
      PolicyResource.isOpen(value.value) || Wildcard.matches(value.value, target)
    }
    return resources.sense == .named ? isNamed : !isNamed
  }
}
