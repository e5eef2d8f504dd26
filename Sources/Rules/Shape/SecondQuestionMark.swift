package import Diagnostics
package import Settings

/// A connection string has a second `?`, which makes the rest part of a parameter's value.
package enum SecondQuestionMark: Rule {
  package static let id = DiagnosticID(
    "WB3004", "second-question-mark", .error,
    Documentation(
      summary: "A connection string has more than one `?`.",
      explanation: """
        Parameters are separated by `&`. The documentation's bucket form \
        `…?region=<region>?tls=true` makes the region `<region>?tls=true`, and TLS stays off.
        """,
      failing: .env("BUCKET=s3://key:secret@minio:9000/wandb?region=us-east-1?tls=true\n"),
      passing: .env("BUCKET=s3://key:secret@minio:9000/wandb?region=us-east-1&tls=true\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    for connection in resolved.connections {
      let source = connection.url.source
      for offset in connection.url.extraQuestionMarks {
        let range = offset..<offset + 1
        let span = source.span(of: range)
        let fixes =
          source.isExact(range) ? [FixIt("write `&`", [.replace(span, with: "&")])] : []
        report.report(
          "second `?` in the parameters of `\(connection.spelling)`", at: span,
          setting: connection.kind.setting,
          help: "write `&` between parameters; what follows would belong to the value before it",
          fixes: fixes)
      }
    }
  }
}

extension Composite.Kind {
  /// The setting that a finding about the whole connection string names.
  var setting: String {
    switch self {
    case .mysql: "global.mysql.host"
    case .redis: "global.redis.host"
    case .email: "global.email.smtp.host"
    case .stores: "bucket.supportedFileStores"
    case .bucket, .secret: "global.bucket.name"
    }
  }
}
