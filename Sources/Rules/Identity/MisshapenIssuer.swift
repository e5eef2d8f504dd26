package import Diagnostics
package import Settings

/// The issuer of OpenID Connect is another URL of the provider.
package enum MisshapenIssuer: Rule {
  package static let id = DiagnosticID(
    "WB3021", "misshapen-issuer", .error,
    Documentation(
      summary: "The OIDC issuer is no issuer, but another URL of the identity provider.",
      explanation: """
        The server reads `ISSUER/.well-known/openid-configuration` (W&B documentation, "Configure \
        SSO with OIDC"). The issuer is https://cognito-idp.REGION.amazonaws.com/POOL for Cognito, \
        not the Cognito domain; https://COMPANY.okta.com for Okta; \
        https://login.microsoftonline.com/TENANT/v2.0 for Entra; the realm's URL for Keycloak \
        (wandb/server#142). A slash at its end, and plain http, are warnings.
        """,
      failing: .env(
        """
        OIDC_ISSUER=https://wandb.okta.com/.well-known/openid-configuration
        OIDC_CLIENT_ID=0oa1

        """),
      passing: .env("OIDC_ISSUER=https://wandb.okta.com\nOIDC_CLIENT_ID=0oa1\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    let setting = resolved.configuration.oidc.issuer
    guard let issuer = setting.literal, let place = resolved.origin(of: setting),
      let (fault, help, severity) = fault(of: issuer)
    else { return }
    report.report(
      "`\(place.spelling)` \(fault)", at: place.span, via: place.via,
      setting: "global.auth.oidc.issuer", help: help, severity: severity)
  }

  private static func fault(of issuer: String) -> (String, help: String, Severity)? {
    guard let colon = issuer.firstRange(of: "://"), colon.lowerBound > issuer.startIndex else {
      return ("has no scheme", "write https:// in front of it", .error)
    }
    let scheme = issuer[..<colon.lowerBound].lowercased()
    let rest = issuer[colon.upperBound...]
    let authority = rest.prefix { !"/?#".contains($0) }
    let path = rest.dropFirst(authority.count)
    guard scheme == "https" || scheme == "http" else {
      return ("has scheme `\(scheme)`", "write https://", .error)
    }
    guard !authority.isEmpty else { return ("names no host", "write https://HOST", .error) }
    if path.contains("/.well-known") {
      let help = "give the issuer itself, without `/.well-known` and what follows"
      return ("holds the path of the discovery document", help, .error)
    }
    if path.contains(where: { "?#".contains($0) }) {
      return ("has more than scheme, host and path", "leave out what follows the path", .error)
    }
    let host = (authority.split(separator: "@").last ?? "").prefix { $0 != ":" }.lowercased()
    let segments = path.split(separator: "/").map(String.init)
    if let (fault, help) = IssuerShape.fault(host, segments) { return (fault, help, .error) }
    if issuer.hasSuffix("/"), !IssuerShape.endsWithSlash(host, segments) {
      let help = "leave it out, unless the provider's own `issuer` ends with it"
      return ("ends with a slash", help, .warning)
    }
    return scheme == "http" ? ("is reached without TLS", "write https://", .warning) : nil
  }
}
