package import Diagnostics
package import Probing
import Rules

extension AuthorityProblem: ReportedProblem {
  package var id: DiagnosticID {
    switch self {
    case .signsNothing: Codes.signsNothing
    case .expiresSoon: Codes.expiresSoon
    }
  }

  package func message(_ context: ProblemContext) -> Message {
    switch self {
    case .signsNothing:
      "`\(context[.name])` signed no certificate that a probed service presented"
    case .expiresSoon:
      """
      the certificate in `\(context[.name])` that signed a service's certificate expires in \
      \(context[.amount]) \(context[.amount] == "1" ? "day" : "days")
      """
    }
  }

  package func help(_ context: ProblemContext) -> Message? {
    switch self {
    case .signsNothing: "remove it, unless a service that was not probed needs it"
    case .expiresSoon: "ask the authority for its new certificate, and add it"
    }
  }
}

private enum Codes {
  private static let values = ExampleCertificate.values(ExampleCertificate.authority)

  private static let redis =
    "global:\n  redis:\n    host: redis.example.com\n    caCert: |\n" + ExampleCertificate.authority

  private static func id(
    _ code: String, _ problem: AuthorityProblem, _ severity: Severity, source: String,
    in values: String = values, _ summary: String, _ explanation: String, _ facts: [String: String]
  ) -> DiagnosticID {
    DiagnosticID(
      code, problem.rawValue, severity, evidence: .read(by: .tlsClients, source: source),
      Documentation(
        summary: summary, explanation: explanation,
        failing: .yaml(
          values, .probe(service: "certificates", finds: problem.rawValue, facts: facts)),
        passing: .yaml(values, .probe(service: "certificates", finds: nil, facts: [:]))))
  }

  static let signsNothing = id(
    "WB5280", .signsNothing, .note, source: "OpenSSL, X509_check_issued and X509_verify",
    "A configured authority signed nothing that the probed services presented.",
    """
    Only services that were probed and use TLS are compared. `mysql.caCert` and `redis.caCert` are \
    compared with what that service presented. An authority that signed another configured one is \
    in use.
    """, ["name": "global.customCACerts[0]"])
  static let expiresSoon = id(
    "WB5281", .expiresSoon, .warning, source: "RFC 5280, section 4.1.2.5 (validity)",
    in: redis,
    "An authority that signed a service's certificate expires within 30 days.",
    """
    Other certificates in the same text last longer, so WB3032 says nothing, but none of them \
    replaces this one: the service still presents a certificate that it signed.
    """, ["name": "global.redis.caCert", "amount": "12"])
}
