import CMariaDB
import Glibc
import Probing

/// How a session is encrypted.
enum MySQLEncryption: Hashable, Sendable {
  case off
  /// Encrypted; the certificate has to be this one, whose SHA-1 is written in hexadecimal digits.
  case pinned(String)
  /// Encrypted; the certificate has to be for the host, and signed by one of these authorities (PEM).
  case verified(String)
}

/// A session with a MySQL server, over libmariadb.
///
/// An object, because it owns a handle of the library that steps share.
final class MySQLSession {
  let addresses: Addresses
  let encryption: MySQLEncryption
  private let handle: UnsafeMutablePointer<MYSQL>
  private let deadline: Deadline

  /// Methods that reveal no password to a server in plain text, or only over TLS.
  ///
  /// The library would load any other that the server asks for.
  private static let methods =
    "mysql_native_password,client_ed25519,caching_sha2_password,sha256_password"

  /// Signs in.
  init(
    to addresses: Addresses, as user: String, _ password: String,
    _ encryption: MySQLEncryption, _ deadline: Deadline
  ) throws(MySQLError) {
    guard let handle = mysql_init(nil) else { throw MySQLError(code: 2008, text: "out of memory") }
    (self.addresses, self.encryption, self.handle) = (addresses, encryption, handle)
    self.deadline = deadline
    configure()
    let bundle = encrypt()
    defer { if bundle >= 0 { close(bundle) } }
    let connected = mysql_real_connect(
      handle, Self.plain(addresses.host), user, password, nil, UInt32(addresses.port), nil, 0)
    guard connected != nil else { throw error }
  }

  deinit { mysql_close(handle) }

  private func configure() {
    // `localhost` would mean a local socket otherwise.
    wandb_mysql_set_number(handle, MYSQL_OPT_PROTOCOL, UInt32(MYSQL_PROTOCOL_TCP.rawValue))
    // In whole seconds, so a little late; the program that started the probe ends it in time.
    let seconds = UInt32(deadline.remaining / 1000 + 1)
    for option in [MYSQL_OPT_CONNECT_TIMEOUT, MYSQL_OPT_READ_TIMEOUT, MYSQL_OPT_WRITE_TIMEOUT] {
      wandb_mysql_set_number(handle, option, seconds)
    }
    // A server could ask for any file of this machine.
    wandb_mysql_set_number(handle, MYSQL_OPT_LOCAL_INFILE, 0)
    wandb_mysql_set_text(handle, MYSQL_SET_CHARSET_NAME, "utf8mb4")
    wandb_mysql_set_text(handle, MARIADB_OPT_RESTRICTED_AUTH, Self.methods)
  }

  /// Sets what the session requires of TLS; returns the descriptor of the authorities, or -1.
  private func encrypt() -> Int32 {
    switch encryption {
    case .off: return -1
    case .pinned(let fingerprint):
      // `MYSQL_OPT_SSL_ENFORCE` alone lets the library sign in without TLS if none is offered.
      wandb_mysql_set_text(handle, MARIADB_OPT_TLS_PEER_FP, fingerprint)
      return -1
    case .verified(let authorities):
      wandb_mysql_set_flag(handle, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, 1)
      // The library accepts only a file. If there is none, it finds no authority and verifies nothing
      // successfully.
      let bundle = Self.file(authorities)
      wandb_mysql_set_text(handle, MYSQL_OPT_SSL_CA, "/proc/self/fd/\(bundle)")
      return bundle
    }
  }

  /// A file without a name.
  private static func file(_ text: String) -> Int32 {
    let descriptor = wandb_mysql_open_memory()
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty, descriptor >= 0 {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { break }
      rest = rest.dropFirst(count)
    }
    return descriptor
  }

  /// A host without the brackets of an IPv6 address.
  private static func plain(_ host: String) -> String {
    host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
  }

  private var error: MySQLError {
    MySQLError(
      code: mysql_errno(handle), text: String(cString: mysql_error(handle)),
      isLate: deadline.isOver)
  }

  // MARK: Queries

  /// Makes a database the current one.
  func open(_ database: String) throws(MySQLError) {
    guard mysql_select_db(handle, database) == 0 else { throw error }
  }

  /// Runs a statement and returns its rows; NULL is nil.
  @discardableResult
  func query(_ statement: String) throws(MySQLError) -> [[String?]] {
    guard mysql_query(handle, statement) == 0 else { throw error }
    guard let result = mysql_store_result(handle) else {
      guard mysql_field_count(handle) == 0 else { throw error }
      return []
    }
    defer { mysql_free_result(result) }
    let width = Int(mysql_num_fields(result))
    var rows: [[String?]] = []
    while let row = mysql_fetch_row(result) {
      rows.append((0..<width).map { column in row[column].map { String(cString: $0) } })
    }
    return rows
  }

  /// The values of some of the server's global variables, by name in lower case.
  func variables(_ names: [String]) throws(MySQLError) -> [String: String] {
    let list = names.map { "'\($0)'" }.joined(separator: ", ")
    var result: [String: String] = [:]
    for row in try query("SHOW GLOBAL VARIABLES WHERE Variable_name IN (\(list))") {
      guard row.count == 2, let name = row[0], let value = row[1] else { continue }
      result[name.lowercased()] = value
    }
    return result
  }

  /// A name in backquotes.
  static func quoted(_ name: String) -> String { "`\(name.replacing("`", with: "``"))`" }
}
