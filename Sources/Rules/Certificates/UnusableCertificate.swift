import Certificates
package import Diagnostics
package import Settings

/// The certificate of an authority is no PEM certificate.
package enum UnusableCertificate: Rule {
  package static let id = DiagnosticID(
    "WB3020", "unusable-certificate", .error,
    Documentation(
      summary: "`caCert`, or an entry of `customCACerts`, is no PEM certificate that is valid.",
      explanation: """
        The chart writes each text into one file (`/etc/ssl/certs/mysql_ca.pem`, \
        `/etc/ssl/certs/redis_ca.pem`, `customCA0.crt`), and a client refuses a file that it can't \
        read. The check is OpenSSL's. A bundle with one certificate that is still valid is good.
        """,
      failing: .yaml("global:\n  mysql:\n    host: db\n    caCert: /etc/ssl/ca.pem\n"),
      passing: .yaml(
        "global:\n  mysql:\n    host: db\n    caCert: |\n" + ExampleCertificate.authority)))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    for authority in resolved.authorities {
      guard let fault = fault(of: authority, resolved.now) else { continue }
      report.report(
        "`\(authority.spelling)` \(fault)", at: authority.span, via: authority.via,
        setting: authority.setting)
    }
  }

  private static func fault(of authority: AuthorityText, _ now: Int64) -> String? {
    let pieces = authority.pieces
    guard !pieces.isEmpty else { return "holds no PEM certificate" }
    var expired = 0
    for piece in pieces {
      do throws(PEMCertificate.Problem) {
        if try PEMCertificate(piece).isExpired(at: now) { expired += 1 }
      } catch {
        return "holds a certificate that can't be read"
      }
    }
    // A bundle keeps old authorities beside new ones.
    return expired == pieces.count ? "holds a certificate that has expired" : nil
  }
}
