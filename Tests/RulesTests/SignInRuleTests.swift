import Diagnostics
import Pipeline
import TestSupport
import Testing

/// Borders of the rules on sign-in, mail, Slack and the Ingress's certificates.
@Suite struct SignInRuleTests {
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
  func reportsURLsThatAreNoIssuers(_ sample: Sample, _ severity: Severity) {
    let found = sample.findings("WB3021")
    #expect(found.map(\.severity) == [severity])
  }

  @Test(
    arguments: [
      .env("OIDC_ISSUER=https://cognito-idp.us-east-1.amazonaws.com/us-east-1_uiIFNdacd"),
      .env("OIDC_ISSUER=https://login.microsoftonline.com/4f2a/v2.0"),
      .values("global: {auth: {oidc: {issuer: https://corp.okta.com/oauth2/default}}}"),
      .resource("global: {auth: {oidc: {issuer: https://sso.example.com/auth/realms/ml}}}"),
      .env("OIDC_ISSUER=https://keycloak.example.com/realms/ml"),
      .env("OIDC_ISSUER=https://am.example.com/am/oauth2/realms/root/realms/alpha"),
      .env("OIDC_ISSUER=https://corp.eu.auth0.com/"),
      .env("OIDC_ISSUER=https://id.example.com/application/o/wandb/"),
      .env("OIDC_ISSUER=https://<TENANT>.okta.com/"),
      .extraEnv("OIDC_ISSUER: 'http://$(IDP)/'"),
    ] as [Sample])
  func acceptsIssuers(_ sample: Sample) {
    #expect(sample.spots("WB3021") == [])
  }

  @Test(
    arguments: [
      (.env("LDAP_BASE_DN=email=mail,group=gidNumber"), "email=mail,group=gidNumber"),
      (.env("LDAP_USER_BASE_DN=email=mail"), "email=mail"),
      (.extraEnv("LDAP_BASE_DN: 'Email = mail, group = cn'"), "Email = mail, group = cn"),
    ] as [(Sample, String)])
  func reportsAttributesForABaseDN(_ sample: Sample, _ text: String) {
    #expect(sample.spots("WB3022") == [text])
  }

  @Test(
    arguments: [
      .env("LDAP_BASE_DN=ou=group,dc=example,dc=org"), .env("LDAP_BASE_DN=o=example"),
      .extraEnv("LDAP_GROUP_BASE_DN: 'email=a,dc=org'"),
      .env("LDAP_BASE_DN=<BASE_DN>"),
    ] as [Sample])
  func acceptsDistinguishedNames(_ sample: Sample) {
    #expect(sample.spots("WB3022") == [])
  }

  @Test(
    arguments: [
      (.env("LOCAL_LDAP_ADDRESS=ldap.example.com"), "ldap.example.com"),
      (.extraEnv("LDAP_ADDRESS: 'tcp://ldap.example.com'"), "tcp://ldap.example.com"),
      (.resource("app: {env: {LDAP_ADDRESS: 'ldap:389'}}"), "ldap:389"),
    ] as [(Sample, String)])
  func reportsAddressesWithoutScheme(_ sample: Sample, _ text: String) {
    #expect(sample.spots("WB3023") == [text])
  }

  @Test(
    arguments: [
      .env("LOCAL_LDAP_ADDRESS=LDAPS://ldap.example.com:636"),
      .extraEnv("LDAP_ADDRESS: 'ldap://ldap'"),
      .extraEnv("LDAP_ADDRESS: $(LDAP_URL)"),
    ] as [Sample])
  func acceptsAddressesWithAScheme(_ sample: Sample) {
    #expect(sample.spots("WB3023") == [])
  }

  private static let passwordOfASecret =
    "global: {extraEnv: {LDAP_BIND_PW: {valueFrom: {secretKeyRef: {name: a, key: b}}}}}"

