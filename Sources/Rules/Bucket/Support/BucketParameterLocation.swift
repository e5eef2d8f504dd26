import Diagnostics
import Settings

/// Where a parameter of an S3-compatible bucket is written: after the bucket in its URL, or after
/// the bucket's name in the chart's keys.
struct BucketParameterLocation {
  /// `global.bucket` or `global.defaultBucket`.
  let section: String
  /// The location to change: the key that contains the bucket's name, otherwise the whole URL.
  let origin: Assignment?
  /// Whether the bucket is set by keys of the chart.
  let isKey: Bool
  private let hasParameters: Bool
  /// The value of the key: the bucket with its prefix, and in `name` its address.
  private let path: String

  init(_ bucket: Bucket, _ section: String, _ resolved: ResolvedConfiguration) {
    self.section = section
    let name = resolved.origin(of: bucket.name)
    isKey = name?.isAtOrBelow(section) == true
    origin = isKey ? name : resolved.origin(of: bucket.endpoint)
    let written = origin?.location
    let parameters = resolved.configuration.unmodelled.parameters.lazy
      .filter { $0.section == section }.map { resolved[$0.assignment].location }
    hasParameters =
      parameters.contains { $0 == written }
      || [
        resolved.origin(of: bucket.region), resolved.origin(of: bucket.forcePathStyle),
        resolved.origin(of: bucket.tls),
      ].contains { $0 != nil && $0?.location == written }
    // `name` may contain the whole address, and `path` is then absent.
    let address = written == .helm("\(section).name") ? bucket.endpoint.literal ?? "" : ""
    let pieces = [address, bucket.name.literal ?? "BUCKET", bucket.prefix.literal ?? ""]
    path = pieces.filter { !$0.isEmpty }.joined(separator: "/")
  }

  /// How to add a parameter: ``append `&tls=true```.
  func instruction(_ parameter: String) -> Message {
    guard isKey, !hasParameters, let origin else {
      return "append `\(hasParameters ? "&" : "?")\(parameter)`"
    }
    let key = origin.location?.name.split(separator: ".").last ?? ""
    return "write `\(String(key)): \(value: path, at: origin.span)?\(parameter)`"
  }
}
