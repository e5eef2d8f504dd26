import CMariaDB
import Probing

/// An error of the server, or of the library that talks to it.
struct MySQLError: Error, Hashable, Sendable {
  let code: UInt32
  let text: String
  /// Whether the time of the probe was over: then a lost connection means that nothing was answered.
  var isLate = false

  /// As messages show it.
  var reply: String { "\(text) (\(code))" }

  /// Whether the server may have refused the login only because it is not encrypted.
  var mayDemandEncryption: Bool { code == 1045 || code == 1698 }

  /// What it means before or while the client signs in.
  func failure(_ addresses: Addresses) -> ProbeFailure {
    let facts: [Fact: String] = [.address: addresses.text, .reply: reply]
    switch code {
    case 1040, 1203, 1226: return ProbeFailure(MySQLProblem.tooManyConnections, facts)
    case 1129, 1130: return ProbeFailure(MySQLProblem.clientRefused, facts, blaming: .host)
    case 1820, 1862, 3118, 3955, 4151:
      return ProbeFailure(MySQLProblem.accountUnusable, facts, blaming: .user)
    // The library's own text names a part of a list.
    case UInt32(CR_PLUGIN_NOT_ALLOWED):
      return ProbeFailure(MySQLProblem.loginMethod, [.address: addresses.text], blaming: .user)
    case 1251, 1524, UInt32(CR_AUTH_PLUGIN_CANNOT_LOAD), UInt32(CR_ERR_LOAD_PLUGIN):
      return ProbeFailure(MySQLProblem.loginMethod, facts, blaming: .user)
    default: break
    }
    // MySQL 3159, Azure 9002, and others.
    if text.contains("insecure transport") || text.contains("SSL connection is required") {
      return ProbeFailure(ConnectionProblem.tlsRequired, facts, blaming: .tls)
    }
    return transport(addresses) ?? ProbeFailure(MySQLProblem.loginRefused, facts)
  }

  /// What it means for a query: `problem`, if the connection still works.
  func failure(_ addresses: Addresses, otherwise problem: MySQLProblem, _ name: String)
    -> ProbeFailure
  {
    transport(addresses)
      ?? ProbeFailure(problem, [.address: addresses.text, .name: name, .reply: reply])
  }

  /// The failure if the connection is the reason.
  private func transport(_ addresses: Addresses) -> ProbeFailure? {
    let facts: [Fact: String] = [.address: addresses.text, .reply: reply]
    if text.contains("Fingerprint verification") {
      return ProbeFailure(MySQLProblem.certificateChanges, facts, blaming: .tls)
    }
    return switch Int32(bitPattern: code) {
    case CR_SSL_CONNECTION_ERROR:
      ProbeFailure(ConnectionProblem.tlsFailed, facts, blaming: .tls)
    case CR_CONNECTION_ERROR, CR_CONN_HOST_ERROR, CR_UNKNOWN_HOST:
      ProbeFailure(ConnectionProblem.notReachable, facts, blaming: .host)
    case CR_SERVER_LOST where isLate:
      ProbeFailure(ConnectionProblem.noAnswer, [.address: addresses.text])
    case CR_SERVER_GONE_ERROR, CR_SERVER_LOST, CR_SERVER_LOST_EXTENDED:
      ProbeFailure(ConnectionProblem.connectionLost, facts, blaming: .host)
    case CR_MALFORMED_PACKET, CR_SERVER_HANDSHAKE_ERR, CR_VERSION_ERROR:
      ProbeFailure(ConnectionProblem.unexpectedAnswer, facts, blaming: .port)
    default: nil
    }
  }
}
