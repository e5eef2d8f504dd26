import CSSL
import Glibc
import Probing

/// A TCP connection, encrypted after `startTLS`.
///
/// An object, because it owns a socket and a session of OpenSSL, and the closures of steps share it.
final class Connection {
  let addresses: Addresses
  private var deadline: Deadline
  let descriptor: Int32
  private var session: OpaquePointer?
  private var buffer: [UInt8] = []
  /// The certificates that the server presented, trusted or not, in PEM; empty without TLS.
  private(set) var presented = ""

  /// Connects to the first address that accepts.
  init(to addresses: Addresses, _ deadline: Deadline) throws(ProbeFailure) {
    (self.addresses, self.deadline) = (addresses, deadline)
    descriptor = try addresses.connect(deadline)
  }

  deinit {
    if let session { SSL_free(session) }
    close(descriptor)
  }

  /// Encrypts the connection in half of the time that is left, and checks the server's certificate before
  /// anything else is sent.
  func startTLS(
    as name: String, _ trust: TrustedAuthorities, _ verification: Verification = .required
  ) throws(ProbeFailure) -> PeerCertificates {
    guard let session = SSL_new(trust.context) else { throw tlsFailure("out of memory") }
    self.session = session
    let whole = deadline
    deadline = deadline.half
    defer { deadline = whole }
    // Nobody vouches for text that arrived before the handshake.
    guard buffer.isEmpty else { throw unexpected("text before the TLS handshake") }
    SSL_set_fd(session, descriptor)
    ServerName(name).expect(on: session)
    while true {
      // An old error would be taken for one of this call.
      ERR_clear_error()
      let status = SSL_connect(session)
      if status == 1 { break }
      try waitForTLS(session, status)
    }
    let peer = PeerCertificates(session)
    presented = peer.pem
    if verification == .required { try peer.verify(session, name, addresses) }
    return peer
  }

  /// Whether the name and the chain of a server's certificate are checked.
  enum Verification: Sendable {
    case required, off
  }

  func send(_ text: String) throws(ProbeFailure) { try send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) throws(ProbeFailure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { bytes in
        guard let session else {
          return Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        }
        ERR_clear_error()
        return Int(SSL_write(session, bytes.baseAddress, Int32(bytes.count)))
      }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if let session {
        try waitForTLS(session, Int32(count))
      } else {
        try waitForSocket(POLLOUT)
      }
    }
  }

  /// The next line without its line break.
  func line() throws(ProbeFailure) -> String {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        var line = buffer[..<end]
        if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
        let text = String(decoding: line, as: UTF8.self)
        buffer.removeSubrange(...end)
        return text
      }
      guard buffer.count < 1 << 16 else { throw unexpected("a line without end") }
      try fill()
    }
  }

  /// The next bytes.
  func bytes(_ count: Int) throws(ProbeFailure) -> [UInt8] {
    while buffer.count < count { try fill() }
    let result = Array(buffer.prefix(count))
    buffer.removeFirst(count)
    return result
  }

  /// The bytes that arrived, at least one and at most `limit`.
  func someBytes(_ limit: Int) throws(ProbeFailure) -> [UInt8] {
    if buffer.isEmpty { try fill() }
    return try bytes(min(limit, buffer.count))
  }

  /// Whether something arrives before a moment.
  func hasInput(before moment: Deadline) -> Bool {
    !buffer.isEmpty || Readiness.wait(for: descriptor, POLLIN, moment)
  }

  /// A failure for an answer that does not belong to the protocol.
  func unexpected(_ reply: String) -> ProbeFailure {
    ProbeFailure(
      ConnectionProblem.unexpectedAnswer,
      [.address: addresses.text, .reply: reply], blaming: .port)
  }

  private func fill() throws(ProbeFailure) {
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = chunk.withUnsafeMutableBytes { bytes in
        guard let session else {
          return recv(descriptor, bytes.baseAddress, bytes.count, 0)
        }
        ERR_clear_error()
        return Int(SSL_read(session, bytes.baseAddress, Int32(bytes.count)))
      }
      if count > 0 {
        buffer += chunk[..<count]
        return
      }
      if let session {
        try waitForTLS(session, Int32(count))
      } else if count == 0 {
        throw lost
      } else {
        try waitForSocket(POLLIN)
      }
    }
  }

  private func waitForSocket(_ events: Int32) throws(ProbeFailure) {
    if errno == EINTR { return }
    guard errno == EAGAIN else { throw lost }
    guard Readiness.wait(for: descriptor, events, deadline) else { throw noAnswer }
  }

  private func waitForTLS(_ session: OpaquePointer, _ status: Int32) throws(ProbeFailure) {
    switch SSL_get_error(session, status) {
    case SSL_ERROR_WANT_READ:
      guard Readiness.wait(for: descriptor, POLLIN, deadline) else { throw noAnswer }
    case SSL_ERROR_WANT_WRITE:
      guard Readiness.wait(for: descriptor, POLLOUT, deadline) else { throw noAnswer }
    // After the handshake, it means that the server closed the connection without saying so.
    case SSL_ERROR_SSL where SSL_is_init_finished(session) == 1: throw lost
    case SSL_ERROR_SSL: throw tlsFailure()
    case SSL_ERROR_ZERO_RETURN: throw lost
    default:
      // A server that speaks another protocol often just closes.
      throw SSL_is_init_finished(session) == 1
        ? lost : tlsFailure("the server closed the connection")
    }
  }

  private var noAnswer: ProbeFailure {
    ProbeFailure(ConnectionProblem.noAnswer, [.address: addresses.text], blaming: .port)
  }

  private var lost: ProbeFailure {
    ProbeFailure(ConnectionProblem.connectionLost, [.address: addresses.text], blaming: .port)
  }

  private func tlsFailure(_ reply: String) -> ProbeFailure {
    ProbeFailure(
      ConnectionProblem.tlsFailed, [.address: addresses.text, .reply: reply], blaming: .tls)
  }

  /// The failure that OpenSSL reports: an answer that is not TLS at all means that there is none.
  private func tlsFailure() -> ProbeFailure {
    let code = ERR_get_error()
    ERR_clear_error()
    // `ERR_GET_REASON` is a macro.
    let isNotTLS = [SSL_R_WRONG_VERSION_NUMBER, SSL_R_HTTP_REQUEST].contains(
      Int32(code & 0x7F_FFFF))
    guard !isNotTLS else {
      return ProbeFailure(
        ConnectionProblem.tlsNotOffered, [.address: addresses.text], blaming: .tls)
    }
    return tlsFailure(ERR_reason_error_string(code).map { String(cString: $0) } ?? "unknown error")
  }
}

extension Steps {
  /// Encrypts a connection as the running step, and returns the version of TLS.
  ///
  /// What the server presented is passed on even if it is not trusted: another authority among the
  /// configured ones may have signed it.
  func encrypt(
    _ connection: Connection, as name: String, _ trust: TrustedAuthorities
  ) throws(ProbeFailure) -> String {
    defer { if !connection.presented.isEmpty { present(connection.presented) } }
    let peer = try connection.startTLS(as: name, trust)
    peer.reportExpiry(connection.addresses, self)
    return peer.version
  }
}

extension Connection {
  /// Whether a server expects TLS: a client that does not speak it is often just disconnected.
  static func speaksTLS(_ addresses: Addresses, _ deadline: Deadline) -> Bool {
    guard let connection = try? Connection(to: addresses, deadline) else { return false }
    return (try? connection.startTLS(as: addresses.host, TrustedAuthorities(""), .off)) != nil
  }
}
