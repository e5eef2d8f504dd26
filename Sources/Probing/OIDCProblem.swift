/// What can be wrong with an identity provider.
package enum OIDCProblem: String, ProbeProblem {
  case discoveryNotFound = "oidc-discovery-not-found"
  case discoveryRedirected = "oidc-discovery-redirected"
  case discoveryUnreadable = "oidc-discovery-unreadable"
  case discoveryIncomplete = "oidc-discovery-incomplete"
  case issuerDiffers = "oidc-issuer-differs"
  case endpointWithoutTLS = "oidc-endpoint-without-tls"
  case responseTypeMissing = "oidc-response-type-missing"
  case formPostMissing = "oidc-form-post-missing"
  case pkceMissing = "oidc-pkce-missing"
  case pkceNotAnnounced = "oidc-pkce-not-announced"
  case keysNotFound = "oidc-keys-not-found"
  case noUsableKey = "oidc-no-usable-key"
  case scopeMissing = "oidc-scope-missing"
  case clientRefused = "oidc-client-refused"
  case secretRequired = "oidc-secret-required"
  case publicClientNotAnnounced = "oidc-public-client-not-announced"
}
