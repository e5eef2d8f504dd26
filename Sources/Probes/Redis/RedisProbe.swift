import Probing

/// Probes Redis, or the Sentinel that knows its address.
enum RedisProbe {
  static func run(_ steps: Steps) {
    // Without these, it is not known what the server would connect to, or how.
    guard steps.has(.port, for: "connects"), steps.has(.tls, for: "encrypts"),
      steps.has(.authority, for: "encrypts"), steps.has(.master, for: "connects")
    else { return }
    guard let addresses = steps.resolve(6379) else {
      return steps.skip(["connects"] + afterConnection, blaming: .host, because: "no address")
    }
    guard let connection = connect(addresses, steps) else {
      return steps.skip(afterConnection, blaming: .host, because: "no connection")
    }
    let session = RedisSession(connection)
    guard steps.request[.master] == nil else { return sentinel(session, steps) }
    guard signIn(session, steps) else {
      return steps.skip(afterLogin, blaming: .host, because: "not signed in")
    }
    guard answersPing(session, steps) else {
      return steps.skip(afterPing, blaming: .host, because: "no answer to PING")
    }
    let isReplica = checkServer(session, steps)
    guard steps.request.permission == .write, !isReplica else {
      let reason = isReplica ? "a replica accepts no writes" : "writes only with --write"
      return steps.skip(["stores a value"], blaming: .user, because: reason)
    }
    store(session, steps)
  }

  private static let afterPing = ["version", "memory", "role", "stores a value"]
  private static let afterLogin = ["answers PING"] + afterPing
  private static let afterConnection = ["signs in"] + afterLogin

  // MARK: Connecting

  /// Connects, and encrypts if the configuration asks for it.
  private static func connect(_ addresses: Addresses, _ steps: Steps) -> Connection? {
    let connection = steps.attempt("connects", blaming: .port) { _ throws(ProbeFailure) in
      try Connection(to: addresses, steps.deadline)
    }
    guard let connection, steps.request[.tls] == "true" else { return connection }
    return steps.attempt("encrypts", blaming: .tls) { detail throws(ProbeFailure) in
      let trust = TrustedAuthorities(steps.request.authorities + (steps.request[.authority] ?? ""))
      detail = try encrypt(connection, trust, steps)
      return connection
    }
  }

  /// Encrypts.
  ///
  /// A server without TLS takes the handshake for the beginning of a command, and waits.
  private static func encrypt(
    _ connection: Connection, _ trust: TrustedAuthorities, _ steps: Steps
  ) throws(ProbeFailure) -> String {
    do {
      return try steps.encrypt(connection, as: connection.addresses.host, trust)
    } catch {
      guard error.problem == ConnectionProblem.noAnswer.rawValue,
        let plain = try? Connection(to: connection.addresses, steps.deadline),
        (try? RedisSession(plain).call(["PING"])) != nil
      else { throw error }
      throw ProbeFailure(
        ConnectionProblem.tlsNotOffered, [.address: connection.addresses.text], blaming: .tls)
    }
  }

  /// Sends a command.
  ///
  /// A server that closes the connection may expect TLS.
  private static func ask(
    _ session: RedisSession, _ words: [String], _ steps: Steps
  ) throws(ProbeFailure) -> RedisReply {
    do {
      return try session.call(words)
    } catch {
      let addresses = session.connection.addresses
      guard steps.request[.tls] != "true",
        error.problem == ConnectionProblem.connectionLost.rawValue,
        Connection.speaksTLS(addresses, steps.deadline.half)
      else { throw error }
      throw ProbeFailure(
        ConnectionProblem.tlsRequired, [.address: addresses.text], blaming: .tls)
    }
  }

  // MARK: Steps

  private static func signIn(_ session: RedisSession, _ steps: Steps) -> Bool {
    let step = "signs in"
    guard steps.has(.user, for: step), steps.has(.password, for: step) else { return false }
    let (user, password) = (steps.request[.user] ?? "", steps.request[.password] ?? "")
    return steps.attempt(step, blaming: .password) { detail throws(ProbeFailure) in
      guard !password.isEmpty else {
        detail = "without a password"
        return
      }
      let words = ["AUTH"] + (user.isEmpty ? [] : [user]) + [password]
      guard case .error(let text) = try ask(session, words, steps) else { return }
      let problem: RedisProblem =
        text.contains("no password is set") || text.contains("without any password configured")
        ? .passwordNotExpected
        : RedisReply.word(of: text) == "WRONGPASS" || text.contains("invalid password")
          ? .loginRefused : .commandRefused
      throw ProbeFailure(problem, [.name: "auth", .reply: text])
    } != nil
  }

  private static func answersPing(_ session: RedisSession, _ steps: Steps) -> Bool {
    steps.attempt("answers PING", blaming: .password) { _ throws(ProbeFailure) in
      guard case .error(let text) = try ask(session, ["PING"], steps) else { return }
      throw ProbeFailure(problem(of: text), [.name: "ping", .reply: text])
    } != nil
  }

