package import Diagnostics
package import Settings

/// A connection string has a second `?`, so the rest becomes part of a parameter's value.
package enum SecondQuestionMark: Rule {
  package static let id = DiagnosticID(
    "WB3004", "second-question-mark", .error,
    evidence: .read(
      by: .goURLParser,
      source: """
        Go `net/url`: a query begins at the first `?`; W&B documentation, "Bring your own \
        bucket"
        """),
    Documentation(
      summary: "A connection string has more than one `?`.",
      explanation: """
        Parameters are separated by `&`. In the documentation's bucket form \
        `…?region=<region>?tls=true` the region becomes `<region>?tls=true`, and TLS stays off.
        """,
      failing: .env("BUCKET=s3://key:secret@minio:9000/wandb?region=us-east-1?tls=true\n"),
      passing: .env("BUCKET=s3://key:secret@minio:9000/wandb?region=us-east-1&tls=true\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for connection in resolved.connections {
      let source = connection.url.source
      for offset in connection.url.extraQuestionMarks {
        let range = offset..<offset + 1
        let span = source.span(of: range)
        let fix = FixIt(.write("&"), [.replace(span, with: "&")])
        findings.add(
          .secondQuestionMark(in: connection.spelling), at: span,
          setting: connection.kind.setting, help: .separateWithAmpersand,
          fixes: source.isExact(range) ? [fix] : [])
      }
    }
  }
}

extension Composite.Kind {
  /// The setting to name in a finding about the whole connection string.
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

extension Message {
  fileprivate static func secondQuestionMark(in spelling: String) -> Message {
    "second `?` in the parameters of `\(spelling)`"
  }

  fileprivate static let separateWithAmpersand: Message =
    "separate parameters with `&`; what follows would be part of the value before it"
}
