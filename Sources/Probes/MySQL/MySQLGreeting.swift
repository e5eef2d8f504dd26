import Probing

/// What a MySQL server says first (protocol version 10).
struct MySQLGreeting: Hashable, Sendable {
  /// The version, as the server writes it: `8.0.36`, `5.5.5-10.11.6-MariaDB`.
  let version: String
  /// Whether the server offers TLS on this connection.
  let offersTLS: Bool

  /// Reads it from a new connection.
  init(from connection: Connection) throws(ProbeFailure) {
    let header = try connection.bytes(4)
    let length = Int(header[0]) | Int(header[1]) << 8 | Int(header[2]) << 16
    // The greeting is the first packet, of some 100 bytes.
    guard (4...4096).contains(length), header[3] == 0 else {
      throw connection.unexpected(String(decoding: header, as: UTF8.self))
    }
    let payload = try connection.bytes(length)
    if payload[0] == 0xFF { throw Self.refusal(payload, connection) }
    guard let greeting = MySQLGreeting(payload) else {
      throw connection.unexpected("protocol version \(payload[0])")
    }
    self = greeting
  }

  /// Parses the payload of the packet; nil for any other.
  init?(_ payload: [UInt8]) {
    guard payload.first == 10, let end = payload.firstIndex(of: 0) else { return nil }
    // After the version: the connection's number (4), the challenge (8), a zero, and capabilities.
    let flags = end + 1 + 4 + 8 + 1
    guard payload.count >= flags + 2 else { return nil }
    version = String(decoding: payload[1..<end], as: UTF8.self)
    offersTLS = (Int(payload[flags]) | Int(payload[flags + 1]) << 8) & Self.encryption != 0
  }

  /// Some servers refuse a client before they greet it.
  private static func refusal(_ payload: [UInt8], _ connection: Connection) -> ProbeFailure {
    guard payload.count > 3 else { return connection.unexpected("an empty error") }
    let code = UInt32(payload[1]) | UInt32(payload[2]) << 8
    var text = payload[3...]
    // A state of five characters comes first in newer versions.
    if text.first == UInt8(ascii: "#"), text.count > 6 { text = text.dropFirst(6) }
    let error = MySQLError(code: code, text: String(decoding: text, as: UTF8.self))
    return error.failure(connection.addresses)
  }

  // CLIENT_SSL, CLIENT_PROTOCOL_41 and CLIENT_SECURE_CONNECTION.
  private static let encryption = 0x800
  private static let request = 0x200 | 0x8000 | encryption

  /// The packet that asks for TLS: capabilities, the largest packet, the character set, and 23 zeros.
  static let encryptionRequest: [UInt8] =
    [32, 0, 0, 1]
    + [UInt8(request & 0xFF), UInt8(request >> 8), 0, 0, 0, 0, 0, 1, 45]
    + [UInt8](repeating: 0, count: 23)
}
