import Diagnostics
import TestSupport
import Testing

/// Issuers of the known identity providers, and the URLs that people take for them.
@Suite struct MalformedIssuerTests {
  @Test(
    arguments: [
      (.env("OIDC_ISSUER=https://idp.example.com/.well-known/openid-configuration"), .error),
      (.values("global: {auth: {oidc: {issuer: idp.example.com}}}"), .error),
      (.resource("global: {auth: {oidc: {issuer: 'ldap://idp.example.com'}}}"), .error),
      (.env("GORILLA_OIDC_ISSUER=https://idp.example.com?realm=wandb"), .error),
      (.env("OIDC_ISSUER=https://idp.example.com/#wandb"), .error),
      (.env("OIDC_ISSUER=https://"), .error), (.env("OIDC_ISSUER=://idp"), .error),
      (.env("OIDC_ISSUER=https://wandb.auth.eu-west-1.amazoncognito.com"), .error),
      (.env("OIDC_ISSUER=https://cognito-idp.eu-west-1.amazonaws.com/"), .error),
      (.env("OIDC_ISSUER=https://login.microsoftonline.com/4f2a"), .error),
      (.env("OIDC_ISSUER=https://login.microsoftonline.com/4f2a/oauth2/v2.0/authorize"), .error),
      (.values("global: {auth: {oidc: {issuer: https://corp-admin.okta.com}}}"), .error),
      (.env("OIDC_ISSUER=https://sso.example.com/auth"), .error),
      (.env("OIDC_ISSUER=https://keycloak.example.com:8443"), .error),
      (.env("OIDC_ISSUER=https://keycloak.example.com/realms/"), .error),
      (.env("OIDC_ISSUER=https://sso.example.com/realms/ml/protocol/openid-connect/auth"), .error),
      (.env("OIDC_ISSUER=https://corp.okta.com/oauth2/v1/authorize"), .error),
      (.env("OIDC_ISSUER=https://corp.okta.com/oauth2/default/v1/keys"), .error),
      (.env("OIDC_ISSUER=https://corp.eu.auth0.com/oauth/token"), .error),
      (.env("OIDC_ISSUER=https://idp.example.com/authorize"), .error),
      (.extraEnv("OIDC_ISSUER: https://corp.okta.com/"), .warning),
      (.env("OIDC_ISSUER=http://idp.example.com/tenant"), .warning),
    ] as [(Sample, Severity)])
  func reportsOtherURLsOfTheProvider(_ sample: Sample, _ severity: Severity) {
    let found = ["WB3021", "WB3061"].flatMap { sample.findings($0) }
    #expect(found.map(\.severity) == [severity])
  }

  private static let client = "OIDC_CLIENT_ID=b\n"

  @Test(
    arguments: [
      .env(client + "OIDC_ISSUER=https://cognito-idp.us-east-1.amazonaws.com/us-east-1_uiIFNdacd"),
      .env(client + "OIDC_ISSUER=https://login.microsoftonline.com/4f2a/v2.0"),
      .values(
        "global: {auth: {oidc: {issuer: https://corp.okta.com/oauth2/default, clientId: b}}}"),
      .resource(
        "global: {auth: {oidc: {issuer: https://sso.example.com/auth/realms/ml, clientId: b}}}"),
      .env(client + "OIDC_ISSUER=https://keycloak.example.com/realms/ml"),
      .env(client + "OIDC_ISSUER=https://am.example.com/am/oauth2/realms/root/realms/alpha"),
      .env(client + "OIDC_ISSUER=https://corp.eu.auth0.com/"),
      .env(client + "OIDC_ISSUER=https://id.example.com/application/o/wandb/"),
    ] as [Sample])
  func acceptsIssuers(_ sample: Sample) {
    #expect(sample.codes == [])
  }

  /// Each has a finding of its own.
  @Test(
    arguments: [
      (.env("OIDC_ISSUER=https://<TENANT>.okta.com/"), ["WB2008"]),
      (.extraEnv("OIDC_ISSUER: 'http://$(IDP)/'"), ["WB3056"]),
    ] as [(Sample, [String])])
  func leavesPlaceholdersAndVariables(_ sample: Sample, _ codes: [String]) {
    #expect(sample.codes == codes)
  }
}
