package import Probing

/// The keys with which a provider signs tokens (RFC 7517).
package struct SigningKeys: Sendable {
  /// The usable ones: `RSA`, `EC P-256`.
  package let usable: [String]
  private let all: [String]

  /// Reads the body of an answer from `url`.
  package init(_ body: [UInt8], from url: String) throws(ProbeFailure) {
    guard let keys = JSONText(body)?[objects: "keys"] else {
      throw ProbeFailure(
        OIDCProblem.keysNotFound, [.address: url, .reply: "the answer is not a key set"])
    }
    all = keys.map { $0[text: "kty"] ?? "no `kty`" }
    usable = keys.filter(Self.isUsable).map(Self.name)
  }

  /// Throws if no key can verify a signature.
  package func check(from url: String) throws(ProbeFailure) {
    guard usable.isEmpty else { return }
    throw ProbeFailure(
      OIDCProblem.noUsableKey,
      [.address: url, .found: all.isEmpty ? "no key" : all.joined(separator: ", ")])
  }

  private static func name(_ key: JSONText) -> String {
    [key[text: "kty"], key[text: "crv"] ?? key[text: "alg"]].compactMap { $0 }
      .joined(separator: " ")
  }

  /// Whether a key verifies signatures of ID tokens; `use`, `alg` and `key_ops` may be left out.
  private static func isUsable(_ key: JSONText) -> Bool {
    guard key[text: "use"] ?? "sig" == "sig",
      key[texts: "key_ops"]?.contains("verify") ?? true,
      key[text: "alg"].map(algorithms.contains) ?? true
    else { return false }
    return switch key[text: "kty"] {
    case "RSA": key[text: "n"] != nil && key[text: "e"] != nil
    case "EC": curves.contains(key[text: "crv"] ?? "") && key[text: "x"] != nil
    case "OKP": key[text: "crv"] == "Ed25519" && key[text: "x"] != nil
    default: false
    }
  }

  private static let curves: Set = ["P-256", "P-384", "P-521"]
  /// RFC 7518, section 3.1, without those of shared secrets; RFC 8037.
  private static let algorithms: Set = [
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
  ]
}
