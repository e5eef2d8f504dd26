package import Diagnostics
package import Settings

/// The Ingress rejects requests that the server's clients send.
package enum SmallBodySize: Rule {
  package static let id = DiagnosticID(
    "WB3039", "small-body-size", .warning,
    evidence: .read(
      by: .ingressController,
      source: "nginx, `client_max_body_size`; `wandb verify` uploads 10 MB"),
    Documentation(
      summary: "nginx rejects request bodies of 10 MB.",
      explanation: """
        `wandb verify` uploads 10 MB to check that the proxy accepts them, and recommends the size \
        `0`, which means no limit; the documentation's example has `64m`.
        """,
      failing: .yaml(
        "ingress:\n  annotations:\n    nginx.ingress.kubernetes.io/proxy-body-size: 8m\n"),
      passing: .yaml(
        "ingress:\n  annotations:\n    nginx.ingress.kubernetes.io/proxy-body-size: 64m\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for annotation in resolved.ingressAnnotations where keys.contains(annotation.key) {
      guard let text = annotation.text, let size = bytes(of: text), size > 0, size < 10 << 20
      else { continue }
      findings.add(.smallLimit(annotation), of: annotation, help: .raiseLimit)
    }
  }

  private static let keys = [
    "nginx.ingress.kubernetes.io/proxy-body-size", "nginx.org/client-max-body-size",
  ]

  /// A size in bytes as nginx reads it: digits, optionally followed by `k`, `m` or `g`.
  private static func bytes(of size: String) -> Int? {
    let digits = size.prefix { $0.isASCII && $0.isNumber }
    // With more digits the size is not small.
    guard digits.utf8.count <= 9, let number = Int(digits) else { return nil }
    switch size.dropFirst(digits.count) {
    case "": return number
    case "k", "K": return number << 10
    case "m", "M": return number << 20
    case "g", "G": return number << 30
    default: return nil
    }
  }
}

extension Message {
  fileprivate static func smallLimit(_ annotation: Annotation) -> Message {
    "`\(annotation.key)` in `\(annotation.spelling)` is below 10m"
  }

  fileprivate static let raiseLimit: Message = "write 64m or more, or \"0\" for no limit"
}
