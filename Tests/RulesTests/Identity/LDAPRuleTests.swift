import Diagnostics
import TestSupport
import Testing

/// A list of attributes differs from a distinguished name in its types only.
@Suite struct AttributesInBaseDNTests {
  @Test(
    arguments: [
      (.env("LDAP_BASE_DN=email=mail,group=gidNumber"), "email=mail,group=gidNumber"),
      (.env("LDAP_USER_BASE_DN=email=mail"), "email=mail"),
      (.extraEnv("LDAP_BASE_DN: 'Email = mail, group = cn'"), "Email = mail, group = cn"),
    ] as [(Sample, String)])
  func reportsAttributesAsBaseDN(_ sample: Sample, _ text: String) {
    #expect(sample.spots("WB3022") == [text])
  }

  @Test(
    arguments: [
      .env("LDAP_BASE_DN=ou=group,dc=example,dc=org"), .env("LDAP_BASE_DN=o=example"),
      .extraEnv("LDAP_GROUP_BASE_DN: 'email=a,dc=org'"),
    ] as [Sample])
  func acceptsDistinguishedNames(_ sample: Sample) {
    #expect(sample.codes == [])
  }

  @Test func leavesPlaceholders() {
    #expect(Sample.env("LDAP_BASE_DN=<BASE_DN>").codes == ["WB2008"])
  }
}

/// The two schemes of LDAP, in any case of letters.
@Suite struct LDAPAddressWithoutSchemeTests {
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
    #expect(sample.codes == [])
  }
}

/// A bind user and its password, over layers, components and Secrets.
@Suite struct IncompleteLDAPBindTests {
  private static let passwordInSecret =
    "global: {extraEnv: {LDAP_ADDRESS: ldap://a, LDAP_BIND_PW: {valueFrom: {secretKeyRef: {name: a, key: b}}}}}"

  @Test(
    arguments: [
      (.env("LDAP_BIND_DN=cn=admin"), "cn=admin"),
      (
        .env("GORILLA_LDAP_CONNECTION_STRING=ldap://a\nLDAP_BIND_PW=s3cr3t"), "s3cr3t"
      ),
      (.env("LDAP_ADDRESS=ldap://a\nLDAP_BIND_DN=\nLDAP_BIND_PW=s3cr3t"), "s3cr3t"),
      (.values(passwordInSecret), "{valueFrom: {secretKeyRef: {name: a, key: b}}}"),
      (
        .layers(
          "global: {extraEnv: {LDAP_ADDRESS: ldap://a, LDAP_BIND_DN: cn=admin, LDAP_BIND_PW: $(PW)}}",
          "global: {extraEnv: {LDAP_BIND_PW: null}}"), "cn=admin"
      ),
    ] as [(Sample, String)])
  func reportsHalfABind(_ sample: Sample, _ text: String) {
    #expect(sample.spots("WB3024") == [text])
  }

  @Test(
    arguments: [
      .env("LDAP_BIND_DN=cn=admin\nLDAP_BIND_PW=s3cr3t"), .env("LDAP_ADDRESS=ldap://a"),
      // Another file has the rest.
      .env("LDAP_BIND_PW=s3cr3t"),
      .layers("global: {extraEnv: {LDAP_BIND_DN: cn=admin}}", passwordInSecret),
      .extraEnv("LDAP_BIND_DN: cn=admin, LDAP_BIND_PW: $(PW)"),
      .extraEnv("LDAP_BIND_DN: cn=admin}}\napp: {envFrom: {ldap: secretRef"),
      .extraEnv("LDAP_BIND_DN: cn=admin}}\napp: {env: {LDAP_BIND_PW: $(PW)"),
    ] as [Sample])
  func acceptsWholeBinds(_ sample: Sample) {
    #expect(sample.codes == [])
  }

  /// Each has a finding of its own.
  @Test(
    arguments: [
      (.values("global: {extraEnv: {LDAP_BIND_DN: cn=admin}}\napp: {a: [}"), ["WB1005"]),
      (.env("LDAP_BIND_DN=<BIND_DN>"), ["WB2008"]),
    ] as [(Sample, [String])])
  func leavesPlaceholdersAndDamage(_ sample: Sample, _ codes: [String]) {
    #expect(sample.codes == codes)
  }
}

/// One kind of TLS for a connection.
@Suite struct LDAPSWithStartTLSTests {
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
    #expect(sample.codes == [])
  }
}

/// The list of attributes, with spaces, more names and wrong forms.
@Suite struct IncompleteLDAPAttributesTests {
  @Test(
    arguments: [
      .env("LDAP_ATTRIBUTES=email=mail"),
      .extraEnv("LDAP_ATTRIBUTES: 'group=gidNumber,name=cn'"),
      .env("LDAP_ATTRIBUTES=mail,gidNumber"), .extraEnv("LDAP_ATTRIBUTES: 'email=mail,group='"),
    ] as [Sample])
  func reportsMissingAttributes(_ sample: Sample) {
    #expect(sample.findings("WB3026").count == 1)
  }

  @Test(
    arguments: [
      .env("LDAP_ATTRIBUTES=group=gidNumber , email = mail,"),
      .extraEnv("LDAP_ATTRIBUTES: 'email=mail,group=cn,name=cn'"),
    ] as [Sample])
  func acceptsLists(_ sample: Sample) {
    #expect(sample.codes == [])
  }
}
