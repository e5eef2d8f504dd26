import Glibc
import Probing
import Settings

/// What is checked once the probe is signed in.
struct MySQLChecks {
  let session: MySQLSession
  let steps: Steps
  /// Whether the configuration says that the server is a replica.
  let isReplica: Bool

  static let serverSteps = ["version", "parameters", "accepts writes", "clock"]
  static let databaseSteps = ["character set", "rights", "creates a table"]
  private static let unsafeDifference = 60.0

  private func ask(_ statement: String, _ purpose: String) throws(ProbeFailure) -> [[String?]] {
    do throws(MySQLError) {
      return try session.query(statement)
    } catch {
      throw error.failure(session.addresses, otherwise: .checkFailed, purpose)
    }
  }

  private func variables(_ names: [String]) throws(ProbeFailure) -> [String: String] {
    do throws(MySQLError) {
      return try session.variables(names)
    } catch {
      throw error.failure(session.addresses, otherwise: .checkFailed, "SHOW GLOBAL VARIABLES")
    }
  }

  // MARK: The server

  /// Checks what does not depend on a database.
  func checkServer() {
    version()
    parameters()
    writability()
    clock()
  }

  private func version() {
    _ = steps.attempt("version", blaming: .host) { detail throws(ProbeFailure) in
      let row = try ask("SELECT VERSION(), @@version_comment", "VERSION()").first ?? []
      let text = row.first.flatMap { $0 } ?? ""
      let comment = row.last.flatMap { $0 } ?? ""
      detail = "\(text), \(comment)"
      if (text + comment).lowercased().contains("mariadb") {
        return steps.report(ProbeFailure(MySQLProblem.isMariaDB, [.found: text]))
      }
      guard let version = MySQLVersion(text), version < .least else { return }
      throw ProbeFailure(MySQLProblem.versionUnsupported, [.found: text])
    }
  }

  private func parameters() {
    _ = steps.attempt("parameters", blaming: .host) { detail throws(ProbeFailure) in
      let all = DatabaseParameter.all
      let found = try variables(all.map(\.name) + ["log_bin"])
      let hasBinaryLog = ["ON", "1"].contains(found["log_bin"])
      detail = all.map { "\($0.name)=\(found[$0.name] ?? "?")" }.joined(separator: " ")
      if !hasBinaryLog { detail = "no binary log; " + detail }
      for parameter in all {
        guard let value = found[parameter.name], !parameter.accepts(value),
          hasBinaryLog || !parameter.isAboutBinaryLog
        else { continue }
        steps.report(
          ProbeFailure(
            MySQLProblem.parameter,
            [.name: parameter.name, .found: value, .expected: parameter.value]))
      }
    }
  }

  private func writability() {
    let step = "accepts writes"
    guard !isReplica else {
      return steps.skip([step], blaming: .host, because: "the scheme names a replica")
    }
    _ = steps.attempt(step, blaming: .host) { _ throws(ProbeFailure) in
      let strict = ["super_read_only", "innodb_read_only"]
      let found = try variables(strict + ["read_only"])
      func isOn(_ name: String) -> Bool { ["ON", "1"].contains(found[name]) }
      guard let name = (strict + ["read_only"]).first(where: isOn) else { return }
      // Some users may write all the same.
      if name == "read_only", try grants().overridesReadOnly { return }
      throw ProbeFailure(MySQLProblem.readOnly, [.name: name])
    }
  }

