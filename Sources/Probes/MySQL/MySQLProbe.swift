import Probing

/// Probes the MySQL server.
///
/// Certificates are checked on a connection of their own, where OpenSSL says exactly what is wrong.
/// libmariadb then signs in on a second one, with the same demands.
enum MySQLProbe {
  static func run(_ steps: Steps) {
    guard let session = reach(steps) else { return }
    let isReplica = steps.request[.scheme]?.hasSuffix("replica") ?? false
    let checks = MySQLChecks(session: session, steps: steps, isReplica: isReplica)
    let database = open(session, steps)
    checks.checkServer()
    if let database {
      checks.check(database)
    } else {
      steps.skip(MySQLChecks.databaseSteps, blaming: .database, because: "no database")
    }
  }

  private static let afterLogin =
    ["opens the database"] + MySQLChecks.serverSteps + MySQLChecks.databaseSteps
  private static let afterConnection = ["signs in"] + afterLogin

  /// Everything up to the login; if that fails, the steps after it are reported as skipped.
  private static func reach(_ steps: Steps) -> MySQLSession? {
    let request = steps.request
    guard let host = request[.host] else { return nil }
    let resolved = steps.attempt("resolves", blaming: .host) { detail throws(ProbeFailure) in
      let addresses = try Addresses(of: host, port: request[.port].flatMap { Int($0) } ?? 3306)
      detail = addresses.texts.joined(separator: ", ")
      return addresses
    }
    guard let addresses = resolved else {
      steps.skip(
        ["connects", "greets"] + afterConnection, blaming: .host, because: "no address")
      return nil
    }
    guard let connection = connect(addresses, steps) else {
      steps.skip(["greets"] + afterConnection, blaming: .host, because: "no connection")
      return nil
    }
    guard let greeting = greet(connection, steps) else {
      steps.skip(afterConnection, blaming: .host, because: "no greeting")
      return nil
    }
    let transport = MySQLTransport(addresses, connection, greeting, steps)
    guard let encryption = transport.agree() else {
      steps.skip(afterConnection, blaming: .tls, because: "the connection is not secure")
      return nil
    }
    guard let session = signIn(transport, encryption, steps) else {
      steps.skip(afterLogin, blaming: .host, because: "not signed in")
      return nil
    }
    return session
  }

  private static func connect(_ addresses: Addresses, _ steps: Steps) -> Connection? {
    steps.attempt("connects", blaming: .port) { _ throws(ProbeFailure) in
      try Connection(to: addresses, steps.deadline)
    }
  }

  private static func greet(_ connection: Connection, _ steps: Steps) -> MySQLGreeting? {
    steps.attempt("greets", blaming: .port) { detail throws(ProbeFailure) in
      let greeting = try MySQLGreeting(from: connection)
      detail = greeting.version
      return greeting
    }
  }

  // MARK: Login

  private static func signIn(
    _ transport: MySQLTransport, _ encryption: MySQLEncryption, _ steps: Steps
  ) -> MySQLSession? {
    let step = "signs in"
    let request = steps.request
    guard steps.has(.user, for: step), steps.has(.password, for: step), steps.has(.file, for: step)
    else { return nil }
    let (user, password) = (request[.user] ?? "", request[.password] ?? "")
    return steps.attempt(step, blaming: .password) { detail throws(ProbeFailure) in
      do throws(MySQLError) {
        let session = try MySQLSession(
          to: transport.addresses, as: user, password, encryption, steps.deadline)
        detail = encryption == .off ? "without TLS" : "over TLS"
        return session
      } catch {
        throw transport.explain(error, as: user, password, encryption)
      }
    }
  }

  private static func open(_ session: MySQLSession, _ steps: Steps) -> String? {
    let step = "opens the database"
    guard steps.has(.database, for: step) else { return nil }
    guard let database = steps.request[.database], !database.isEmpty else {
      steps.skip([step], blaming: .host, because: "no database is configured")
      return nil
    }
    return steps.attempt(step, blaming: .database) { _ throws(ProbeFailure) in
      do throws(MySQLError) {
        try session.open(database)
        return database
      } catch {
        throw error.failure(session.addresses, otherwise: .databaseNotAccessible, database)
      }
    }
  }

  // MARK: Cleaning up

  /// Removes the tables that an earlier run created.
  static func cleanUp(_ steps: Steps) {
    guard let session = reach(steps), open(session, steps) != nil else { return }
    for name in steps.request.leftovers { try? MySQLChecks.remove(name, session, steps) }
  }
}
