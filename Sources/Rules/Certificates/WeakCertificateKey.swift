import Certificates
package import Diagnostics
package import Settings

/// The key of an authority's certificate is too short.
package enum WeakCertificateKey: Rule {
  package static let id = DiagnosticID(
    "WB3031", "weak-certificate-key", .warning,
    Documentation(
      summary: "A certificate in `customCACerts` or `caCert` has a short key.",
      explanation: """
        RSA keys below 2048 bits and EC keys below 224 bits are no longer allowed (NIST SP \
        800-131A), and OpenSSL at security level 2, the usual one of distributions, refuses them.
        """,
      failing: .yaml(ExampleCertificate.values(ExampleCertificate.weak)),
      passing: .yaml(ExampleCertificate.values(ExampleCertificate.authority))))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    for authority in resolved.authorities {
      for key in authority.certificates({ $0.key }) {
        guard let key, key.bits < least(key.kind) else { continue }
        report.report(
          "`\(authority.spelling)` has an \(key.kind.rawValue) key of \(key.bits) bits",
          at: authority.span, via: authority.via, setting: authority.setting,
          help: "ask for a certificate with RSA of \(least(.rsa)) bits or more, or P-256")
      }
    }
  }

  private static func least(_ kind: PEMCertificate.KeyKind) -> Int {
    switch kind {
    case .rsa: 2048
    case .ellipticCurve: 224
    }
  }
}
