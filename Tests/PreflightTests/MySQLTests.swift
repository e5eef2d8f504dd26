import Pipeline
import Preflight
import Probing
import Settings
import TestSupport
import Testing

@testable import Probes

/// Rights as servers of several versions show them.
@Suite struct MySQLGrantsTests {
  @Test func seesRightsOnDatabasesAndEverything() {
    let grants = MySQLGrants([
      "GRANT USAGE ON *.* TO `wandb`@`%` IDENTIFIED BY PASSWORD '*C25D, ON *.* TO'",
      "GRANT SELECT, CREATE TEMPORARY TABLES ON `wandb\\_%`.* TO `wandb`@`%` WITH GRANT OPTION",
      "GRANT SHOW VIEW ON *.* TO `wandb`@`%`",
    ])
    #expect(grants.allow("SELECT", on: "wandb_prod"))
    #expect(grants.allow("CREATE TEMPORARY TABLES", on: "wandb_prod"))
    #expect(grants.allow("SHOW VIEW", on: "wandb_prod"))
    #expect(!grants.allow("CREATE", on: "wandb_prod"))
    #expect(!grants.allow("SELECT", on: "wandb"))
    #expect(!grants.overridesReadOnly)
  }

  @Test func seesAllPrivileges() {
    let grants = MySQLGrants(["GRANT ALL PRIVILEGES ON `a``b`.* TO 'wandb'@'%'"])
    #expect(grants.allow("DROP", on: "a`b"))
    #expect(!grants.allow("DROP", on: "ab"))
    #expect(!grants.overridesReadOnly)
    #expect(MySQLGrants(["GRANT ALL PRIVILEGES ON *.* TO 'root'@'%'"]).overridesReadOnly)
  }

  @Test(arguments: [
    "GRANT SELECT ON `wandb`.`runs` TO `wandb`@`%`",
    "GRANT SELECT (`a`, `b`), INSERT (`c`) ON `wandb`.`runs` TO `wandb`@`%`",
    "GRANT EXECUTE ON PROCEDURE `wandb`.`p` TO `wandb`@`%`",
    "GRANT `owner`@`%`, `SELECT ON *.*`@`%` TO `wandb`@`%`",
    "GRANT PROXY ON ``@`` TO `root`@`localhost`", "GRANT SELECT", "",
  ])
  func leavesOutWhatIsNoRightOnADatabase(_ statement: String) {
    #expect(!MySQLGrants([statement]).showRights(on: "wandb"))
  }

  @Test func seesWhatIsRevoked() {
    let grants = MySQLGrants([
      "GRANT SELECT, DROP ON *.* TO `wandb`@`%`",
      "REVOKE DROP ON `wandb`.* FROM `wandb`@`%`",
    ])
    #expect(grants.allow("SELECT", on: "wandb"))
    #expect(!grants.allow("DROP", on: "wandb"))
    #expect(grants.allow("DROP", on: "other"))
  }

  @Test(arguments: [
    ("wandb", "wandb", true), ("WANDB", "wandb", true), ("wandb", "%", true), ("", "%", true),
    ("wandb", "w%b", true), ("wandb", "w_ndb", true), ("wandb", "wand_b", false),
    ("wandb", "w\\%", false), ("w%", "w\\%", true), ("wandb", "wandb\\", false),
  ])
  func matchesPatterns(_ name: String, _ pattern: String, _ matches: Bool) {
    #expect(MySQLGrants.matches(name, pattern: pattern) == matches)
  }
}

/// The first packet of a server.
@Suite struct MySQLGreetingTests {
  private static let start = [UInt8](arrayLiteral: 10) + Array("8.0.36".utf8) + [0]

  @Test func readsVersionAndFlag() throws {
    let middle = [UInt8](repeating: 1, count: 12) + [0]
    let plain = try #require(MySQLGreeting(Self.start + middle + [0xFF, 0xF7]))
    #expect(plain.version == "8.0.36")
    #expect(!plain.offersTLS)
    #expect(try #require(MySQLGreeting(Self.start + middle + [0, 8])).offersTLS)
  }

