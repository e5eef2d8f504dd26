import Certificates
package import Diagnostics
package import Settings

/// An authority's certificate expires soon.
package enum ExpiringCertificate: Rule {
  package static let id = DiagnosticID(
    "WB3032", "expiring-certificate", .warning,
    evidence: .read(by: .tlsClients, source: "RFC 5280, section 4.1.2.5 (validity)"),
    Documentation(
      summary: "A certificate in `customCACerts` or `caCert` expires within 30 days.",
      explanation: """
        When a CA certificate expires, everything that it signed is refused at once. The current \
        time is the clock or `SOURCE_DATE_EPOCH`; the example expires on 2026-12-05. In a bundle \
        the certificate that expires last counts, because bundles keep old authorities next to new \
        ones.
        """,
      failing: .yaml(ExampleCertificate.values(ExampleCertificate.expiring)),
      passing: .yaml(ExampleCertificate.values(ExampleCertificate.authority))))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for authority in resolved.authorities {
      let ends = authority.certificates { certificate in
        (
          hasExpired: certificate.isExpired(at: resolved.now),
          expiresSoon: certificate.isExpired(at: resolved.now + month),
          days: certificate.daysLeft(at: resolved.now)
        )
      }
      // `MalformedCertificate` reports those that have expired or can't be read.
      guard ends.count == authority.pieces.count, !ends.allSatisfy(\.hasExpired),
        ends.allSatisfy(\.expiresSoon), let days = ends.map(\.days).max()
      else { continue }
      findings.add(
        .expires(authority.spelling, inDays: days), at: authority.span, via: authority.via,
        setting: authority.setting, help: .addNewCertificate)
    }
  }

  /// 30 days in seconds.
  private static let month: Int64 = 30 * 86_400
}

extension Message {
  fileprivate static func expires(_ spelling: String, inDays days: Int) -> Message {
    let time = days == 0 ? "less than a day" : "\(days) day\(days == 1 ? "" : "s")"
    return "`\(spelling)` expires in \(time)"
  }

  fileprivate static let addNewCertificate: Message = "add the new certificate of the CA"
}