  @Test(
    arguments: [
      (.env("LDAP_BIND_DN=cn=admin"), "cn=admin"),
      (.env("LDAP_BIND_DN=\nLDAP_BIND_PW=s3cr3t"), "s3cr3t"),
      (.values(passwordOfASecret), "{valueFrom: {secretKeyRef: {name: a, key: b}}}"),
      (
        .layers(
          "global: {extraEnv: {LDAP_BIND_DN: cn=admin, LDAP_BIND_PW: $(PW)}}",
          "global: {extraEnv: {LDAP_BIND_PW: null}}"), "cn=admin"
      ),
    ] as [(Sample, String)])
  func reportsHalfABind(_ sample: Sample, _ text: String) {
    #expect(sample.spots("WB3024") == [text])
  }

  @Test(
    arguments: [
      .env("LDAP_BIND_DN=cn=admin\nLDAP_BIND_PW=s3cr3t"), .env("LDAP_ADDRESS=ldap://a"),
      .layers("global: {extraEnv: {LDAP_BIND_DN: cn=admin}}", passwordOfASecret),
      .extraEnv("LDAP_BIND_DN: cn=admin, LDAP_BIND_PW: $(PW)"),
      .extraEnv("LDAP_BIND_DN: cn=admin}}\napp: {envFrom: {ldap: secretRef"),
      .extraEnv("LDAP_BIND_DN: cn=admin}}\napp: {env: {LDAP_BIND_PW: $(PW)"),
      .values("global: {extraEnv: {LDAP_BIND_DN: cn=admin}}\napp: {a: [}"),
      .env("LDAP_BIND_DN=<BIND_DN>"),
    ] as [Sample])
  func acceptsWholeBinds(_ sample: Sample) {
    #expect(sample.spots("WB3024") == [])
  }

  @Test(
    arguments: [
      (.env("LOCAL_LDAP_ADDRESS=ldaps://a\nLOCAL_LDAP_TLS_ENABLE=True"), "True"),
      (.extraEnv("LDAP_ADDRESS: 'LDAPS://a', LDAP_TLS_ENABLE: true"), "true"),
    ] as [(Sample, String)])
  func reportsStartTLSInsideTLS(_ sample: Sample, _ text: String) {
    #expect(sample.spots("WB3025") == [text])
  }

  @Test(
    arguments: [
      .env("LDAP_ADDRESS=ldap://a\nLDAP_TLS_ENABLE=true"),
      .env("LDAP_ADDRESS=ldaps://a\nLDAP_TLS_ENABLE=false"),
      .extraEnv("LDAP_ADDRESS: $(LDAP_URL), LDAP_TLS_ENABLE: true"),
    ] as [Sample])
  func acceptsOneKindOfTLS(_ sample: Sample) {
    #expect(sample.spots("WB3025") == [])
  }

  @Test(
    arguments: [
      (.env("LDAP_ATTRIBUTES=email=mail"), .warning),
      (.extraEnv("LDAP_ATTRIBUTES: 'group=gidNumber,name=cn'"), .warning),
      (.env("LDAP_ATTRIBUTES=mail,gidNumber"), .error),
      (.extraEnv("LDAP_ATTRIBUTES: 'email=mail,group='"), .error),
    ] as [(Sample, Severity)])
  func reportsMissingAttributes(_ sample: Sample, _ severity: Severity) {
    #expect(sample.findings("WB3026").map(\.severity) == [severity])
  }

  @Test(
    arguments: [
      .env("LDAP_ATTRIBUTES=group=gidNumber , email = mail,"),
      .extraEnv("LDAP_ATTRIBUTES: 'email=mail,group=cn,name=cn'"),
    ] as [Sample])
  func acceptsLists(_ sample: Sample) {
    #expect(sample.spots("WB3026") == [])
  }

  @Test(
    arguments: [
      (.certificate("https://a.example.com", "[b.example.com, c.example.com]"), "b.example.com"),
      (.certificate("https://a.b.example.com", "['*.example.com']"), "*.example.com"),
      (.certificate("https://example.com:8443", "['*.example.com']"), "*.example.com"),
      (.resource("global: {host: 'https://a.org'}\ningress: {tls: [{hosts: [b.org]}]}"), "b.org"),
      (.layers("global: {host: 'https://a.org'}", "ingress: {tls: [{hosts: [b.org]}]}"), "b.org"),
    ] as [(Sample, String)])
  func reportsCertificatesForOtherHosts(_ sample: Sample, _ text: String) {
    #expect(sample.spots("WB3027") == [text])
  }

