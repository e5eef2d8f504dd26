package import Diagnostics
package import Settings

/// A connection string begins with a scheme that the server does not know.
package enum UnknownScheme: Rule {
  package static let id = DiagnosticID(
    "WB3005", "unknown-scheme", .error,
    evidence: .read(
      by: .server,
      source: "wandb/operator, document infra-connection-settings: the accepted schemes"),
    Documentation(
      summary: "The server does not accept a connection string with this scheme.",
      explanation: """
        MySQL: `mysql`, `mysql-replica`, `cloudsql`, `cloudsql-replica`. Redis: `redis`, with the \
        parameter `tls=true` for TLS; `rediss` is not listed. Buckets: `s3`, `gs`, `az`, `cw`; \
        `gcs` and `azure` are not accepted (wandb/operator, infra-connection-settings).
        """,
      failing: .env("BUCKET=gcs://wandb-files\n"),
      passing: .env("BUCKET=gs://wandb-files\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for connection in resolved.connections where connection.isWhole {
      let scheme = connection.url.scheme
      let known = schemes(connection.kind)
      guard !known.contains(scheme.text) else { continue }
      let meant =
        meanings[scheme.text.lowercased()].flatMap { known.contains($0) ? $0 : nil }
        ?? NameSuggestion.nearest(to: scheme.text, among: known, limit: 2)
      let help: Message =
        bucketURI(connection) ?? meant.map { .write(scheme: $0) } ?? .useOne(of: known)
      findings.add(
        .unknownScheme(scheme.text), at: scheme.span, setting: connection.kind.setting,
        help: scheme.text == "rediss" ? .addTLS(after: help) : help,
        fixes: connection.kind == .redis && scheme.text == "rediss"
          ? encrypted(connection.url) : fixes(connection.url, meant))
    }
  }

  /// `rediss://` asks for what the parameter says to the server.
  private static func encrypted(_ url: ConnectionString) -> [FixIt] {
    let count = url.source.text.utf8.count
    guard url.source.isExact(0..<count), !url.query.contains(where: { $0.key.text == "tls" })
    else { return [] }
    let parameter = (url.query.isEmpty ? "?" : "&") + "tls=true"
    return [
      FixIt(
        .useParameter,
        [
          .replace(url.source.span(of: 0..<6), with: "redis"),
          .replace(url.source.span(of: count..<count), with: parameter),
        ])
    ]
  }

  /// The URI of the bucket whose web address was written.
  private static func bucketURI(_ connection: WriteLog.Connection) -> Message? {
    let url = connection.url
    guard connection.kind == .bucket, ["http", "https"].contains(url.scheme.text),
      url.user == nil, let address = StoreAddress(url.host.text)
    else { return nil }
    let path = url.path.text.split(separator: "/").first.map(String.init)
    let bucket = address.bucket ?? path
    return bucket.map { .write(bucket: $0, at: connection.span) } ?? .writeBucketURI
  }

  private static func schemes(_ kind: Composite.Kind) -> [String] {
    switch kind {
    case .mysql: DatabaseScheme.allCases.map(\.rawValue)
    case .redis: ["redis"]
    case .email: MailScheme.allCases.map(\.rawValue)
    case .bucket, .stores, .secret: BucketProvider.allCases.map(\.scheme)
    }
  }

  /// Words that people write, and the schemes that they mean.
  private static let meanings = [
    "gcs": "gs", "azure": "az", "azblob": "az", "rediss": "redis", "mysql2": "mysql",
    "mysqls": "mysql", "mariadb": "mysql", "s3a": "s3", "s3n": "s3", "minio": "s3",
    "coreweave": "cw", "http": "s3", "https": "s3",
  ]

  private static func fixes(_ url: ConnectionString, _ scheme: String?) -> [FixIt] {
    let range = 0..<url.scheme.text.utf8.count
    let written = url.scheme.text.lowercased()
    // These ask for TLS, which needs a parameter, or for keys and a bucket: no mechanical change.
    guard let scheme, url.source.isExact(range),
      !["rediss", "mysqls", "http", "https"].contains(written)
    else { return [] }
    return [
      FixIt(
        .write(scheme), [.replace(url.source.span(of: range), with: scheme)],
        // A name that is merely similar may have been meant as another one.
        meanings[written] == scheme || written == scheme ? .safe : .unsafe)
    ]
  }
}

extension Message {
  fileprivate static func write(bucket: String, at span: SourceSpan) -> Message {
    "write s3://\(value: bucket, at: span)"
  }

  fileprivate static let writeBucketURI: Message = "write s3:// and the bucket name"

  fileprivate static func unknownScheme(_ scheme: String) -> Message {
    "the server does not accept the scheme `\(value: scheme)://`"
  }

  fileprivate static func write(scheme: String) -> Message { "write \(scheme)://" }

  fileprivate static func useOne(of schemes: [String]) -> Message {
    "use one of \(schemes.joined(separator: ", "))"
  }

  fileprivate static let useParameter: Message = "write redis:// and the parameter tls=true"

  fileprivate static func addTLS(after help: Message) -> Message {
    "\(help), and add the parameter tls=true"
  }
}
