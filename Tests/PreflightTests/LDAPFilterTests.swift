import Preflight
import Probes
import Testing

/// What is sent to a directory.
@Suite struct LDAPFilterTests {
  @Test func escapesValues() {
    #expect(LDAPFilter.equals("cn", "a*b(c)d\\e\0") == "(cn=a\\2ab\\28c\\29d\\5ce\\00)")
    #expect(LDAPFilter.equals("cn", "Ünïcode, x=y") == "(cn=Ünïcode, x=y)")
  }

  @Test func combinesFilters() {
    let (first, second) = (LDAPFilter.has("mail"), LDAPFilter.equals("uid", "a"))
    #expect(LDAPFilter.all([first]) == "(mail=*)")
    #expect(LDAPFilter.all([first, second]) == "(&(mail=*)(uid=a))")
    #expect(LDAPFilter.any([first, second]) == "(|(mail=*)(uid=a))")
  }

  @Test(arguments: [
    ("mail", true), ("member;range=0-10", false), ("2.5.4.3", true),
    ("userCertificate;binary", true),
    ("", false), ("a)(b", false), ("a b", false), ("e\u{301}", false),
  ])
  func recognizesAttributes(_ name: String, _ isAttribute: Bool) {
    #expect(LDAPFilter.isAttribute(name) == isAttribute)
  }

  @Test(arguments: [
    ("wandb-users, admins ,", ["wandb-users", "admins"]),
    ("", []),
    (
      "cn=a,ou=groups,dc=x, CN=b,ou=groups,dc=x,plain",
      ["cn=a,ou=groups,dc=x", "CN=b,ou=groups,dc=x", "plain"]
    ),
    ("ou=a,dc=x", ["ou=a,dc=x"]),
    ("cn=Last\\, First,dc=x,b\\\\,c", ["cn=Last\\, First,dc=x", "b\\\\", "c"]),
  ])
  func splitsListsOfGroups(_ text: String, _ groups: [String]) {
    #expect(GroupList(text).groups == groups)
  }

  @Test func readsAttributes() {
    let attributes = LDAPAttributes(" email = mail , GROUP=gidNumber,x,=y")
    #expect(attributes["email"] == "mail")
    #expect(attributes["group"] == "gidNumber")
    #expect(attributes["x"] == nil)
  }
}
