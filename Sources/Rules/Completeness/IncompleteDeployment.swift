package import Diagnostics
package import Settings

/// A deployment lacks something that the server needs to start.
package enum IncompleteDeployment: Rule {
  package static let id = DiagnosticID(
    "WB3095", "incomplete-deployment", .warning,
    evidence: .read(
      by: .chart,
      source: "values.yaml and templates of \(ChartRelease.citation)"),
    Documentation(
      summary: "The inputs look like a whole deployment, but a part of it is missing.",
      explanation: """
        A server needs a host, a license, a bucket, a MySQL and a Redis. The chart installs a \
        Redis by default, and a MySQL with `mysql.install: true` (the default before 0.13.12); it \
        has no bucket. Values count as a whole deployment if they have a database and most of the \
        rest, and a custom resource if it has three of host, license, bucket and database. \
        Anything less may be one of several files, as may values without any secret, which lack \
        their secrets only; both are reported with `--complete`, as errors.
        """,
      failing: .yaml(
        """
        global:
          host: https://wandb.example.com
          licenseSecret: {name: wandb, key: license}
          mysql: {host: db.example.com, passwordSecret: {name: wandb-mysql}}
          redis: {host: cache.example.com}
        redis: {install: false}

        """),
      passing: .yaml(ExampleDeployment.complete)))

  package static let otherIDs = [requirement]

  /// The same for inputs that the user calls complete.
  package static let requirement = DiagnosticID(
    "WB3096", "missing-requirement", .error,
    evidence: .read(
      by: .chart,
      source: "values.yaml and templates of \(ChartRelease.citation)"),
    Documentation(
      summary: "`--complete` is used, and something that the server needs to start is missing.",
      explanation: """
        With `validate --complete` the inputs are the whole deployment, so each missing piece is \
        an error: the host, the license, a bucket with its provider, a database that is either \
        bundled or has a host and a password, and a Redis. References to Secrets count as present. \
        The container `wandb/local` has its own database, Redis and object store, and needs only a \
        host and a license.
        """,
      failing: .yaml(
        """
        global:
          host: https://wandb.example.com
          bucket: {provider: s3, name: wandb-files}

        """, .complete),
      passing: .yaml(ExampleDeployment.complete, .complete)))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    guard resolved.isMeantToBeWhole else { return }
    let isAsked = resolved.deployment?.requirement == .always
    for piece in resolved.missingPieces {
      findings.add(
        piece.message, at: piece.span, setting: piece.setting, help: piece.help,
        code: isAsked ? requirement : nil)
    }
  }
}