  @Test(
    arguments: [
      .certificate("https://a.example.com:8443", "[b.example.com, A.example.com]"),
      .certificate("https://a.example.com", "['*.example.com']"),
      .certificate("https://a.example.com", "[<HOST_URI>]"),
      .certificate("https://a.example.com", "['{{ .Values.global.host }}']"),
      .certificate("https://a.example.com", "[]"),
      .certificate("https://<HOST_URI>", "[b.example.com]"),
      .certificate("a.example.com", "[b.example.com]"),
      .values("ingress: {tls: [{secretName: tls, hosts: [b.example.com]}]}"),
      .resource("global: {host: 'https://a.org'}\ningress: {tls: [{secretName: tls}]}"),
      .values(
        "global: {host: 'https://a.org'}\ningress: {create: false, tls: [{hosts: [b.org]}]}"),
    ] as [Sample])
  func acceptsCertificatesForTheHost(_ sample: Sample) {
    #expect(sample.spots("WB3027") == [])
  }

  @Test(
    arguments: [
      (.certificate("http://a.org", "[a.org]"), "http://a.org"),
      (
        .annotation("http://a.org", "alb.ingress.kubernetes.io/certificate-arn: 'arn:aws:acm'"),
        "http://a.org"
      ),
      (.annotation("http://a.org", "cert-manager.io/cluster-issuer: acme"), "http://a.org"),
      (.resource("global: {host: 'http://a.org'}\ningress: {tls: [{}]}"), "http://a.org"),
    ] as [(Sample, String)])
  func reportsPlainHostsBehindTLS(_ sample: Sample, _ text: String) {
    #expect(sample.spots("WB3028") == [text])
  }

  @Test(
    arguments: [
      .certificate("https://a.org", "[a.org]"), .env("HOST=http://a.org"),
      .annotation("http://a.org", "kubernetes.io/ingress.class: gce"),
      .annotation("http://a.org", "cert-manager.io/issuer: ''"),
      .annotation("http://a.org/app", "cert-manager.io/issuer: acme"),
      .values(
        "global: {host: 'http://a.org'}\ningress: {install: false, tls: [{hosts: [a.org]}]}"),
    ] as [Sample])
  func acceptsHostsOfTheirIngress(_ sample: Sample) {
    #expect(sample.spots("WB3028") == [])
  }

  @Test(
    arguments: [
      (.env("GORILLA_EMAIL_SINK=smtp://<user:password>@smtp.host.com:<port>"), ["WB2008"]),
      (.env("GORILLA_EMAIL_SINK=smtp://<username:password>@smtp.example.com:587"), ["WB2008"]),
      (.extraEnv("GORILLA_EMAIL_SINK: 'smtp://<user:password>@smtp.host.com:<port>'"), ["WB2008"]),
      (.env("GORILLA_EMAIL_SINK=smtp://smtp.host.com:<port>"), ["WB2008"]),
      (.env("GORILLA_EMAIL_SINK=smtp://<joe:pw>@host:587"), ["WB3033"]),
      (.env("GORILLA_EMAIL_SINK=smtp://<user:s3cr3t>@host:587"), ["WB3033"]),
      (.env("GORILLA_EMAIL_SINK=smtp://<joe:pw@host:587"), ["WB3033"]),
      (.env("GORILLA_EMAIL_SINK=smtp://joe:<s3!cr3t>@host:587"), ["WB3033"]),
      (.env("GORILLA_EMAIL_SINK=smtp://<j>@host:587"), ["WB3033"]),
      (.env("GORILLA_EMAIL_SINK=smtp://<joe:pw>@host:<port>"), ["WB3033", "WB2008"]),
      (.env("GORILLA_EMAIL_SINK=smtp://<joe@example.com:pw>@host:587"), ["WB3033", "WB3006"]),
      (.extraEnv("GORILLA_EMAIL_SINK: 'smtp://<joe:pw>@host:587'"), ["WB3033"]),
      (.env("GORILLA_EMAIL_SINK=smtp://joe:pw>@host:587"), ["WB3006"]),
      (.env("GORILLA_EMAIL_SINK=smtp://joe:%3Cp%21w%3E@host:587"), []),
      (.env("GORILLA_EMAIL_SINK=smtp://host:25"), []),
      (.values("global: {email: {smtp: {host: a, user: joe}}}"), []),
    ] as [(Sample, [String])])
  func tellsPlaceholdersFromKeptBrackets(_ sample: Sample, _ codes: [String]) {
    #expect(Set(Check.codes(sample.compilation)) == Set(codes))
    #expect(Check.codes(sample.compilation).count == codes.count)
  }