  private func clock() {
    _ = steps.attempt("clock", blaming: .host) { detail throws(ProbeFailure) in
      let before = Self.now
      let row = try ask("SELECT UNIX_TIMESTAMP(NOW(6))", "UNIX_TIMESTAMP()").first ?? []
      guard let text = row.first.flatMap({ $0 }), let time = Double(text) else { return }
      let difference = abs(time - (before + Self.now) / 2)
      detail = "differs by \(Int(difference * 1000)) ms"
      guard difference >= Self.unsafeDifference else { return }
      let amount =
        difference < 600 ? "\(Int(difference)) seconds" : "\(Int(difference / 60)) minutes"
      throw ProbeFailure(
        ConnectionProblem.clockSkew, [.address: session.addresses.text, .amount: amount])
    }
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  // MARK: The database

  /// Checks the current database.
  func check(_ database: String) {
    characterSet()
    let hasRights = rights(on: database)
    let reason: String? =
      if steps.request.permission == .readOnly {
        "writes only with --write"
      } else if isReplica {
        "the scheme names a replica"
      } else {
        hasRights ? nil : "rights are missing"
      }
    guard let reason else { return createTable() }
    steps.skip(["creates a table"], blaming: .user, because: reason)
  }

  private func characterSet() {
    _ = steps.attempt("character set", blaming: .database) { detail throws(ProbeFailure) in
      let row =
        try ask("SELECT @@character_set_database, @@collation_database", "character set").first
        ?? []
      let (set, collation) = (row.first.flatMap { $0 } ?? "", row.last.flatMap { $0 } ?? "")
      detail = "\(set), \(collation)"
      guard set == "utf8mb4" else {
        throw ProbeFailure(MySQLProblem.characterSet, [.found: set])
      }
      if collation != "utf8mb4_general_ci" {
        steps.report(ProbeFailure(MySQLProblem.collation, [.found: collation]))
      }
    }
  }

  /// Whether the user has the rights that the server needs, as far as they are visible.
  private func rights(on database: String) -> Bool {
    steps.attempt("rights", blaming: .user) { detail throws(ProbeFailure) in
      let grants = try grants()
      guard grants.showRights(on: database) else {
        detail = "not visible"
        return
      }
      let essential = MySQLGrants.essential.filter { !grants.allow($0, on: database) }
      guard essential.isEmpty else {
        throw ProbeFailure(
          MySQLProblem.rightMissing, [.name: essential.joined(separator: ", ")])
      }
      let missing = MySQLGrants.others.filter { !grants.allow($0, on: database) }
      if !missing.isEmpty {
        steps.report(
          ProbeFailure(MySQLProblem.rightsIncomplete, [.name: missing.joined(separator: ", ")]))
      }
      detail = missing.isEmpty ? "all" : "enough"
    } != nil
  }

  /// The rights of the user, with those of the active roles.
  private func grants() throws(ProbeFailure) -> MySQLGrants {
    // MySQL leaves the rights of roles out unless they are named; MariaDB shows them.
    let roles = (try? session.query("SELECT CURRENT_ROLE()"))?.first?.first.flatMap { $0 } ?? ""
    let statement =
      roles.hasPrefix("`") ? "SHOW GRANTS FOR CURRENT_USER() USING \(roles)" : "SHOW GRANTS"
    let rows = try ask(statement, "SHOW GRANTS")
    return MySQLGrants(rows.compactMap { $0.first.flatMap { $0 } })
  }

  // MARK: Writing

  private func createTable() {
    _ = steps.attempt("creates a table", blaming: .user) { detail throws(ProbeFailure) in
      let name = TestName.make()
      let table = MySQLSession.quoted(name)
      steps.willCreate(name)
      do throws(MySQLError) {
        try session.query(
          "CREATE TABLE \(table) (id BIGINT PRIMARY KEY, text VARCHAR(100)) CHARACTER SET utf8mb4")
      } catch {
        // The answer may be lost, and the table there all the same.
        let failure = writeFailure("CREATE TABLE", error)
        if failure.problem == MySQLProblem.writeRefused.rawValue { steps.didRemove(name) }
        throw failure
      }
      for statement in [
        "INSERT INTO \(table) VALUES (1, 'a')", "ALTER TABLE \(table) ADD INDEX (text)",
        "UPDATE \(table) SET text = 'b'", "DELETE FROM \(table)",
      ] {
        do throws(MySQLError) {
          try session.query(statement)
        } catch {
          try? Self.remove(name, session, steps)
          throw writeFailure(String(statement.prefix { $0 != "`" }.dropLast()), error)
        }
      }
      do throws(MySQLError) {
        try Self.remove(name, session, steps)
      } catch {
        throw writeFailure("DROP TABLE", error)
      }
      detail = "writes to it, and drops it"
    }
  }

  private func writeFailure(_ statement: String, _ error: MySQLError) -> ProbeFailure {
    error.failure(session.addresses, otherwise: .writeRefused, statement)
  }

  /// Drops a table that the probe created.
  static func remove(_ name: String, _ session: MySQLSession, _ steps: Steps) throws(MySQLError) {
    try session.query("DROP TABLE IF EXISTS \(MySQLSession.quoted(name))")
    steps.didRemove(name)
  }
}

/// The version of a MySQL server.
struct MySQLVersion: Hashable, Comparable, Sendable {
  private let parts: [Int]

  /// The oldest version that W&B supports.
  static let least = MySQLVersion([8, 0, 32])

  private init(_ parts: [Int]) { self.parts = parts }

  /// Reads `8.0.36-28.1`; nil for text that does not start with three numbers.
  init?(_ text: String) {
    let numbers = text.split(separator: ".", maxSplits: 2).map { part in
      Int(part.prefix { $0.isASCII && $0.isNumber })
    }
    guard numbers.count == 3 else { return nil }
    parts = numbers.compactMap { $0 }
    guard parts.count == 3 else { return nil }
  }

  static func < (lhs: Self, rhs: Self) -> Bool { lhs.parts.lexicographicallyPrecedes(rhs.parts) }
}
