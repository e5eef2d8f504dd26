package import Diagnostics
package import Settings

/// An entry in a list of certificates contains several certificates.
package enum BundleInOneEntry: Rule {
  package static let id = DiagnosticID(
    "WB3029", "bundle-in-one-entry", .error,
    evidence: .read(
      by: .tlsClients, source: "W&B documentation, operator FAQ; wandb/helm-charts#255"),
    Documentation(
      summary: "An entry of `customCACerts` contains more than one certificate.",
      explanation: """
        The chart writes each entry to its own file (`customCA0.crt`), and \
        `update-ca-certificates` reads one certificate per file. "You must split the certificates \
        into multiple entries" (W&B documentation, operator FAQ; wandb/helm-charts#255).
        """,
      failing: .yaml(
        ExampleCertificate.values(
          ExampleCertificate.authority + ExampleCertificate.secondAuthority)),
      passing: .yaml(
        ExampleCertificate.values(
          ExampleCertificate.authority, ExampleCertificate.secondAuthority))))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for entry in resolved.authorityEntries {
      let count = entry.pieces.count
      guard count > 1 else { continue }
      findings.add(
        .severalCertificates(count, in: entry.spelling), at: entry.span, via: entry.via,
        setting: entry.setting, help: .splitEntry(into: count))
    }
  }
}

extension Message {
  fileprivate static func severalCertificates(_ count: Int, in spelling: String) -> Message {
    "`\(spelling)` contains \(count) certificates"
  }

  fileprivate static func splitEntry(into count: Int) -> Message {
    "split it into \(count) entries"
  }
}