  @Test(
    arguments: [
      (.values("global: {email: {smtp: {host: smtp.example.com}}}"), "smtp.example.com"),
      (.resource("global: {email: {smtp: {host: a, user: '', port: 25}}}"), "a"),
      (
        .layers(
          "global: {email: {smtp: {host: a, user: joe}}}", "global: {email: {smtp: {user: null}}}"),
        "a"
      ),
    ] as [(Sample, String)])
  func reportsMailServersWithoutUser(_ sample: Sample, _ text: String) {
    #expect(sample.spots("WB3034") == [text])
  }

  @Test(
    arguments: [
      .env("GORILLA_EMAIL_SINK=smtp://smtp.example.com:25"),
      .extraEnv("GORILLA_EMAIL_SINK: 'smtp://smtp.example.com:25'"),
      .values(
        "global: {email: {smtp: {host: a}}, extraEnv: {GORILLA_EMAIL_SINK: 'smtp://b:25'}}"),
      .values("global: {email: {smtp: {host: '', port: 587}}}"),
      .values("global: {email: {smtp: {host: <HOST>}}}"),
      .resource(
        "global: {email: {smtp: {host: a, user: {valueFrom: {secretKeyRef: {name: b, key: c}}}}}}"),
    ] as [Sample])
  func acceptsMailServers(_ sample: Sample) {
    #expect(sample.spots("WB3034") == [])
  }

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
    #expect(sample.spots("WB3041") == [])
  }

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
      .values("global: {host: 'https://a.org', extraEnv: {GORILLA_LDAP_GROUP_SYNC: true}}\na: [}"),
      .extraEnv("HOST: a, GORILLA_LDAP_GROUP_SYNC: true}}\napp: {env: {LDAP_ADDRESS: 'ldap://a'"),
    ] as [Sample])
  func acceptsGroupsOfTheSignIn(_ sample: Sample) {
    #expect(sample.spots("WB3046") == [])
  }

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
    #expect(sample.spots("WB3047") == [])
  }

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
      .resource("global: {auth: {oidc: {issuer: 'https://a.okta.com'}}}\nmysql: [}"),
      .extraEnv("OIDC_CLIENT_ID: b}}\napi: {containers: {api: {envFrom: {oidc: configMapRef}}"),
      .env("OIDC_CLIENT_ID=<CLIENT_ID>"),
    ] as [Sample])
  func acceptsWholeOIDC(_ sample: Sample) {
    #expect(sample.spots("WB3048") == [])
  }

  @Test(
    arguments: [
      (.env("SLACK_CLIENT_ID=221.2"), "221.2"), (.env("GORILLA_SLACK_SECRET=b194"), "b194"),
      (.values("global: {slack: {clientId: '221.2', secret: ''}}"), "221.2"),
    ] as [(Sample, String)])
  func reportsHalfASlackApplication(_ sample: Sample, _ text: String) {
    #expect(sample.spots("WB3049") == [text])
  }

  @Test(
    arguments: [
      .env("SLACK_CLIENT_ID=221.2\nSLACK_SECRET=b194"),
      .values("global: {slack: {clientId: '221.2'}, extraEnv: {SLACK_SECRET: $(SLACK)}}"),
      .env("SLACK_CLIENT_ID=<CLIENT_ID>"),
    ] as [Sample])
  func acceptsWholeSlackApplications(_ sample: Sample) {
    #expect(sample.spots("WB3049") == [])
  }
}
