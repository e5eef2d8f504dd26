import Probing

/// Probes Redis, or the Sentinel that knows its address.
enum RedisProbe {
  static func run(_ steps: Steps) {
    let request = steps.request
    guard let host = request[.host] else { return }
    let resolved = steps.attempt("resolves", blaming: .host) { detail throws(ProbeFailure) in
      let addresses = try Addresses(of: host, port: request[.port].flatMap { Int($0) } ?? 6379)
      detail = addresses.texts.joined(separator: ", ")
      return addresses
    }
    guard let addresses = resolved else {
      return steps.skip(["connects"] + afterConnection, blaming: .host, because: "no address")
    }
    guard let connection = connect(addresses, steps) else {
      return steps.skip(afterConnection, blaming: .host, because: "no connection")
    }
    let session = RedisSession(connection)
    guard request[.master] == nil else { return sentinel(session, steps) }
    guard signIn(session, steps) else {
      return steps.skip(afterLogin, blaming: .host, because: "not signed in")
    }
    checkServer(session, steps)
    guard request.permission == .write else {
      return steps.skip(
        ["stores a value"], blaming: .user, because: "writes only with --write")
    }
    store(session, steps)
  }

  private static let afterLogin = ["answers PING", "version", "memory", "role", "stores a value"]
  private static let afterConnection = ["signs in"] + afterLogin

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

  private static func signIn(_ session: RedisSession, _ steps: Steps) -> Bool {
    guard steps.has(.password, for: "signs in") else { return false }
    let (user, password) = (steps.request[.user], steps.request[.password])
    return steps.attempt("signs in", blaming: .password) { detail throws(ProbeFailure) in
      guard let password, !password.isEmpty else {
        detail = "without a password"
        return
      }
      let words = ["AUTH"] + (user.map { $0.isEmpty ? [] : [$0] } ?? []) + [password]
      let reply = try ask(session, words, steps)
      guard case .error(let text) = reply else { return }
      throw ProbeFailure(
        text.contains("without any password configured")
          ? RedisProblem.passwordNotExpected : .loginRefused, [.reply: text])
    } != nil
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
      guard steps.request[.tls] != "true", Connection.speaksTLS(addresses, steps.deadline) else {
        throw error
      }
      throw ProbeFailure(
        ConnectionProblem.tlsRequired, [.address: addresses.text], blaming: .tls)
    }
  }

  private static func checkServer(_ session: RedisSession, _ steps: Steps) {
    let answers: Void? = steps.attempt("answers PING", blaming: .password) {
      _ throws(ProbeFailure) in
      let reply = try ask(session, ["PING"], steps)
      guard case .error(let text) = reply else { return }
      throw ProbeFailure(
        text.hasPrefix("NOAUTH") ? RedisProblem.passwordRequired : .rightMissing,
        [.name: "ping", .reply: text])
    }
    guard answers != nil else {
      return steps.skip(
        ["version", "memory", "role", "stores a value"], blaming: .password, because: "no PING")
    }
    version(session, steps)
    memory(session, steps)
    role(session, steps)
  }

  private static func version(_ session: RedisSession, _ steps: Steps) {
    _ = steps.attempt("version", blaming: .host) { detail throws(ProbeFailure) in
      let info = try session.information("server")
      let version = info["redis_version"] ?? ""
      detail = version
      let major = Int(version.prefix { $0 != "." })
      guard major == 6 || major == 7 else {
        throw ProbeFailure(RedisProblem.versionUnsupported, [.found: version])
      }
    }
  }

  /// Bytes that W&B asks for: 4 GB.
  private static let leastMemory = 4_000_000_000

  private static func memory(_ session: RedisSession, _ steps: Steps) {
    _ = steps.attempt("memory", blaming: .host) { detail throws(ProbeFailure) in
      let info = try session.information("memory")
      let (limit, policy) = (info["maxmemory"].flatMap { Int($0) }, info["maxmemory_policy"] ?? "")
      guard let limit else { throw session.connection.unexpected("INFO memory has no maxmemory") }
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

  private static func role(_ session: RedisSession, _ steps: Steps) {
    _ = steps.attempt("role", blaming: .host) { detail throws(ProbeFailure) in
      detail = try session.information("replication")["role"] ?? ""
      guard detail != "slave" else { throw ProbeFailure(RedisProblem.isReplica) }
    }
  }

  private static func store(_ session: RedisSession, _ steps: Steps) {
    _ = steps.attempt("stores a value", blaming: .user) { detail throws(ProbeFailure) in
      let key = TestName.make()
      steps.willCreate(key)
      let reply = try session.call(["SET", key, "1", "EX", "60"])
      if case .error(let text) = reply {
        steps.didRemove(key)
        throw ProbeFailure(RedisProblem.rightMissing, [.name: "set", .reply: text])
      }
      let value = try session.call(["GET", key])
      remove(key, session, steps)
      guard case .text("1") = value else {
        throw ProbeFailure(RedisProblem.rightMissing, [.name: "get", .reply: value.text])
      }
      detail = "and reads it"
    }
  }

  private static func remove(_ key: String, _ session: RedisSession, _ steps: Steps) {
    guard case .number = (try? session.call(["DEL", key])) ?? .error("") else { return }
    steps.didRemove(key)
  }

  /// Asks Sentinel for the address of the master.
  private static func sentinel(_ session: RedisSession, _ steps: Steps) {
    _ = steps.attempt("knows the master", blaming: .master) { detail throws(ProbeFailure) in
      let name = steps.request[.master] ?? ""
      let reply = try ask(session, ["SENTINEL", "get-master-addr-by-name", name], steps)
      guard case .list(let parts) = reply, parts.count == 2 else {
        throw ProbeFailure(RedisProblem.masterUnknown, [.name: name, .reply: reply.text])
      }
      detail = parts.map(\.text).joined(separator: ":")
    }
    steps.skip(
      ["signs in"] + afterLogin, blaming: .master,
      because: "credentials are sent only to a host that the configuration names")
  }

  /// Removes what an earlier run created.
  static func cleanUp(_ steps: Steps) {
    guard let host = steps.request[.host],
      let addresses = try? Addresses(
        of: host, port: steps.request[.port].flatMap { Int($0) } ?? 6379),
      let connection = connect(addresses, steps)
    else { return }
    let session = RedisSession(connection)
    guard signIn(session, steps) else { return }
    for key in steps.request.leftovers { remove(key, session, steps) }
  }
}
