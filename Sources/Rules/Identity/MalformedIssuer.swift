package import Diagnostics
package import Settings

/// The OpenID Connect issuer is another URL of the identity provider.
package enum MalformedIssuer: Rule {
  package static let id = DiagnosticID(
    "WB3021", "malformed-issuer", .error, also: [.warning],
    Documentation(
      summary: "The OIDC issuer is not an issuer, but another URL of the identity provider.",
      explanation: """
        The server reads `ISSUER/.well-known/openid-configuration` (W&B documentation, "Configure \
        SSO with OIDC"). The issuer is https://cognito-idp.REGION.amazonaws.com/POOL for Cognito, \
        not the Cognito domain; https://COMPANY.okta.com for Okta; \
        https://login.microsoftonline.com/TENANT/v2.0 for Entra; and the realm's URL for Keycloak \
        (wandb/server#142). A trailing slash and plain http are warnings.
        """,
      failing: .env(
        """
        OIDC_ISSUER=https://wandb.okta.com/.well-known/openid-configuration
        OIDC_CLIENT_ID=0oa1

        """),
      passing: .env("OIDC_ISSUER=https://wandb.okta.com\nOIDC_CLIENT_ID=0oa1\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let setting = resolved.configuration.oidc.issuer
    guard let issuer = setting.literal, let place = resolved.origin(of: setting),
      let (fault, help, severity) = fault(of: issuer)
    else { return }
    findings.add(
      .setting(place.spelling, fault), at: place.span, via: place.via,
      setting: "global.auth.oidc.issuer", help: help, severity: severity)
  }

  private static func fault(of issuer: String) -> (Message, help: Message, Severity)? {
    guard let colon = issuer.firstRange(of: "://"), colon.lowerBound > issuer.startIndex else {
      return (.noScheme, .prependScheme, .error)
    }
    let scheme = issuer[..<colon.lowerBound].lowercased()
    let rest = issuer[colon.upperBound...]
    let authority = rest.prefix { !"/?#".contains($0) }
    let path = rest.dropFirst(authority.count)
    guard scheme == "https" || scheme == "http" else {
      return (.otherScheme(scheme), .writeHTTPS, .error)
    }
    guard !authority.isEmpty else { return (.noHost, .writeHost, .error) }
    if path.contains("/.well-known") { return (.discoveryDocument, .removeWellKnown, .error) }
    if path.contains(where: { "?#".contains($0) }) {
      return (.moreThanPath, .removeAfterPath, .error)
    }
    let host = (authority.split(separator: "@").last ?? "").prefix { $0 != ":" }.lowercased()
    let segments = path.split(separator: "/").map(String.init)
    if let (fault, help) = IssuerShape.fault(host, segments) { return (fault, help, .error) }
    if issuer.hasSuffix("/"), !IssuerShape.endsWithSlash(host, segments) {
      return (.trailingSlash, .removeSlash, .warning)
    }
    return scheme == "http" ? (.noTLS, .writeHTTPS, .warning) : nil
  }
}

extension Message {
  fileprivate static let noScheme: Message = "has no scheme"

  fileprivate static let prependScheme: Message = "put https:// before it"

  fileprivate static func otherScheme(_ scheme: String) -> Message {
    "has scheme `\(value: scheme)`, not `https`"
  }

  fileprivate static let writeHTTPS: Message = "write https://"

  fileprivate static let noHost: Message = "has no host"

  fileprivate static let writeHost: Message = "write https://HOST"

  fileprivate static let discoveryDocument: Message =
    "contains the path of the discovery document"

  fileprivate static let removeWellKnown: Message =
    "write only the issuer, without `/.well-known` and everything after it"

  fileprivate static let moreThanPath: Message = "contains more than scheme, host and path"

  fileprivate static let removeAfterPath: Message = "remove what follows the path"

  fileprivate static let trailingSlash: Message = "ends with a slash"

  fileprivate static let removeSlash: Message =
    "remove the slash, unless the provider's own `issuer` ends with one"

  fileprivate static let noTLS: Message = "does not use TLS"
}
