import Certificates
package import Diagnostics
package import Settings

/// The key of an authority's certificate is too short.
package enum WeakCertificateKey: Rule {
  package static let id = DiagnosticID(
    "WB3031", "weak-certificate-key", .warning,
    evidence: .read(by: .tlsClients, source: "NIST SP 800-131A; OpenSSL, security level 2"),
    Documentation(
      summary: "A certificate in `customCACerts` or `caCert` has a short key.",
      explanation: """
        RSA keys below 2048 bits and EC keys below 224 bits are no longer allowed (NIST SP \
        800-131A), and OpenSSL refuses them at security level 2, the usual level of distributions.
        """,
      failing: .yaml(ExampleCertificate.values(ExampleCertificate.weak)),
      passing: .yaml(ExampleCertificate.values(ExampleCertificate.authority))))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for authority in resolved.authorities {
      for key in authority.certificates({ $0.key }) {
        guard let key, key.bits < minimum(key.kind) else { continue }
        findings.add(
          .weakKey(in: authority.spelling, key.kind, bits: key.bits), at: authority.span,
          via: authority.via, setting: authority.setting,
          help: .useStrongKey(minimumOfRSA: minimum(.rsa)))
      }
    }
  }

  private static func minimum(_ kind: PEMCertificate.KeyKind) -> Int {
    switch kind {
    case .rsa: 2048
    case .ellipticCurve: 224
    }
  }
}

extension Message {
  fileprivate static func weakKey(
    in spelling: String, _ kind: PEMCertificate.KeyKind, bits: Int
  ) -> Message {
    "`\(spelling)` has an \(kind.rawValue) key of only \(bits) bits"
  }

  fileprivate static func useStrongKey(minimumOfRSA bits: Int) -> Message {
    "use an RSA key of at least \(bits) bits, or a P-256 key"
  }
}
