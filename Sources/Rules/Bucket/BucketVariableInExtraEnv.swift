import ConfigSyntax
package import Diagnostics
package import Settings

/// `BUCKET` is set through `global.extraEnv`, which reaches only one of four variables.
package enum BucketVariableInExtraEnv: Rule {
  package static let id = DiagnosticID(
    "WB3003", "bucket-variable-in-extra-env", .warning,
    evidence: .read(by: .chart, source: "Environment of the containers since 0.20.0, rendered"),
    Documentation(
      summary:
        "`global.extraEnv.BUCKET` overrides only one of the four variables that name the bucket.",
      explanation: """
        Since chart 0.20.0 the split services read `GORILLA_FILE_STORE`, `GORILLA_STORAGE_BUCKET` \
        and the overflow store, which keep the bucket of `global.bucket` \
        (\(ChartRelease.citation), rendered). The documentation's "Other providers" example sets only `BUCKET`. Configure an \
        S3-compatible store in `global.bucket`: `name` is its host and port, `path` the bucket and \
        the parameters.
        """,
      failing: .yaml(
        "global:\n  extraEnv:\n    BUCKET: s3://key:secret@minio:9000/wandb?tls=true&region=us-east-1\n"
      ),
      passing: .yaml(
        """
        global:
          bucket:
            provider: s3
            name: minio:9000
            path: wandb?tls=true
            region: us-east-1
            accessKey: key
            secretKey: secret

        """)))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    guard !resolved.chartVariables.isEmpty else { return }
    for partial in resolved.partialVariables where partial.variable.name == "BUCKET" {
      let value = partial.variable.value
      findings.add(
        .setsOneVariable(partial.variable.spelling), at: value.span, via: value.via,
        setting: "global.bucket.name", help: .useBucketSection(whichAlsoSets: partial.names))
    }
  }
}

extension Message {
  fileprivate static func setsOneVariable(_ spelling: String) -> Message {
    "`\(spelling)` sets only the variable `BUCKET`"
  }

  fileprivate static func useBucketSection(whichAlsoSets names: String) -> Message {
    """
    use `global.bucket` with provider, name, path and keys, which also sets \(names); \
    `wandb-cfg render` writes it
    """
  }
}
