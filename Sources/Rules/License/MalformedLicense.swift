import ConfigSyntax
package import Diagnostics
package import Settings

/// The license is not a JSON web token.
package enum MalformedLicense: Rule {
  package static let id = DiagnosticID(
    "WB3018", "malformed-license", .error,
    evidence: .read(
      by: .server, source: "wandb/server#138: \"compact JWS format must have three parts\""),
    Documentation(
      summary: "The license is not a JSON web token with three parts.",
      explanation: """
        A license consists of three base64url parts separated by dots; otherwise the server \
        reports "compact JWS format must have three parts" (wandb/server#138). Copies often \
        contain spaces, line breaks, or two licenses.
        """,
      failing: .yaml("global:\n  license: eyJhbGciOiJSUzI1NiJ9.eyJtYXhVc2VycyI6NX0\n"),
      passing: .yaml("global:\n  license: eyJhbGciOiJSUzI1NiJ9.eyJtYXhVc2VycyI6NX0.c2ln\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let setting = resolved.configuration.license
    guard let license = setting.literal, let fault = license.reveal(fault) else { return }
    findings.add(
      fault, at: resolved.origin(of: setting), setting: "global.license", help: .copyAgain)
  }

  /// What is wrong, without quoting any of the license.
  private static func fault(of license: String) -> Message? {
    if license.contains(where: \.isWhitespace) { return .whitespace }
    let parts = license.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return .wrongNumberOfParts(parts.count) }
    for (index, part) in parts.enumerated() {
      guard !part.isEmpty, let bytes = Base64.decodeURL(String(part)) else {
        return .notBase64URL(part: index + 1)
      }
      if index < 2, !LicenseClaims.looksLikeObject(bytes) { return .notObject(part: index + 1) }
    }
    return nil
  }
}

extension Message {
  fileprivate static let whitespace: Message = "the license contains whitespace"

  fileprivate static func wrongNumberOfParts(_ count: Int) -> Message {
    "the license must have 3 parts separated by dots, not \(count)"
  }

  fileprivate static func notBase64URL(part: Int) -> Message {
    "part \(part) of the license is not valid base64url"
  }

  fileprivate static func notObject(part: Int) -> Message {
    "part \(part) of the license is not a JSON object"
  }

  fileprivate static let copyAgain: Message = "copy the license again, as a single line"
}
