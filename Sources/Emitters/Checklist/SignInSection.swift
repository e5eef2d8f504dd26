import ConfigSyntax
import Diagnostics
import Documents
import Settings

/// What the identity provider has to know of the server.
///
/// Source: documentation, "Configure SSO with OIDC" and "Configure LDAP"; advanced configuration of
/// wandb/local, section "Authentication", for Auth0.
enum SignInSection {
  static func blocks(_ site: ChecklistSite) -> [MarkdownDocument.Block] {
    let configuration = site.configuration
    if configuration.oidc.isSet {
      let issuer = configuration.oidc.issuer.writable
      let provider = IdentityProvider(issuer ?? "")
      var rows = rows(provider, site)
      rows.append(["Scopes", "\(code: "openid") \(code: "profile") \(code: "email")"])
      return [
        .heading(2, "Identity provider"),
        .paragraph("Set these in the application at \(provider.name):"),
        .table(["Setting", "Value"], rows), .tasks(tasks(provider, issuer, site)),
      ]
    }
    guard configuration.ldap.isSet else { return [] }
    let address = configuration.ldap.address.writable.map(SecretText.masked)
    return [
      .heading(2, "Directory"),
      .tasks([address.map { "Let the server reach \(code: $0)." } ?? "Let the server reach it."]),
    ]
  }

  private static func rows(
    _ provider: IdentityProvider, _ site: ChecklistSite
  ) -> [[MarkdownDocument.Inline]] {
    let (url, urls) = (site.url, SignInURLs(of: site.url, at: provider))
    let (callback, logout) = (urls.callback, urls.logout)
    return switch provider {
    case .cognito:
      [
        ["Allowed callback URLs", "\(code: callback)"],
        ["Allowed sign-out URLs", "\(code: logout)"],
        ["OAuth grant types", "Authorization code grant, with PKCE"],
      ]
    case .okta:
      [
        ["Application type", "OIDC - OpenID Connect, Single-Page Application"],
        ["Grant type", "Authorization Code and Implicit (hybrid)"],
        ["Sign-in redirect URIs", "\(code: callback)"],
        ["Sign-out redirect URIs", "\(code: logout)"],
      ]
    case .entra:
      [
        ["Redirect URI, type Web", "\(code: callback)"],
        ["Front-channel logout URL", "\(code: logout)"],
      ]
    case .auth0:
      [
        ["Allowed Callback URLs", "\(code: callback)"],
        ["Allowed Logout URLs", "\(code: logout)"],
        ["Allowed Web Origins", "\(code: url)"],
      ]
    case .keycloak, .other:
      [
        ["Callback (redirect) URL", "\(code: callback)"],
        ["Logout URL", "\(code: logout)"], ["Web origin", "\(code: url)"],
      ]
    }
  }

  private static func tasks(
    _ provider: IdentityProvider, _ issuer: String?, _ site: ChecklistSite
  ) -> [MarkdownDocument.Inline] {
    let configuration = site.configuration
    var tasks: [MarkdownDocument.Inline] = []
    if let issuer {
      let discovery = IdentityProvider.discoveryURL(of: SecretText.masked(issuer))
      tasks.append("Let the server reach \(code: discovery).")
    }
    if provider == .cognito, configuration.oidc.authMethod.literal != .pkce {
      tasks.append("Set \(code: "global.auth.oidc.authMethod") to \(code: "pkce") for Cognito.")
    }
    if provider == .entra, configuration.oidc.secret.isAbsent {
      tasks.append(
        "Create a client secret, and set \(code: "global.auth.oidc.secret") to its value, not to its ID."
      )
    }
    if configuration[.ssoGroupClaims].literal == true {
      tasks.append("Let tokens have the claim \(code: "groups") with the names of teams.")
    }
    return tasks
  }
}

extension IdentityProvider {
  fileprivate var name: MarkdownDocument.Inline {
    switch self {
    case .cognito: "AWS Cognito"
    case .okta: "Okta"
    case .entra: "Microsoft Entra ID"
    case .auth0: "Auth0"
    case .keycloak: "Keycloak"
    case .other: "the identity provider"
    }
  }
}
