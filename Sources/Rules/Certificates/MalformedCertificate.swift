import Certificates
package import Diagnostics
package import Settings

/// An authority's certificate is not a valid PEM certificate.
package enum MalformedCertificate: Rule {
  package static let id = DiagnosticID(
    "WB3020", "malformed-certificate", .error,
    evidence: .read(by: .tlsClients, source: "RFC 7468 (PEM); OpenSSL"),
    Documentation(
      summary: "`caCert`, or an entry of `customCACerts`, is not a valid PEM certificate.",
      explanation: """
        The chart writes each text to a file of its own (`/etc/ssl/certs/mysql_ca.pem`, \
        `/etc/ssl/certs/redis_ca.pem`, `customCA0.crt`), and clients refuse a file that they can't \
        read. OpenSSL does the check. A bundle is accepted if one of its certificates is still \
        valid.
        """,
      failing: .yaml("global:\n  mysql:\n    host: db\n    caCert: /etc/ssl/ca.pem\n"),
      passing: .yaml(
        "global:\n  mysql:\n    host: db\n    caCert: |\n" + ExampleCertificate.authority)))

  package static let otherIDs = [skipped]

  private static let skipped = DiagnosticID(
    "WB3265", "skipped-certificate", .warning,
    evidence: .read(
      by: .tlsClients,
      source: "update-ca-certificates(8); Go, crypto/x509: unreadable files skipped"),
    Documentation(
      summary: "A certificate in `customCACerts` is damaged.",
      explanation: """
        The chart adds each entry to the directory of trusted certificates. Programs skip those that \
        they can't read, so the server runs, but does not trust this authority.
        """,
      failing: .yaml(
        """
        global:
          customCACerts:
            - |
              -----BEGIN CERTIFICATE-----
              MIIBLTCB1KADAgECAgEBMAoGCCqGSM49BAMCMBUxEzARBgNVBAMMCkV4YW1wbGUg
              -----END CERTIFICATE-----

        """),
      passing: .yaml(
        "global:\n  mysql:\n    host: db\n    caCert: |\n" + ExampleCertificate.authority)))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for authority in resolved.authorities {
      guard let (fault, code) = fault(of: authority, resolved.now) else { continue }
      findings.add(
        .setting(authority.spelling, fault), at: authority.span, via: authority.via,
        setting: authority.setting, code: code)
    }
  }

  private static func fault(
    of authority: AuthorityText, _ now: Int64
  ) -> (Message, DiagnosticID)? {
    let pieces = authority.pieces
    guard !pieces.isEmpty else { return (.noCertificate, id) }
    var expired = 0
    for piece in pieces {
      do throws(PEMCertificate.Problem) {
        if try PEMCertificate(piece).isExpired(at: now) { expired += 1 }
      } catch {
        return (.unreadableCertificate, authority.form == .entry ? skipped : id)
      }
    }
    // A bundle keeps old authorities next to new ones.
    return expired == pieces.count ? (.expiredCertificate, id) : nil
  }
}

extension Message {
  fileprivate static let noCertificate: Message = "does not contain a PEM certificate"

  fileprivate static let unreadableCertificate: Message =
    "contains a certificate that can't be read"

  fileprivate static let expiredCertificate: Message = "contains a certificate that has expired"
}
