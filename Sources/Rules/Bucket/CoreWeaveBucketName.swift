package import Diagnostics
package import Settings

/// A CoreWeave bucket has a name that CoreWeave does not accept.
package enum CoreWeaveBucketName: Rule {
  package static let id = DiagnosticID(
    "WB3010", "coreweave-bucket-name", .error,
    evidence: .read(by: .coreWeave, source: "W&B documentation, \"Bring your own bucket\""),
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
      guard let name = bucket.name.literal, let fault = fault(of: name) else { continue }
      findings.add(
        .malformedName(name, fault), at: resolved.origin(of: bucket.name),
        setting: "\(section).name")
    }
  }

  private static func fault(of name: String) -> Message? {
    if name.contains("_") { return .underscore }
    return ["cw-", "vip-"].first(where: name.hasPrefix).map { .reservedPrefix($0) }
  }
}

extension Message {
  fileprivate static func malformedName(_ name: String, _ fault: Message) -> Message {
    "the CoreWeave bucket name `\(value: name)` \(fault)"
  }

  fileprivate static let underscore: Message = "must not contain an underscore"

  fileprivate static func reservedPrefix(_ prefix: String) -> Message {
    "must not begin with `\(prefix)`"
  }
}