  @Test func refusesOtherPackets() {
    #expect(MySQLGreeting([]) == nil)
    #expect(MySQLGreeting(Array("HTTP/1.1 400".utf8)) == nil)
    #expect(MySQLGreeting(Self.start + [1, 2, 3]) == nil)
    #expect(MySQLGreeting([10, 56]) == nil)
  }

  @Test(arguments: [
    ("8.0.31-google", true), ("8.0.4", true), ("5.7.44-log", true), ("7.10.50", true),
    ("8.0.32", false), ("8.0.100", false), ("8.4.0", false), ("9.1.0-commercial", false),
  ])
  func comparesVersions(_ text: String, _ isOlder: Bool) throws {
    let version = try #require(MySQLVersion(text))
    #expect((version < .least) == isOlder)
  }

  @Test(arguments: ["", "8.0", "8", "x.y.z", "8..1"])
  func readsNoVersionFrom(_ text: String) { #expect(MySQLVersion(text) == nil) }
}

/// Parameters of the server.
@Suite struct DatabaseParameterTests {
  @Test func acceptsWhatDoes() throws {
    let all = Dictionary(uniqueKeysWithValues: DatabaseParameter.all.map { ($0.name, $0) })
    #expect(all.count == 6)
    #expect(try #require(all["binlog_format"]).accepts("row"))
    #expect(!(try #require(all["binlog_format"]).accepts("MIXED")))
    #expect(try #require(all["sort_buffer_size"]).accepts("67108865"))
    #expect(!(try #require(all["sort_buffer_size"]).accepts("67108863")))
    #expect(!(try #require(all["sync_binlog"]).accepts("10")))
    #expect(all.values.filter(\.isAboutBinaryLog).count == 3)
  }
}

/// What of the settings reaches the probe.
@Suite struct MySQLPlanTests {
  private func planned(_ input: (String, String)) -> ProbePlan? {
    let resolved = Check.compile(input).sole.resolved
    return ProbePlan.all(resolved).first { $0.service == .mysql }
  }

  @Test func needsAHost() {
    #expect(planned(("values.yaml", "global:\n  mysql: {user: wandb}\n")) == nil)
  }

  @Test func theChartPrefersTLS() throws {
    let plan = try #require(planned(("values.yaml", "global:\n  mysql: {host: db, password: x}\n")))
    #expect(plan.request[.tls] == "preferred")
    #expect(plan.request[.user] == "wandb")
    #expect(plan.request[.database] == "wandb_local")
    #expect(plan.target == "db:3306")
  }

  @Test func aURLHasOnlyWhatItSays() throws {
    let plan = try #require(planned(("wandb.env", "MYSQL=mysql://u:p%40@db:3307/wandb\n")))
    #expect(plan.request[.tls] == nil)
    #expect(plan.request[.password] == "p@")
    #expect(plan.target == "db:3307")
  }

  @Test func filesInTheContainerAreNotKnown() throws {
    let url = "mysql://u:p@db/w?tls=custom&ssl-ca=/ca.pem&ssl-cert=/c.pem&ssl-key=/k.pem"
    let plan = try #require(planned(("wandb.env", "MYSQL=\(url)\n")))
    #expect(plan.request[.authority] == nil)
    #expect(plan.request.lacking[.authority] == "`mysql.sslCA` is a file in the container")
    #expect(plan.request.lacking[.file] == "`mysql.sslCert` is a file in the container")
    #expect(plan.anchor(.authority)?.setting == "mysql.sslCA")
  }

  @Test(arguments: [("a%00b", "contains a NUL"), ("a%FFb", "is not valid UTF-8")])
  func bytesThatCanNotBeSentAreNotKnown(_ password: String, _ reason: String) throws {
    let plan = try #require(planned(("wandb.env", "MYSQL=mysql://u:\(password)@db/w\n")))
    #expect(plan.request[.password] == nil)
    #expect(plan.request.lacking[.password]?.contains(reason) == true)
  }

  @Test func cloudSQLIsNotProbed() throws {
    let plan = try #require(planned(("wandb.env", "MYSQL=cloudsql://u:p@a.b.c/w\n")))
    #expect(!plan.isRunnable)
    #expect(plan.request.lacking[.host]?.contains("Google") == true)
  }
}
