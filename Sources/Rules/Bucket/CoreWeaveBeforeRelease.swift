package import Diagnostics
package import Settings

/// A CoreWeave bucket is used with a chart that does not support CoreWeave yet.
package enum CoreWeaveBeforeRelease: Rule {
  package static let id = DiagnosticID(
    "WB3071", "coreweave-before-release", .error,
    evidence: .read(by: .chart, source: "Templates before 0.33.6, rendered: `BUCKET` is null"),
    Documentation(
      summary: "The chart version is older than the chart's support for CoreWeave.",
      explanation: """
        Provider `cw` is read from chart 0.33.6 on; the documentation asks for 0.33.14. An earlier \
        release silently renders `BUCKET: null`.
        """,
      failing: .yaml(bucket, .chartVersion("0.33.5")),
      passing: .yaml(bucket, .chartVersion("0.33.14"))))

  private static let bucket = """
    global:
      bucket:
        provider: cw
        name: cwobject.com
        path: wandb-files?tls=true
        region: us-east-04a
        accessKey: key
        secretKey: secret

    """

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    guard resolved.chartVersion < ChartVersion(0, 33, 6) else { return }
    for (section, bucket) in resolved.buckets where bucket.provider.literal == .cw {
      guard let origin = resolved.origin(of: bucket.provider), origin.isAtOrBelow(section)
      else { continue }
      findings.add(
        .unsupportedProvider(by: resolved.chartVersion), at: origin,
        setting: "\(section).provider", help: .useNewerChart)
    }
  }
}

extension Message {
  fileprivate static func unsupportedProvider(by chart: ChartVersion) -> Message {
    "chart \(chart) does not read provider `cw`"
  }

  fileprivate static let useNewerChart: Message = "use chart 0.33.14 or newer"
}