  /// What an error means: its first word says so.
  private static func problem(of error: String) -> RedisProblem {
    switch RedisReply.word(of: error) {
    case "NOAUTH": .passwordRequired
    case "NOPERM": .rightMissing
    default: .commandRefused
    }
  }

  /// Checks what `INFO` tells; whether the server is a replica.
  private static func checkServer(_ session: RedisSession, _ steps: Steps) -> Bool {
    let information = steps.attempt("version", blaming: .host) { detail throws(ProbeFailure) in
      let reply = try session.call(["INFO"])
      guard case .text(let text) = reply else {
        // The server works without this command.
        throw ProbeFailure(RedisProblem.informationRefused, [.reply: reply.text], blaming: .user)
      }
      let information = RedisSession.information(text)
      let version = information["redis_version"] ?? ""
      detail = version
      let major = Int(version.prefix { $0 != "." })
      if major != 6, major != 7 {
        steps.report(ProbeFailure(RedisProblem.versionUnsupported, [.found: version]))
      }
      return information
    }
    guard let information else {
      steps.skip(["memory", "role"], blaming: .host, because: "INFO is not allowed")
      return false
    }
    memory(information, steps)
    return role(information, steps)
  }

  /// Bytes that W&B asks for: 4 GB.
  private static let leastMemory = 4_000_000_000

  private static func memory(_ information: [String: String], _ steps: Steps) {
    let policy = information["maxmemory_policy"] ?? ""
    guard let limit = information["maxmemory"].flatMap({ Int($0) }) else {
      return steps.skip(["memory"], blaming: .host, because: "INFO has no `maxmemory`")
    }
    _ = steps.attempt("memory", blaming: .host) { detail throws(ProbeFailure) in
      detail = limit == 0 ? "no limit, \(policy)" : "\(limit) bytes, \(policy)"
      if limit == 0 { steps.report(ProbeFailure(RedisProblem.memoryUnlimited)) }
      if policy == "noeviction", limit > 0 {
        steps.report(ProbeFailure(RedisProblem.evictionPolicy, [.found: policy]))
      }
      guard limit == 0 || limit >= leastMemory else {
        throw ProbeFailure(RedisProblem.memoryTooSmall, [.amount: "\(limit / 1_000_000) MB"])
      }
    }
  }

  private static func role(_ information: [String: String], _ steps: Steps) -> Bool {
    let isPrimary: Void? = steps.attempt("role", blaming: .host) { detail throws(ProbeFailure) in
      detail = information["role"] ?? ""
      guard detail != "slave" else { throw ProbeFailure(RedisProblem.isReplica) }
    }
    return isPrimary == nil
  }

  private static func store(_ session: RedisSession, _ steps: Steps) {
    _ = steps.attempt("stores a value", blaming: .user) { detail throws(ProbeFailure) in
      let key = TestName.make()
      steps.willCreate(key)
      if case .error(let text) = try session.call(["SET", key, "1", "EX", "60"]) {
        steps.didRemove(key)
        throw ProbeFailure(problem(of: text), [.name: "set", .reply: text])
      }
      let value = try session.call(["GET", key])
      remove(key, session, steps)
      guard case .text("1") = value else {
        throw ProbeFailure(problem(of: value.text), [.name: "get", .reply: value.text])
      }
      detail = "and reads it"
    }
  }

  private static func remove(_ key: String, _ session: RedisSession, _ steps: Steps) {
    guard case .number = (try? session.call(["DEL", key])) ?? .error("") else { return }
    steps.didRemove(key)
  }

  // MARK: Sentinel

  /// Asks Sentinel for the address of the master.
  private static func sentinel(_ session: RedisSession, _ steps: Steps) {
    _ = steps.attempt("knows the master", blaming: .master) { detail throws(ProbeFailure) in
      let name = steps.request[.master] ?? ""
      let reply = try ask(session, ["SENTINEL", "get-master-addr-by-name", name], steps)
      switch reply {
      case .list(let parts) where parts.count == 2:
        detail = parts.map(\.text).joined(separator: ":")
      case .error(let text) where text.lowercased().contains("unknown command"):
        throw ProbeFailure(RedisProblem.notSentinel)
      case .error(let text):
        throw ProbeFailure(problem(of: text), [.name: "sentinel", .reply: text])
      default: throw ProbeFailure(RedisProblem.masterUnknown, [.name: name])
      }
    }
    steps.skip(
      ["signs in"] + afterLogin, blaming: .master,
      because: "credentials are sent only to a host that the configuration names")
  }

  // MARK: Removing

  /// Removes what an earlier run created.
  static func cleanUp(_ steps: Steps) {
    guard let addresses = steps.resolve(6379), let connection = connect(addresses, steps) else {
      return
    }
    let session = RedisSession(connection)
    guard signIn(session, steps) else { return }
    for key in steps.request.leftovers { remove(key, session, steps) }
  }
}
