package import Diagnostics

/// Sign-in with OpenID Connect.
package struct OIDC: Sendable {
  /// `global.auth.oidc.issuer`: the issuer URL of the identity provider, under which its discovery
  /// document is.
  package var issuer = Setting<String>()
  /// `global.auth.oidc.clientId`: the client ID of the application at the identity provider.
  package var clientID = Setting<String>()
  /// `global.auth.oidc.secret`: the client secret of the application at the identity provider;
  /// optional.
  package var secret = Setting<Secret>()
  /// `global.auth.oidc.authMethod`: the OAuth grant to use.
  package var authMethod = Setting<AuthMethod>()
  /// `env.GORILLA_OIDC_CUSTOM_SCOPES`: additional scopes to request from the identity provider;
  /// separator undocumented.
  package var customScopes = Setting<String>()

  /// Nothing is set.
  package init() {}

  /// Whether any input turns on sign-in with OpenID Connect.
  package var isSet: Bool { !issuer.isAbsent || !clientID.isAbsent }
}

/// The grants that the server supports; every Terraform module accepts exactly these two.
package enum AuthMethod: String, WordValue {
  case implicit, pkce
}

/// How long a session lasts and what signs it.
package struct Session: Sendable {
  /// `global.auth.sessionLengthHours`: how long a session lasts; 720 hours by default.
  package var length = Setting<GoDuration>()
  /// `env.GORILLA_SESSION_KEY`: the key that signs sessions; the chart generates one.
  package var key = Setting<Secret>()
  /// `global.auth.jwkUrl`: the URL of the keys for internal tokens.
  package var jwkURL = Setting<String>()

  /// Nothing is set.
  package init() {}
}

extension FieldSection {
  static let oidc = FieldSection(
    "OpenID Connect", "global.auth.oidc",
    variables: """
      OIDC_ISSUER OIDC_CLIENT_ID OIDC_SECRET OIDC_AUTH_METHOD OIDC_CLIENT_SECRET
      GORILLA_OIDC_ISSUER GORILLA_OIDC_CLIENT_ID GORILLA_OIDC_SECRET GORILLA_AUTH_METHOD
      GORILLA_OIDC_AUTH_METHOD GORILLA_OIDC_CLIENT_SECRET GORILLA_OIDC_CUSTOM_SCOPES
      GORILLA_OIDC_AUTHORIZE_PATH GORILLA_OIDC_JWK_URL AUTH0_DOMAIN AUTH0_CLIENT_ID
      """,

    source: "Documentation, \"Configure SSO with OIDC\"; chart \(ChartRelease.citation)",
    composites: [
      SecretComposite.make(
        "global.auth.oidc.oidcSecret", nameKey: "name", keyKey: "secretKey",
        defaultKey: "OIDC_SECRET")
    ],
    fields: [
      Field(
        "global.auth.oidc.issuer", \.oidc.issuer,
        [
          .helm("global.auth.oidc.issuer"), .environment("OIDC_ISSUER"),
          .environment("GORILLA_OIDC_ISSUER", .alias),
          .former("GORILLA_OIDC_AUTHORIZE_PATH", .unknown),
          .former("GORILLA_OIDC_JWK_URL", .unknown), .former("AUTH0_DOMAIN", .addressOfHost),
        ],
        summary: "The issuer URL of the identity provider, under which its discovery document is."),
      Field(
        "global.auth.oidc.clientId", \.oidc.clientID,
        [
          .helm("global.auth.oidc.clientId"), .environment("OIDC_CLIENT_ID"),
          .environment("GORILLA_OIDC_CLIENT_ID", .alias),
          .ineffective(.environment("AUTH0_CLIENT_ID")),
        ],
        summary: "The client ID of the application at the identity provider."),
      Field(
        "global.auth.oidc.secret", \.oidc.secret,
        [
          .helm("global.auth.oidc.secret"),
          .part(.reference, of: .helm("global.auth.oidc.oidcSecret"), .reference),
          .environment("OIDC_SECRET"), .environment("GORILLA_OIDC_SECRET", .alias),
          .ineffective(.environment("OIDC_CLIENT_SECRET")),
          .ineffective(.environment("GORILLA_OIDC_CLIENT_SECRET")),
        ],
        summary: "The client secret of the application at the identity provider; optional."),
      Field(
        "global.auth.oidc.authMethod", \.oidc.authMethod,
        [
          .helm("global.auth.oidc.authMethod"), .environment("OIDC_AUTH_METHOD"),
          .environment("GORILLA_AUTH_METHOD", .alias),
          .ineffective(.environment("GORILLA_OIDC_AUTH_METHOD")),
        ],
        summary: "The OAuth grant to use."),
      Field(
        "env.GORILLA_OIDC_CUSTOM_SCOPES", \.oidc.customScopes,
        [.environment("GORILLA_OIDC_CUSTOM_SCOPES")],
        summary:
          "Additional scopes to request from the identity provider; separator undocumented."),
    ])

  static let session = FieldSection(
    "Session", "global.auth",
    variables: "SESSION_LENGTH GORILLA_SESSION_LENGTH GORILLA_SESSION_KEY GORILLA_AUTH_JWK_URL",
    source: "Documentation, \"Configure SSO with OIDC\"; chart \(ChartRelease.citation)",
    fields: [
      Field(
        "global.auth.sessionLengthHours", \.session.length,
        [
          .helm("global.auth.sessionLengthHours", .literal, .hours),
          .hours("SESSION_LENGTH"), .environment("GORILLA_SESSION_LENGTH", .alias),
        ],
        summary: "How long a session lasts; 720 hours by default."),
      Field(
        "env.GORILLA_SESSION_KEY", \.session.key, [.environment("GORILLA_SESSION_KEY")],
        summary: "The key that signs sessions; the chart generates one."),
      Field(
        "global.auth.jwkUrl", \.session.jwkURL,
        [.helm("global.auth.jwkUrl"), .environment("GORILLA_AUTH_JWK_URL")],
        summary: "The URL of the keys for internal tokens."),
    ])
}
