import Certificates
package import Diagnostics
package import Settings

/// The certificate of an authority ends soon.
package enum ExpiringCertificate: Rule {
  package static let id = DiagnosticID(
    "WB3032", "expiring-certificate", .warning,
    Documentation(
      summary: "A certificate in `customCACerts` or `caCert` expires within 30 days.",
      explanation: """
        When an authority ends, everything that it signed is refused at once. Now is the clock, or \
        `SOURCE_DATE_EPOCH`; the example ends on 2026-12-05. Of a bundle the certificate that lasts \
        longest counts, since old authorities stand beside new ones there.
        """,
      failing: .yaml(ExampleCertificate.values(ExampleCertificate.expiring)),
      passing: .yaml(ExampleCertificate.values(ExampleCertificate.authority))))

  private static let month: Int64 = 30 * 86_400

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    for authority in resolved.authorities {
      let ends = authority.certificates { certificate in
        (
          isOver: certificate.isExpired(at: resolved.now),
          isSoon: certificate.isExpired(at: resolved.now + month),
          days: certificate.daysLeft(at: resolved.now)
        )
      }
      // One that is over, or can't be read, is `UnusableCertificate`'s.
      guard ends.count == authority.pieces.count, !ends.allSatisfy(\.isOver),
        ends.allSatisfy(\.isSoon), let days = ends.map(\.days).max()
      else { continue }
      report.report(
        "`\(authority.spelling)` expires in \(days == 0 ? "less than a day" : count(days))",
        at: authority.span, via: authority.via, setting: authority.setting,
        help: "add the authority's new certificate")
    }
  }

  private static func count(_ days: Int) -> String { "\(days) day\(days == 1 ? "" : "s")" }
}
