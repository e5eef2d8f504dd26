import Diagnostics

/// The product that an issuer's URL belongs to.
package enum IdentityProvider: Sendable {
  case cognito, okta, entra, auth0, keycloak, other

  /// The product at an issuer.
  package init(_ issuer: String) {
    let text = issuer.lowercased()
    let start = text.range(of: "://")?.upperBound ?? text.startIndex
    let host = text[start...].prefix { $0 != "/" && $0 != ":" }
    self =
      switch host {
      case _ where host.hasPrefix("cognito-idp."): .cognito
      case _ where host.hasSuffix(".okta.com") || host.hasSuffix(".oktapreview.com"): .okta
      case "login.microsoftonline.com", "sts.windows.net", "login.microsoftonline.us": .entra
      case _ where host.hasSuffix(".auth0.com"): .auth0
      case _ where text.contains("/realms/"): .keycloak
      default: .other
      }
  }

  /// Where the discovery document of an issuer is (OpenID Connect Discovery 1.0, section 4).
  package static func discoveryURL(of issuer: String) -> String {
    (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer)
      + "/.well-known/openid-configuration"
  }
}

/// The URLs of the server that its application at the identity provider has to allow.
///
/// Source: documentation, "Configure SSO with OIDC".
package struct SignInURLs: Sendable {
  /// Where the provider sends a browser, or its token, after signing in.
  package let callback: String
  /// Where the provider sends a browser after signing out.
  package let logout: String

  /// The URLs of the server at a public URL without a path.
  package init(of site: String, at provider: IdentityProvider) {
    callback = site + "/oidc/callback"
    logout = provider == .cognito ? site : site + "/logout"
  }
}
