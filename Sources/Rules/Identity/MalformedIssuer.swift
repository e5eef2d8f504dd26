package import Diagnostics
package import Settings

/// The OpenID Connect issuer is another URL of the identity provider.
package enum MalformedIssuer: Rule {
  package static let id = DiagnosticID(
    "WB3021", "malformed-issuer", .error,
    evidence: .read(
      by: .identityProviders, source: "OpenID Connect Discovery 1.0, section 4; wandb/server#142"),
    Documentation(
      summary: "The OIDC issuer is not an issuer, but another URL of the identity provider.",
      explanation: """
        The server reads `ISSUER/.well-known/openid-configuration` (W&B documentation, "Configure \
        SSO with OIDC"). The issuer is https://cognito-idp.REGION.amazonaws.com/POOL for Cognito, \
        not the Cognito domain; https://COMPANY.okta.com for Okta; \
        https://login.microsoftonline.com/TENANT/v2.0 for Entra; and the realm's URL for Keycloak \
        (wandb/server#142).
        """,
      failing: .env(
        """
        OIDC_ISSUER=https://wandb.okta.com/.well-known/openid-configuration
        OIDC_CLIENT_ID=0oa1

        """),
      passing: .env("OIDC_ISSUER=https://wandb.okta.com\nOIDC_CLIENT_ID=0oa1\n")))

  package static let otherIDs = [unusual]

  private static let unusual = DiagnosticID(
    "WB3061", "unusual-issuer", .warning,
    evidence: .read(
      by: .identityProviders,
      source: "OpenID Connect Discovery 1.0, section 4.3 (`issuer` is compared exactly)"),
    Documentation(
      summary: "The OIDC issuer ends with a slash, does not use TLS, or is a single word.",
      explanation: """
        The `issuer` in the provider's discovery document must be exactly this text, and only a few \
        providers end theirs with a slash. OpenID Connect requires https. A single word is not \
        a URL, and is probably a placeholder.
        """,
      failing: .env("OIDC_ISSUER=https://wandb.okta.com/\nOIDC_CLIENT_ID=0oa1\n"),
      passing: .env("OIDC_ISSUER=https://wandb.okta.com\nOIDC_CLIENT_ID=0oa1\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let setting = resolved.configuration.oidc.issuer
    guard let issuer = setting.literal, let origin = resolved.origin(of: setting),
      let (fault, help, code) = fault(of: issuer)
    else { return }
    findings.add(
      .setting(origin.spelling, fault), at: origin.span, via: origin.via,
      setting: "global.auth.oidc.issuer", help: help, fixes: fixes(Located(issuer, origin.span)),
      code: code)
  }

  /// The issuer without what does not belong to it, if nothing is wrong with the rest.
  private static func fixes(_ issuer: Located) -> [FixIt] {
    var (text, applicability) = (issuer.value[...], FixIt.Applicability.safe)
    if !text.contains("://") { (text, applicability) = ("https://" + text, .unsafe) }
    if text.hasPrefix("http://") {
      (text, applicability) = ("https://" + text.dropFirst(7), .unsafe)
    }
    // Discovery appends the path to the issuer, so what precedes it is the issuer.
    if let path = text.range(of: "/.well-known") { text = text[..<path.lowerBound] }
    if let rest = text.firstIndex(where: { "?#".contains($0) }) {
      (text, applicability) = (text[..<rest], .unsafe)
    }
    let host = text.dropFirst(8).prefix { $0 != "/" }
    if text.hasSuffix("/"), fault(of: String(text)) != nil {
      (text, applicability) = (text.dropLast(), .unsafe)
    }
    guard fault(of: String(text)) == nil, host.contains("."), !host.contains("@") else {
      return []
    }
    return [
      .write(String(text), for: issuer, applicability, summary: .writeIssuer(text))
    ]
  }

  private static func fault(of issuer: String) -> (Message, help: Message, DiagnosticID)? {
    if issuer.allSatisfy({ $0.isLetter || $0.isNumber || "-_".contains($0) }), issuer != "localhost"
    {
      return (.singleWord, .writeURL, unusual)
    }
    guard let colon = issuer.range(of: "://"), colon.lowerBound > issuer.startIndex else {
      return (.noScheme, .prependScheme, id)
    }
    let scheme = issuer[..<colon.lowerBound].lowercased()
    let rest = issuer[colon.upperBound...]
    let authority = rest.prefix { !"/?#".contains($0) }
    let path = rest.dropFirst(authority.count)
    guard scheme == "https" || scheme == "http" else {
      return (.otherScheme(scheme), .writeHTTPS, id)
    }
    guard !authority.isEmpty else { return (.noHost, .writeHost, id) }
    if path.holds("/.well-known") { return (.discoveryDocument, .removeWellKnown, id) }
    if path.contains(where: { "?#".contains($0) }) {
      return (.moreThanPath, .removeAfterPath, id)
    }
    let host = (authority.split(separator: "@").last ?? "").prefix { $0 != ":" }.lowercased()
    let segments = path.split(separator: "/").map(String.init)
    if let (fault, help) = IssuerShape.fault(host, segments) { return (fault, help, id) }
    if issuer.hasSuffix("/"), !IssuerShape.endsWithSlash(host, segments) {
      return (.trailingSlash, .removeSlash, unusual)
    }
    return scheme == "http" ? (.noTLS, .writeHTTPS, unusual) : nil
  }
}

extension Message {
  fileprivate static func writeIssuer(_ text: Substring) -> Message { "write \(value: text)" }

  fileprivate static let singleWord: Message = "is a single word instead of a URL"

  fileprivate static let writeURL: Message = "write the issuer that the provider publishes"

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
