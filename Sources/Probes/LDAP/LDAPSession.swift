import CLDAP
import Glibc
import Probing

/// Operations on one connection.
///
/// An object, because it owns a handle of libldap.
final class LDAPSession {
  private let transport: LDAPTransport
  private let functions: UnsafeMutablePointer<Sockbuf_IO>
  private let handle: OpaquePointer
  /// Whether nobody is bound, so that servers may refuse searches.
  private(set) var isAnonymous = true

  var connection: Connection { transport.connection }

  /// A session on an open connection, which may be encrypted later.
  init(_ connection: Connection) throws(ProbeFailure) {
    transport = LDAPTransport(connection)
    var handle: OpaquePointer?
    // libldap connects anew if it loses a connection: to this URL, which leads nowhere.
    ldap_init_fd(connection.descriptor, LDAP_PROTO_EXT, "ldapi://%2Fdev%2Fnull", &handle)
    guard let handle else { throw transport.unexpected }
    self.handle = handle
    functions = .allocate(capacity: 1)
    functions.initialize(to: LDAPTransport.functions)
    var version = LDAP_VERSION3
    ldap_set_option(handle, LDAP_OPT_PROTOCOL_VERSION, &version)
    // A null pointer is `LDAP_OPT_OFF`: credentials go to no other server.
    ldap_set_option(handle, LDAP_OPT_REFERRALS, nil)
    var socket: OpaquePointer?
    ldap_get_option(handle, LDAP_OPT_SOCKBUF, &socket)
    var largestMessage: ber_len_t = 4 << 20
    ber_sockbuf_ctrl(socket, LBER_SB_OPT_SET_MAX_INCOMING, &largestMessage)
    ber_sockbuf_add_io(
      socket, functions, LBER_SBIOD_LEVEL_PROVIDER, Unmanaged.passUnretained(transport).toOpaque())
  }

  deinit {
    ldap_unbind_ext_s(handle, nil, nil)
    functions.deallocate()
  }

  /// Asks for TLS; if the server agrees, the connection has to be encrypted next.
  func requestTLS() throws(ProbeFailure) -> LDAPResult {
    try perform {
      ldap_extended_operation_s(handle, LDAP_EXOP_START_TLS, nil, nil, nil, nil, nil)
    }
  }

  /// Binds with a name and a password, or anonymously with two empty texts.
  func bind(_ name: String, _ password: String) throws(ProbeFailure) -> LDAPResult {
    isAnonymous = name.isEmpty
    var bytes = Array(password.utf8CString)
    return try perform {
      bytes.withUnsafeMutableBufferPointer { buffer in
        var credentials = berval(
          bv_len: ber_len_t(buffer.count - 1), bv_val: buffer.baseAddress)
        // A null pointer is `LDAP_SASL_SIMPLE`.
        return ldap_sasl_bind_s(handle, name, nil, &credentials, nil, nil, nil)
      }
    }
  }

  /// Searches for at most `limit` entries.
  func search(_ query: LDAPQuery) throws(ProbeFailure) -> LDAPAnswer {
    var attributes = query.attributes.map { strdup($0) } + [nil]
    defer { for attribute in attributes { free(attribute) } }
    var message: OpaquePointer?
    defer { if let message { ldap_msgfree(message) } }
    let result = try perform {
      ldap_search_ext_s(
        handle, query.base, query.scope.rawValue, query.filter, &attributes, 0, nil, nil, nil,
        query.limit, &message)
    }
    var entries: [LDAPEntry] = []
    var next = ldap_first_entry(handle, message)
    while let entry = next {
      entries.append(LDAPEntry(entry, handle))
      next = ldap_next_entry(handle, entry)
    }
    return LDAPAnswer(result: result, entries: entries)
  }

