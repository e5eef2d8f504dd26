import CloudDocuments
import Diagnostics
import Settings

/// An ARN in a policy; any part may be a pattern, a placeholder or a variable.
struct PolicyResource {
  /// The kind of resource that an S3 ARN names.
  enum Scope: Equatable {
    case bucket(String)
    /// Objects in a bucket, all or some.
    case objects(String)
    /// Both, since a `*` in a bucket name matches slashes too.
    case both(String)
    /// An access point or similar.
    case other
  }

  let written: Located
  let partition: String
  let service: String
  let region: String
  let account: String
  let resource: String

  /// nil for text that does not have the six parts of an ARN or that contains whitespace.
  init?(_ written: Located) {
    guard written.value.hasPrefix("arn:"), !Self.hasBlanks(written.value) else { return nil }
    let parts = written.value.utf8
      .split(separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    guard parts.count == 6 else { return nil }
    self.written = written
    (partition, service, region) = (parts[1], parts[2], parts[3])
    (account, resource) = (parts[4], parts[5])
  }

  var scope: Scope? {
    guard service == "s3" else { return nil }
    guard region.isEmpty, account.isEmpty else { return .other }
    let name = String(Substring(resource.utf8.prefix { $0 != UInt8(ascii: "/") }))
    if name.utf8.contains(UInt8(ascii: "*")) { return .both(name) }
    return resource.utf8.count > name.utf8.count ? .objects(name) : .bucket(name)
  }

  /// The name of the bucket that the ARN names or that its objects are in.
  var bucket: String? {
    switch scope {
    case .bucket(let name), .objects(let name), .both(let name): name
    case .other, nil: nil
    }
  }

  /// Whether text contains whitespace or control characters.
  static func hasBlanks(_ text: String) -> Bool {
    text.utf8.contains { $0 <= 0x20 || $0 == 0x7F } || text.holds("\u{A0}")
  }

  /// Whether the ARN names a bucket other than `own`.
  func isOutside(_ own: String?) -> Bool {
    guard let own, let bucket else { return false }
    return PolicyResource.isKnown(bucket) ? bucket != own : !Wildcard.matches(bucket, own)
  }

  /// Whether a part is literal text that can be compared.
  static func isKnown(_ piece: String) -> Bool {
    !piece.isEmpty && !piece.contains { "*?<>{}$".contains($0) } && !Placeholder.matches(piece)
  }

  /// Whether text is a placeholder or contains a variable that is resolved when the policy is used.
  static func isOpen(_ text: String) -> Bool { text.holds("${") || Placeholder.matches(text) }
}
