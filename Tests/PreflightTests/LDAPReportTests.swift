import Diagnostics
import Pipeline
import Preflight
import Probing
import TestSupport
import Testing

/// Advice about answers of directories that the tests have no server of.
@Suite struct LDAPReportTests {
  private static let text = """
    LDAP_ADDRESS=ldaps://[2001:db8::1]
    LDAP_BASE_DN=dc=example,dc=com
    LDAP_BIND_DN=cn=wandb,dc=example,dc=com
    LDAP_BIND_PW=s3cr3t

    """

  private func context(_ facts: [Fact: String]) throws -> ProblemContext {
    let input = Check.input("wandb.env", Self.text)
    let resolved = Compiler.compile([input], Check.options).sole.resolved
    let plan = try #require(ProbePlan.all(resolved).first { $0.service == .ldap })
    return ProblemContext(plan, "binds", facts)
  }

  @Test(arguments: [
    ("525", "no account has this name: check `ldap.bindDN`"),
    ("532", "the password has expired: set a new one"),
    ("775", "the account is locked"),
    ("999", "check `ldap.bindDN` and `ldap.bindPassword`"),
  ])
  func explainsNumbersOfActiveDirectory(_ number: String, _ advice: String) throws {
    let reply = """
      Invalid credentials (49): 80090308: LdapErr: DSID-0C090439, comment: \
      AcceptSecurityContext error, data \(number), v4563
      """
    let help = try LDAPProblem.bindRefused.help(context([.reply: reply]))
    #expect(help == Message(advice))
  }

  @Test func knowsThePortsOfSchemes() throws {
    let plan = try context([:]).plan
    #expect(plan.target == "[2001:db8::1]:636")
    #expect(plan.request[.tls] == "ldaps")
    #expect(plan.anchor(.tls)?.setting == "ldap.address")
  }
}
