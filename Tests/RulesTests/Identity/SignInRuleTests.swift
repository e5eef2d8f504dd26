import Diagnostics
import TestSupport
import Testing

/// OpenID Connect and LDAP in one configuration.
@Suite struct SignInSetUpTwiceTests {
  private static let okta = "OIDC_ISSUER=https://a.okta.com\nOIDC_CLIENT_ID=b\n"
  private static let oktaValues = "{issuer: 'https://a.okta.com', clientId: b}"

  @Test(
    arguments: [
      (.env(okta + "LDAP_ADDRESS=ldap://a"), "ldap://a"), (.env(okta + "LDAP_LOGIN=true"), "true"),
      (
        .values(
          "global: {auth: {oidc: \(oktaValues)}, extraEnv: {LDAP_ADDRESS: 'ldap://a'}}"),
        "ldap://a"
      ),
      (
        .values("global: {auth: {oidc: \(oktaValues)}}\napp: {env: {LDAP_ADDRESS: 'ldap://a'}}"),
        "ldap://a"
      ),
    ] as [(Sample, String)])
  func reportsTwoSignIns(_ sample: Sample, _ text: String) {
    let found = sample.findings("WB3041")
    #expect(sample.spots("WB3041") == [text])
    #expect(found.map(\.related.count) == [1])
  }

  @Test(
    arguments: [
      .env(okta + "LDAP_ADDRESS=ldap://a\nLDAP_LOGIN=false"), .env(okta + "LDAP_LOGIN=false"),
      .env(okta + "LDAP_ADDRESS="), .values("global: {auth: {oidc: \(oktaValues)}}"),
      .layers(
        "global: {extraEnv: {LDAP_ADDRESS: 'ldap://a'}}",
        "global: {auth: {oidc: \(oktaValues)}, extraEnv: {LDAP_ADDRESS: null}}"),
    ] as [Sample])
  func acceptsOneSignIn(_ sample: Sample) {
    #expect(sample.codes == [])
  }
}

/// Switches of a sign-in method that may be configured elsewhere.
@Suite struct GroupSyncWithoutSignInTests {
  private static let okta = "OIDC_ISSUER=https://a.okta.com\nOIDC_CLIENT_ID=b\n"

  @Test(
    arguments: [
      (.env("HOST=https://a.org\nGORILLA_LDAP_GROUP_SYNC=true"), 1),
      (.env(okta + "GORILLA_LDAP_GROUP_SYNC=true"), 1),
      (
        .values(
          """
          global: {host: 'https://a.org'}
          app: {env: {GORILLA_ENABLE_SSO_GROUP_CLAIMS: t, GORILLA_USE_IDENTIFIER_CLAIMS: "1"}}
          """), 2
      ),
      (.extraEnv("LDAP_ADDRESS: 'ldap://a', GORILLA_ENABLE_SSO_GROUP_CLAIMS: true"), 1),
    ] as [(Sample, Int)])
  func reportsGroupsWithoutSignIn(_ sample: Sample, _ count: Int) {
    #expect(sample.findings("WB3046").count == count)
  }

  @Test(
    arguments: [
      .env("GORILLA_LDAP_GROUP_SYNC=true\nGORILLA_ENABLE_SSO_GROUP_CLAIMS=true"),
      .env(okta + "HOST=https://a.org\nGORILLA_ENABLE_SSO_GROUP_CLAIMS=true"),
      .env("HOST=https://a.org\nGORILLA_LDAP_GROUP_SYNC=false"),
      .values(
        """
        global: {host: 'https://a.org', extraEnv: {GORILLA_LDAP_GROUP_SYNC: true}}
        app: {env: {LDAP_ADDRESS: 'ldap://a'}}
        """),
    ] as [Sample])
  func acceptsGroupsOfTheSignIn(_ sample: Sample) {
    #expect(sample.codes == [])
  }

  @Test func leavesDamage() {
    let values = "global: {host: 'https://a.org', extraEnv: {GORILLA_LDAP_GROUP_SYNC: true}}\na: [}"
    #expect(Sample.values(values).codes == ["WB1005"])
  }
}

/// Switches in every spelling of true.
@Suite struct InsecureSwitchTests {
  @Test(
    arguments: [
      (.env("LOCAL_RESTORE=true\nSKIP_AUDIENCE_VALIDATION=1"), ["true", "1"]),
      (.extraEnv("GORILLA_INSECURE_ALLOW_API_KEY_ADMIN_ACCESS: True"), ["True"]),
      (.resource("app: {env: {LOCAL_RESTORE: \"true\"}}"), ["true"]),
    ] as [(Sample, [String])])
  func reportsInsecureSwitches(_ sample: Sample, _ texts: [String]) {
    #expect(sample.spots("WB3047") == texts)
  }

  @Test(
    arguments: [
      .env("LOCAL_RESTORE=false\nSKIP_AUDIENCE_VALIDATION="),
      .extraEnv("LOCAL_RESTORE: $(RESTORE)"),
      .layers(
        "global: {extraEnv: {LOCAL_RESTORE: true}}", "global: {extraEnv: {LOCAL_RESTORE: false}}"),
    ] as [Sample])
  func acceptsSwitchesThatAreOff(_ sample: Sample) {
    #expect(sample.codes == [])
  }
}

/// An issuer and a client ID, over layers, components and Secrets.
@Suite struct IncompleteOIDCTests {
  private static let okta = "OIDC_ISSUER=https://a.okta.com\nOIDC_CLIENT_ID=b\n"

  @Test(
    arguments: [
      (.env("OIDC_ISSUER=https://a.okta.com\nOIDC_CLIENT_ID="), "https://a.okta.com"),
      (.values("global: {auth: {oidc: {clientId: b, issuer: ''}}}"), "b"),
      (.resource("global: {auth: {oidc: {issuer: 'https://a.okta.com'}}}"), "https://a.okta.com"),
    ] as [(Sample, String)])
  func reportsHalfAnOIDC(_ sample: Sample, _ text: String) {
    #expect(sample.spots("WB3048") == [text])
  }

  @Test(
    arguments: [
      .env(okta), .values("global: {auth: {oidc: {issuer: '', clientId: '', secret: ''}}}"),
      .layers(
        "global: {auth: {oidc: {issuer: 'https://a.okta.com'}}}",
        "global: {auth: {oidc: {clientId: b}}}"),
      .values(
        """
        global: {auth: {oidc: {clientId: b}}}
        api: {containers: {api: {envFrom: {oidc: configMapRef}}}}
        """),
    ] as [Sample])
  func acceptsWholeOIDC(_ sample: Sample) {
    #expect(sample.codes == [])
  }

  /// Each has a finding of its own.
  @Test(
    arguments: [
      (.resource("global: {auth: {oidc: {issuer: 'https://a.okta.com'}}}\nmysql: [}"), ["WB1005"]),
      (.env("OIDC_CLIENT_ID=<CLIENT_ID>"), ["WB2008"]),
    ] as [(Sample, [String])])
  func leavesPlaceholdersAndDamage(_ sample: Sample, _ codes: [String]) {
    #expect(sample.codes == codes)
  }
}