  /// Runs an operation; never on a connection that failed, which libldap would replace.
  private func perform(_ operation: () -> Int32) throws(ProbeFailure) -> LDAPResult {
    if let failure = transport.failure { throw failure }
    let code = operation()
    if let failure = transport.failure { throw failure }
    // Negative numbers are errors of libldap.
    guard code >= 0 else { throw transport.unexpected }
    return LDAPResult(
      code: code, diagnostic: text(LDAP_OPT_DIAGNOSTIC_MESSAGE),
      matched: text(LDAP_OPT_MATCHED_DN))
  }

  private func text(_ option: Int32) -> String {
    var pointer: UnsafeMutablePointer<CChar>?
    ldap_get_option(handle, option, &pointer)
    guard let pointer else { return "" }
    defer { ldap_memfree(pointer) }
    return String(cString: pointer)
  }
}

/// What a search asks for.
struct LDAPQuery {
  var base: String
  var scope = Scope.subtree
  var filter = "(objectClass=*)"
  /// The attributes to return; `1.1` for none.
  var attributes = ["1.1"]
  var limit: Int32 = 20

  enum Scope: Int32 {
    case base = 0
    case subtree = 2
  }
}

/// How an operation ended.
struct LDAPResult {
  /// A number of RFC 4511, section 4.1.9.
  let code: Int32
  let diagnostic: String
  /// The deepest entry of a name that exists.
  let matched: String

  var isSuccess: Bool { code == LDAP_SUCCESS }

  /// As messages show it: `Invalid credentials (49)`.
  var text: String {
    let name = "\(String(cString: ldap_err2string(code))) (\(code))"
    // Active Directory ends its texts with NUL.
    let rest = diagnostic.split(whereSeparator: \.isNewline).joined(separator: " ")
    return rest.isEmpty ? name : "\(name): \(rest)"
  }
}

/// The entries that a search found.
struct LDAPAnswer {
  let result: LDAPResult
  let entries: [LDAPEntry]

  /// Whether the entries are all, or as many as were asked for.
  var isComplete: Bool {
    result.isSuccess || result.code == LDAP_SIZELIMIT_EXCEEDED
      || result.code == LDAP_ADMINLIMIT_EXCEEDED && !entries.isEmpty
  }
}

/// An entry of the directory.
struct LDAPEntry {
  let name: String
  private let values: [(attribute: String, texts: [String])]

  fileprivate init(_ entry: OpaquePointer, _ handle: OpaquePointer) {
    let name = ldap_get_dn(handle, entry)
    self.name = name.map { String(cString: $0) } ?? ""
    ldap_memfree(name)
    var values: [(String, [String])] = []
    var cursor: OpaquePointer?
    var next = ldap_first_attribute(handle, entry, &cursor)
    while let attribute = next {
      values.append((String(cString: attribute), Self.texts(attribute, entry, handle)))
      ldap_memfree(attribute)
      next = ldap_next_attribute(handle, entry, cursor)
    }
    ber_free(cursor, 0)
    self.values = values
  }

  /// Values as text; those that are not UTF-8 are damaged.
  private static func texts(
    _ attribute: UnsafeMutablePointer<CChar>, _ entry: OpaquePointer, _ handle: OpaquePointer
  ) -> [String] {
    guard let list = ldap_get_values_len(handle, entry, attribute) else { return [] }
    defer { ldap_value_free_len(list) }
    var texts: [String] = []
    var index = 0
    while let value = list[index]?.pointee {
      let bytes = UnsafeRawBufferPointer(start: value.bv_val, count: Int(value.bv_len))
      texts.append(String(decoding: bytes, as: UTF8.self))
      index += 1
    }
    return texts
  }

  /// The values of an attribute; its options, as in `member;range=0-1499`, are ignored.
  subscript(attribute: String) -> [String] {
    values.filter { $0.attribute.prefix { $0 != ";" }.lowercased() == attribute.lowercased() }
      .flatMap(\.texts)
  }

  /// The attributes that have a value which looks like a mail address.
  var addressAttributes: [String] {
    values.filter { $0.texts.contains { $0.contains("@") && !$0.contains(" ") } }
      .map(\.attribute)
  }
}
