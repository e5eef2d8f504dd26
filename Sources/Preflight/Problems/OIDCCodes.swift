import Diagnostics
import Probing

/// The codes of `OIDCProblem` with their documentation.
enum OIDCCodes {
  private static let values = """
    global:
      host: https://wandb.example.com
      auth:
        oidc:
          issuer: https://idp.example.com
          clientId: wandb
          authMethod: pkce

    """

  private static let id = ProbeCodes<OIDCProblem>(.oidc, .yaml(values), by: .identityProviders)

  private static let discovery = "https://idp.example.com/.well-known/openid-configuration"

  static let discoveryNotFound = id(
    "WB5160", .discoveryNotFound, .error, source: "OpenID Connect Discovery 1.0, section 4",
    "The identity provider has no discovery document.",
    """
    The server reads `ISSUER/.well-known/openid-configuration` (W&B documentation, "Configure SSO \
    with OIDC"). A provider that does not have it there has another issuer: with a tenant, a pool or \
    a realm in its path.
    """, ["address": discovery, "reply": "HTTP 404"])
  static let discoveryRedirected = id(
    "WB5161", .discoveryRedirected, .warning, source: "OpenID Connect Discovery 1.0, section 4.2",
    "The discovery document is at another address.",
    """
    The specification asks for status 200. Redirects are not followed here, and the issuer at the \
    other address usually differs from the configured one.
    """, ["address": discovery, "found": "https://login.example.com/"])
  static let discoveryUnreadable = id(
    "WB5162", .discoveryUnreadable, .error, source: "OpenID Connect Discovery 1.0, section 4.2",
    "The discovery document is not JSON.",
    "Often a login page or a proxy answers instead. The message contains the beginning of the answer.",
    ["address": discovery, "reply": "<!DOCTYPE html>"])
  static let discoveryIncomplete = id(
    "WB5163", .discoveryIncomplete, .error, source: "OpenID Connect Discovery 1.0, section 3",
    "The discovery document lacks a required member.",
    """
    Required are `issuer`, `authorization_endpoint` and `jwks_uri`, and `token_endpoint` for the auth \
    method `pkce`.
    """, ["address": discovery, "name": "jwks_uri"])
  static let issuerDiffers = id(
    "WB5164", .issuerDiffers, .error, source: "OpenID Connect Discovery 1.0, section 4.3",
    "The issuer in the discovery document is not the configured one.",
    """
    Both are compared byte for byte, and ID tokens contain the provider's. A slash at the end, another \
    case, or another name of the same host makes them differ.
    """, ["found": "https://idp.example.com/"])
  static let endpointWithoutTLS = id(
    "WB5165", .endpointWithoutTLS, .warning, source: "OpenID Connect Core 1.0, section 3.1.2",
    "An endpoint of the identity provider has no TLS.",
    """
    The specification requires TLS. Mostly the provider is behind a proxy that ends TLS, and does not \
    know its public URL.
    """, ["name": "token_endpoint", "address": "http://idp.example.com/token"])
  static let responseTypeMissing = id(
    "WB5166", .responseTypeMissing, .error,
    source: "OpenID Connect Discovery 1.0, section 3, `response_types_supported`",
    "The identity provider does not offer what the auth method requires.",
    """
    `implicit`, the default, requires the response type `id_token`, and `pkce` requires `code`. \
    Cognito offers no `id_token`.
    """, ["name": "implicit", "expected": "id_token", "found": "code"])
  static let formPostMissing = id(
    "WB5167", .formPostMissing, .warning,
    source: "OAuth 2.0 Form Post Response Mode, section 2",
    "The identity provider does not list the response mode of the implicit grant.",
    "With `implicit`, the server asks for the response mode `form_post` (W&B documentation).",
    ["found": "query, fragment"])
  static let pkceMissing = id(
    "WB5168", .pkceMissing, .error,
    source: "RFC 8414, `code_challenge_methods_supported`; RFC 7636",
    "The identity provider does not offer PKCE with S256.",
    "The provider lists the methods that it supports, and `S256` is not among them.",
    ["found": "plain"])
  static let pkceNotAnnounced = id(
    "WB5169", .pkceNotAnnounced, .note, source: "RFC 8414, `code_challenge_methods_supported`",
    "The identity provider does not say whether it offers PKCE.",
    "Some providers support it without listing it, so this is a note.", [:])
  static let keysNotFound = id(
    "WB5170", .keysNotFound, .error, source: "RFC 7517, section 5",
    "The signing keys of the identity provider can't be read.",
    """
    The server verifies ID tokens with the keys at `jwks_uri`, which may be on another host than the \
    issuer. No credentials are sent there.
    """, ["address": "https://idp.example.com/jwks", "reply": "HTTP 500"])
  static let noUsableKey = id(
    "WB5171", .noUsableKey, .error, source: "RFC 7517, section 4; RFC 7518, section 3.1",
    "No key of the identity provider can verify ID tokens.",
    """
    Usable are RSA, EC and Ed25519 keys whose `use` is `sig` and whose `alg` is an algorithm for \
    signatures, or that have none of both.
    """, ["address": "https://idp.example.com/jwks", "found": "oct"])
  static let scopeMissing = id(
    "WB5172", .scopeMissing, .warning,
    source: "OpenID Connect Discovery 1.0, section 3, `scopes_supported`",
    "The identity provider does not list a scope.",
    """
    The server asks for `openid`, `profile` and `email`, and for those in \
    `GORILLA_OIDC_CUSTOM_SCOPES`. Providers may accept scopes that they do not list.
    """, ["name": "profile,email"])
  static let clientRefused = id(
    "WB5173", .clientRefused, .error, source: "RFC 6749, section 5.2 (`invalid_client`)",
    "The identity provider refuses the client.",
    """
    The token endpoint was asked to exchange a made-up code. It answered that the client ID or the \
    secret is wrong, or that the client may not use this grant. The secret is sent only to the origin \
    of the issuer, and only over TLS.
    """, ["name": "wandb", "reply": "invalid_client"])
  static let secretRequired = id(
    "WB5174", .secretRequired, .error, source: "RFC 6749, section 5.2 (`invalid_client`)",
    "The identity provider requires a client secret.",
    """
    The token endpoint was asked to exchange a made-up code, without a secret, as the configuration \
    has none. It refused the client: it is a confidential one, or unknown.
    """, ["name": "wandb", "reply": "invalid_client"])
  static let publicClientNotAnnounced = id(
    "WB5175", .publicClientNotAnnounced, .note,
    source: "OpenID Connect Discovery 1.0, section 3, `token_endpoint_auth_methods_supported`",
    "The identity provider does not say whether clients may lack a secret.",
    """
    The list has no `none`. Some providers, such as Cognito and Entra ID, accept public clients \
    without listing it, so this is a note.
    """, ["name": "wandb"])
}
