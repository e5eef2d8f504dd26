import CLDAP
import Glibc
import Probing

/// A connection as libldap uses it, which neither connects nor encrypts by itself.
///
/// The certificate is thus verified once, for the connection that the password is sent over, and
/// every wait ends by the deadline. An object, because libldap keeps a pointer to it.
final class LDAPTransport {
  let connection: Connection
  /// Why nothing can be sent or received any more.
  private(set) var failure: ProbeFailure?
  /// The beginning of what arrived since the last request.
  private var beginning: [UInt8] = []

  init(_ connection: Connection) { self.connection = connection }

  /// The functions that libldap calls.
  static var functions: Sockbuf_IO {
    Sockbuf_IO(
      sbi_setup: { layer, context in
        layer?.pointee.sbiod_pvt = context
        return 0
      },
      sbi_remove: { _ in 0 },
      // Data is always ready, so that libldap reads at once, and `read` waits.
      sbi_ctrl: { _, option, _ in option == LBER_SB_OPT_DATA_READY ? 1 : 0 },
      sbi_read: { layer, bytes, count in
        LDAPTransport.at(layer)?.read(into: bytes, Int(count)) ?? -1
      },
      sbi_write: { layer, bytes, count in
        LDAPTransport.at(layer)?.write(bytes, Int(count)) ?? -1
      },
      // The connection closes its socket itself.
      sbi_close: { _ in 0 })
  }

  private static func at(_ layer: UnsafeMutablePointer<Sockbuf_IO_Desc>?) -> LDAPTransport? {
    layer?.pointee.sbiod_pvt.map {
      Unmanaged<LDAPTransport>.fromOpaque($0).takeUnretainedValue()
    }
  }

  /// A failure for an answer that is not LDAP.
  var unexpected: ProbeFailure {
    let text = String(decoding: beginning, as: UTF8.self)
    let isReadable = text.unicodeScalars.allSatisfy {
      $0.properties.generalCategory != .control && $0 != "\u{FFFD}" || "\r\n\t".contains($0)
    }
    guard isReadable, let line = text.split(whereSeparator: \.isNewline).first else {
      return connection.unexpected("not an LDAP message")
    }
    return connection.unexpected(String(line))
  }

  /// The byte that each LDAP message begins with (RFC 4511, section 5.1).
  private static let sequence: UInt8 = 0x30

  /// A failure for an answer that is not LDAP, with more of the answer if it is there.
  private func somethingElse() throws(ProbeFailure) -> ProbeFailure {
    if connection.hasInput(before: Deadline(milliseconds: 0)) {
      beginning += try connection.someBytes(200)
    }
    return unexpected
  }

  private func read(into target: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    guard failure == nil, let target else { return fail() }
    do throws(ProbeFailure) {
      let bytes = try connection.someBytes(count)
      if beginning.count < 200 { beginning += bytes }
      // libldap would wait for the rest of what it takes for a message.
      guard beginning.first == Self.sequence else { throw try somethingElse() }
      bytes.withUnsafeBytes { source in
        source.baseAddress.map { target.copyMemory(from: $0, byteCount: source.count) }
      }
      return bytes.count
    } catch {
      failure = error
      return fail()
    }
  }

  private func write(_ source: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    guard failure == nil else { return fail() }
    beginning = []
    do {
      try connection.send(Array(UnsafeRawBufferPointer(start: source, count: count)))
      return count
    } catch {
      failure = error
      return fail()
    }
  }

  private func fail() -> Int {
    errno = ECONNRESET
    return -1
  }
}

extension String {
  fileprivate func contains(_ scalar: Unicode.Scalar) -> Bool { unicodeScalars.contains(scalar) }
}
