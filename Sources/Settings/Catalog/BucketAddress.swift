package import Diagnostics

/// The bucket named by a URI, as in `BUCKET` and similar variables.
package struct BucketAddress: Sendable {
  /// nil for a scheme that is not that of an object store.
  package let provider: BucketProvider?
  /// Absent for AWS itself.
  package let endpoint: String?
  /// nil when the URI is only the beginning of one.
  package let name: String?
  /// Whether the URI contains its own keys.
  package let hasKeys: Bool

  /// Splits a URI from a list of stores, as the server would.
  package init(_ url: ConnectionString) {
    let member = CompositeMember(.text(url.source), Origin(.none, url.source.span, layer: 0))
    var split = CompositeSplit()
    hasKeys = url.user != nil
    BucketURI.split(url, member, keys: hasKeys ? .present : .absent, into: &split)
    provider = BucketProvider(scheme: url.scheme.text)
    endpoint = Self.text(.endpoint, split)
    name = Self.text(.bucket, split)
  }

  /// nil when the text has no `scheme://`.
  package init?(_ text: String, at span: SourceSpan) {
    guard let url = ConnectionString(SourceText(text, at: span)) else { return nil }
    self.init(url)
  }

  /// Whether an AWS role can grant access to it.
  package var isOnAWS: Bool {
    provider == .s3 && !hasKeys && (endpoint.map(AmazonEndpoint.contains) ?? true)
  }

  private static func text(_ part: CompositePart, _ split: CompositeSplit) -> String? {
    switch split.pieces.first(where: { $0.part == part })?.value {
    case .text(let text), .placeholder(let text): text.isEmpty ? nil : text
    default: nil
    }
  }
}
