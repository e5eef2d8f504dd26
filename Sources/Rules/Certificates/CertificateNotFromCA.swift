import Certificates
package import Diagnostics
package import Settings

/// A certificate in the list of authorities is not a CA certificate.
package enum CertificateNotFromCA: Rule {
  package static let id = DiagnosticID(
    "WB3030", "certificate-not-from-ca", .warning,
    evidence: .read(by: .tlsClients, source: "RFC 5280, section 4.2.1.9 (basic constraints)"),
    Documentation(
      summary: "A certificate in `customCACerts` or `caCert` is not a CA certificate.",
      explanation: """
        `basicConstraints` says whether a certificate may sign others; one that may not vouches at \
        most for its own server. It is usually the server's own certificate, set in place of its \
        issuer's. A self-signed root in X.509 version 1 has no such extension and is accepted.
        """,
      failing: .yaml(ExampleCertificate.values(ExampleCertificate.server)),
      passing: .yaml(ExampleCertificate.values(ExampleCertificate.authority))))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for authority in resolved.authorities {
      let names = authority.certificates { $0.isAuthority ? nil : Optional($0.commonName ?? "") }
      for name in names.compactMap({ $0 }) {
        findings.add(
          .notAuthority(in: authority.spelling, commonName: name), at: authority.span,
          via: authority.via, setting: authority.setting, help: .replaceWithIssuer)
      }
    }
  }
}

extension Message {
  /// `name` is empty for a certificate without a common name.
  fileprivate static func notAuthority(in spelling: String, commonName name: String) -> Message {
    let owner: Message = name.isEmpty ? "" : " for `\(name.prefix(60))`"
    return "`\(spelling)` contains a certificate\(owner) that is not a CA certificate"
  }

  fileprivate static let replaceWithIssuer: Message =
    "replace it with the certificate of the CA that signed it"
}
