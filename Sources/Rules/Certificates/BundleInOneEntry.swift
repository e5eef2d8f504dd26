package import Diagnostics
package import Settings

/// An entry of a list of certificates holds several.
package enum BundleInOneEntry: Rule {
  package static let id = DiagnosticID(
    "WB3029", "bundle-in-one-entry", .error,
    Documentation(
      summary: "An entry of `customCACerts` holds more than one certificate.",
      explanation: """
        The chart writes each entry into a file of its own (`customCA0.crt`), and \
        `update-ca-certificates` takes one certificate a file. "You must split the certificates \
        into multiple entries" (W&B documentation, operator FAQ; wandb/helm-charts#255).
        """,
      failing: .yaml(
        ExampleCertificate.values(
          ExampleCertificate.authority + ExampleCertificate.secondAuthority)),
      passing: .yaml(
        ExampleCertificate.values(
          ExampleCertificate.authority, ExampleCertificate.secondAuthority))))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    for entry in resolved.authorityEntries {
      let count = entry.pieces.count
      guard count > 1 else { continue }
      report.report(
        "`\(entry.spelling)` holds \(count) certificates", at: entry.span, via: entry.via,
        setting: entry.setting, help: "split it into \(count) entries")
    }
  }
}
