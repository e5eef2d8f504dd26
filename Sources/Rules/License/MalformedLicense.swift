import ConfigSyntax
package import Diagnostics
package import Settings

/// The license is no JSON web token.
package enum MalformedLicense: Rule {
  package static let id = DiagnosticID(
    "WB3018", "malformed-license", .error,
    Documentation(
      summary: "The license is not a JSON web token of three parts.",
      explanation: """
        A license is three parts of base64url with dots between them; the server says "compact JWS \
        format must have three parts" (wandb/server#138). Copies often hold spaces, line breaks, \
        or two licenses.
        """,
      failing: .yaml("global:\n  license: eyJhbGciOiJSUzI1NiJ9.eyJtYXhVc2VycyI6NX0\n"),
      passing: .yaml("global:\n  license: eyJhbGciOiJSUzI1NiJ9.eyJtYXhVc2VycyI6NX0.c2ln\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    let setting = resolved.configuration.license
    guard let license = setting.literal, let fault = license.reveal(fault) else { return }
    report.report(
      "the license \(fault)", at: resolved.origin(of: setting), setting: "global.license",
      help: "copy the license again, as one line")
  }

  /// What is wrong, without a piece of the license.
  private static func fault(of license: String) -> String? {
    if license.contains(where: \.isWhitespace) { return "holds white space" }
    let parts = license.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3 else {
      return "has \(parts.count) part\(parts.count == 1 ? "" : "s"), not 3"
    }
    for (index, part) in parts.enumerated() {
      guard !part.isEmpty, let bytes = Base64.decodeURL(String(part)) else {
        return "has a part \(index + 1) that is no base64url"
      }
      if index < 2, !LicenseClaims.looksLikeObject(bytes) {
        return "has a part \(index + 1) that is no JSON object"
      }
    }
    return nil
  }
}
