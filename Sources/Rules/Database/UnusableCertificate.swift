import Certificates
package import Diagnostics
package import Settings

/// The certificate of an authority is no PEM certificate.
package enum UnusableCertificate: Rule {
  package static let id = DiagnosticID(
    "WB3020", "unusable-certificate", .error,
    Documentation(
      summary: "`caCert` holds no PEM certificate that is still valid.",
      explanation: """
        The chart writes the text into one file (`/etc/ssl/certs/mysql_ca.pem`, \
        `/etc/ssl/certs/redis_ca.pem`), and the client refuses a file that it can't read. The check \
        is OpenSSL's.
        """,
      failing: .yaml("global:\n  mysql:\n    host: db\n    caCert: /etc/ssl/ca.pem\n"),
      passing: .yaml(
        """
        global:
          mysql:
            host: db
            caCert: |
              -----BEGIN CERTIFICATE-----
              MIIBgjCCASegAwIBAgIUHHnl0nwqDfPBeo/5I11ADwwr1nAwCgYIKoZIzj0EAwIw
              FTETMBEGA1UEAwwKRXhhbXBsZSBDQTAgFw0yNjExMjEwNTAzMDFaGA8yMTI2MTAy
              ODA1MDMwMVowFTETMBEGA1UEAwwKRXhhbXBsZSBDQTBZMBMGByqGSM49AgEGCCqG
              SM49AwEHA0IABN9teWDsp4wTLXAnXPrLgNIRh0YEtUOhtzuwJ04Cv6PDtxlRu2+h
              TVVFas0NHMhUG0ekBnSjbkoqO9TP770TCxujUzBRMB0GA1UdDgQWBBS1v//G+Shc
              dawQ6qAcoq+z/DvhtjAfBgNVHSMEGDAWgBS1v//G+ShcdawQ6qAcoq+z/DvhtjAP
              BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQC70bjZ2aXiOrq28xxx
              7Edi6Ubls0aBgTs3CaHEIaI9mwIhAI+F8oSlZSIOo7DIH3QhcnMx1X54bidIil3I
              SN0qQdeP
              -----END CERTIFICATE-----

        """)))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    let configuration = resolved.configuration
    check("global.mysql.caCert", configuration.mysql.caCert, resolved, &report)
    check("global.redis.caCert", configuration.redis.caCert, resolved, &report)
  }

  private static func check(
    _ name: String, _ setting: Setting<String>, _ resolved: ResolvedConfiguration,
    _ report: inout RuleReport
  ) {
    guard let pem = setting.literal, let fault = fault(of: pem, resolved.now),
      let place = resolved.origin(of: setting)
    else { return }
    report.report("`\(place.spelling)` \(fault)", at: place, setting: name)
  }

  private static func fault(of pem: String, _ now: Int64) -> String? {
    let begin = "-----BEGIN CERTIFICATE-----"
    let blocks = pem.split(separator: begin, omittingEmptySubsequences: false).dropFirst()
    guard !blocks.isEmpty else { return "holds no PEM certificate" }
    var expired = 0
    for block in blocks {
      do throws(PEMCertificate.Problem) {
        if try PEMCertificate(begin + block).isExpired(at: now) { expired += 1 }
      } catch {
        return "holds a certificate that can't be read"
      }
    }
    // A bundle keeps old authorities beside new ones.
    return expired == blocks.count ? "holds a certificate that has expired" : nil
  }
}
