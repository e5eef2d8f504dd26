package import Diagnostics
package import Settings

/// An S3-compatible store is named by its address, without a bucket.
package enum EndpointWithoutBucket: Rule {
  package static let id = DiagnosticID(
    "WB3008", "endpoint-without-bucket", .error,
    evidence: .read(
      by: .server,
      source: """
        W&B documentation, "Bring your own bucket": `s3://KEY:SECRET@HOST:PORT/BUCKET`; Go \
        `net/url`
        """),
    Documentation(
      summary: "The address of an S3-compatible store is unusable, or no bucket follows it.",
      explanation: """
        The form is `s3://key:secret@host:port/bucket`; in Helm values `name` is `host:port`, \
        without a scheme, and `path` the bucket. A port is a number from 1 to 65535.
        """,
      failing: .yaml("global:\n  bucket:\n    provider: s3\n    name: minio.example.com:9000\n"),
      passing: .yaml(
        """
        global:
          bucket:
            provider: s3
            name: minio.example.com:9000
            path: wandb?tls=true
            region: us-east-1

        """)))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for (section, bucket) in resolved.buckets {
      checkPrefix(resolved, section, bucket, &findings)
      guard let endpoint = bucket.endpoint.literal, bucket.provider.literal != .az else { continue }
      let origin = resolved.origin(of: bucket.endpoint)
      if let port = port(of: endpoint), !(1...65_535).contains(Int(port) ?? 0) {
        findings.add(.invalidPort, at: origin, setting: bucketSetting(section), help: .usePort)
      }
      guard bucket.name.isAbsent, !resolved.isDamaged else { continue }
      findings.add(.missingBucket, at: origin, setting: "\(section).name", help: .setBucket)
    }
  }

  /// `name: https://minio:9000`: the scheme would be read as the host.
  private static func checkPrefix(
    _ resolved: ResolvedConfiguration, _ section: String, _ bucket: Bucket,
    _ findings: inout RuleFindings
  ) {
    for connection in resolved.connection(.bucket) where connection.composite == section {
      guard let prefix = connection.namePrefix else { continue }
      let url = connection.url
      findings.add(
        .mustNotContain(prefix == .scheme ? "a scheme" : "an ARN", in: "\(section).name"),
        at: url.host.span, setting: "\(section).name", help: help(url.host.text, prefix, bucket),
        fixes: fixes(url))
    }
  }

  /// Removes the prefix before a bucket's name; the address of a store may lose its TLS with it.
  private static func fixes(_ url: ConnectionString) -> [FixIt] {
    let start = url.scheme.text.utf8.count + 3
    let name = String(url.source.text.dropFirst(url.scheme.text.count + 3))
    let sign: StaticString = name.hasPrefix("arn:") ? ":::" : "://"
    guard let end = name.range(of: sign), end.upperBound < name.endIndex,
      !name.hasPrefix("http"), !name[end.upperBound...].contains("/")
    else { return [] }
    let prefix = String(name[..<end.upperBound])
    let range = start..<(start + prefix.utf8.count)
    guard url.source.isExact(range) else { return [] }
    return [
      FixIt(.remove(prefix), [.replace(url.source.span(of: range), with: "")], .unsafe)
    ]
  }

  private static func help(
    _ host: String, _ prefix: BucketNamePrefix, _ bucket: Bucket
  ) -> Message {
    if bucket.provider.literal == .az { return .writeOnlyAccount }
    return prefix == .scheme && ["http", "https"].contains(host.lowercased())
      ? .writeOnlyHost : .writeOnlyBucket
  }

  private static func port(of endpoint: String) -> Substring? {
    guard let colon = endpoint.lastIndex(of: ":"), endpoint.last != "]" else { return nil }
    return endpoint[endpoint.index(after: colon)...]
  }

  private static func bucketSetting(_ section: String) -> String {
    section == "global.bucket" ? "bucket.endpoint" : "defaultBucket.endpoint"
  }
}

extension Message {
  fileprivate static let writeOnlyAccount: Message =
    "write only the account name; `path` is the container"

  fileprivate static let writeOnlyHost: Message =
    "write only the host and port; `?tls=true` in `path` turns TLS on"

  fileprivate static let writeOnlyBucket: Message =
    "write only the bucket name; `provider` names the cloud"

  fileprivate static func remove(_ prefix: String) -> Message { "remove `\(value: prefix)`" }

  fileprivate static let invalidPort: Message = "the port in the address of the store is invalid"

  fileprivate static let usePort: Message = "use a port from 1 to 65535"

  fileprivate static let missingBucket: Message =
    "the address of the store is set, but the bucket is missing"

  fileprivate static let setBucket: Message =
    "set the bucket in `path`, or append it to the address"
}
