import Certificates
import Probing

/// One configured text with certificates, and which certificates of services they signed.
struct AuthorityUse {
  let plan: ProbePlan
  /// Each certificate in PEM, readable or not.
  let pieces: [String]
  /// The ones that signed a certificate that a service presented, or were presented themselves.
  private(set) var signers: [String] = []
  /// The addresses of those services, for each of `signers`.
  private var targets: [[String]] = []
  /// Whether a service that is verified with this text presented a certificate.
  private let hasEvidence: Bool

  init(_ plan: ProbePlan, _ probes: [ProbeOutcome]) {
    self.plan = plan
    pieces = PEMCertificate.pieces(of: plan.request[.authority] ?? "")
    let service = Self.service(plan)
    let users = probes.filter { service == nil || $0.plan.service == service }
    let presented = users.map { probe in
      (
        target: probe.plan.target,
        chain: Set(probe.presented.flatMap { PEMCertificate.pieces(of: $0) })
      )
    }
    hasEvidence = presented.contains { !$0.chain.isEmpty }
    for piece in pieces {
      let found = presented.filter { $0.chain.contains { Self.vouches(piece, for: $0) } }
      guard !found.isEmpty else { continue }
      signers.append(piece)
      targets.append(found.map(\.target))
    }
  }

  /// The service that a text is for; nil for every service.
  private static func service(_ plan: ProbePlan) -> Service? {
    switch plan.anchors[.authority]?.setting {
    case "global.mysql.caCert": .mysql
    case "global.redis.caCert": .redis
    default: nil
    }
  }

  private static func vouches(_ piece: String, for other: String) -> Bool {
    guard let authority = try? PEMCertificate(piece), let certificate = try? PEMCertificate(other)
    else { return false }
    return authority.isSame(as: certificate) || authority.signed(certificate)
  }

  /// The services for which each certificate is used: an authority that signed another configured
  /// authority is used where that one is.
  static func all(_ texts: [AuthorityUse]) -> [String: [String]] {
    var result: [String: [String]] = [:]
    for text in texts {
      for (signer, targets) in zip(text.signers, text.targets) {
        result[signer, default: []] += targets
      }
    }
    var rest = texts.flatMap(\.signers)
    while let signer = rest.popLast() {
      for piece in texts.flatMap(\.pieces)
      where result[piece] == nil && vouches(piece, for: signer) {
        result[piece] = result[signer]
        rest.append(piece)
      }
    }
    return result
  }

  /// The services for which a certificate of this text is used, each once.
  func services(_ use: [String: [String]]) -> [String] {
    pieces.flatMap { use[$0] ?? [] }.reduce(into: []) { result, target in
      if !result.contains(target) { result.append(target) }
    }
  }

  /// Why nothing is said about a text that is not used.
  func silence(_ probes: [ProbeOutcome]) -> String? {
    guard hasEvidence else { return "no probed service presented a certificate" }
    let own = plan.anchors[.authority]?.span
    let isReported = probes.contains { probe in
      probe.steps.contains { step in
        step.failures.contains { failure in
          failure.problem == ConnectionProblem.certificateNotTrusted.rawValue
            && probe.plan.anchor(failure.role ?? step.role)?.span == own
        }
      }
    }
    return isReported ? "the service's certificate is reported" : nil
  }

  /// The days until each certificate expires, without those that can't be read.
  func days(at now: Int64, of pieces: [String]) -> [Int] {
    pieces.compactMap { piece in
      guard let certificate = try? PEMCertificate(piece) else { return nil }
      return certificate.daysLeft(at: now)
    }
  }
}
