import Certificates
package import Diagnostics
package import Settings

/// A certificate among the authorities is not one of an authority.
package enum CertificateOfNoAuthority: Rule {
  package static let id = DiagnosticID(
    "WB3030", "certificate-of-no-authority", .warning,
    Documentation(
      summary: "A certificate in `customCACerts` or `caCert` is not an authority's.",
      explanation: """
        `basicConstraints` says whether a certificate may sign others; one that may not vouches for \
        no server but itself, if for that. It is usually the server's own certificate, where the \
        one of its issuer belongs. A self-signed root of X.509 version 1 has no such mark and is \
        good.
        """,
      failing: .yaml(ExampleCertificate.values(ExampleCertificate.server)),
      passing: .yaml(ExampleCertificate.values(ExampleCertificate.authority))))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    for authority in resolved.authorities {
      let names = authority.certificates { $0.isAuthority ? nil : Optional($0.commonName ?? "") }
      for name in names.compactMap({ $0 }) {
        let owner = name.isEmpty ? "" : " of `\(name)`"
        report.report(
          "`\(authority.spelling)` holds a certificate\(owner) that is no authority's",
          at: authority.span, via: authority.via, setting: authority.setting,
          help: "put the certificate of the authority there that signed it")
      }
    }
  }
}
