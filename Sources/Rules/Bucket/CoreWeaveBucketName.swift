package import Diagnostics
package import Settings

/// A CoreWeave bucket has a name that CoreWeave does not accept.
package enum CoreWeaveBucketName: Rule {
  package static let id = DiagnosticID(
    "WB3010", "coreweave-bucket-name", .error,
    Documentation(
      summary: "CoreWeave does not accept this bucket name.",
      explanation: """
        The name of a CoreWeave bucket must not contain an underscore, nor begin with `cw-` or \
        `vip-` (W&B documentation, "Bring your own bucket").
        """,
      failing: .env(
        "BUCKET=cw://key:secret@cwobject.com/wandb_files?tls=true&region=us-east-04a\n"),
      passing: .env("BUCKET=cw://key:secret@cwobject.com/wandb-files?tls=true&region=us-east-04a\n")
    ))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for (section, bucket) in resolved.buckets where bucket.provider.literal == .cw {
      guard let name = bucket.name.literal else { continue }
      let fault =
        name.contains("_")
        ? "must not contain an underscore"
        : ["cw-", "vip-"].first(where: name.hasPrefix).map { "must not begin with `\($0)`" }
      guard let fault else { continue }
      findings.add(
        "the CoreWeave bucket name `\(value: name)` \(fault)", at: resolved.origin(of: bucket.name),
        setting: "\(section).name")
    }
  }
}
