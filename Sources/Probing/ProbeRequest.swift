import Diagnostics

/// What a probe is asked to do; a child process gets it over a pipe.
///
/// Every value is a `Secret`, so that no probe prints one by mistake.
package struct ProbeRequest: Sendable {
  package var probe: ProbeName
  private var values: [Role: Secret] = [:]
  /// Why values are not known: they are in a Secret that is not among the inputs, for example.
  package private(set) var lacking: [Role: String] = [:]
  /// Certificates of all authorities that the server trusts in addition to those of its image, in PEM.
  package var authorities = ""
  /// How long the probe may take, in milliseconds.
  package var timeout = 5000
  /// When the probe is killed, in milliseconds on the monotonic clock; 0 if nobody waits for it.
  package var end: Int64 = 0
  /// Whether steps that write are allowed.
  package var permission = Permission.readOnly
  /// What earlier steps created and did not remove.
  ///
  /// If there is something, the probe only removes it.
  package var leftovers: [String] = []

  /// What a probe may do to a service.
  package enum Permission: String, Sendable {
    case readOnly, write
  }

  package init(_ probe: ProbeName) { self.probe = probe }

  /// The value in a role; nil if it is not set or not known.
  package subscript(role: Role) -> String? {
    get { values[role]?.reveal { $0 } }
    set { values[role] = newValue.map { Secret($0) } }
  }

  /// Sets why a value is set but not known.
  package mutating func lack(_ role: Role, because reason: String) { lacking[role] = reason }

  /// Whether a value is set, known or not.
  package func has(_ role: Role) -> Bool { values[role] != nil || lacking[role] != nil }

  /// The texts that no reply of a service may repeat.
  package var secrets: [String] {
    Self.secretRoles.compactMap { self[$0] }.filter { !$0.isEmpty }
  }

  private static let secretRoles: [Role] = [
    .password, .bindPassword, .clientSecret, .secretKey, .license, .file,
  ]

  // MARK: On a pipe

  package var record: WireRecord {
    var fields = [
      probe.rawValue, String(timeout), permission.rawValue, authorities,
      String(leftovers.count), String(end),
    ]
    fields += leftovers
    for role in Role.allCases {
      if let value = self[role] { fields += [role.rawValue, "=", value] }
      if let reason = lacking[role] { fields += [role.rawValue, "?", reason] }
    }
    return WireRecord(fields)
  }

  /// Reads what `record` wrote; nil for anything else.
  package init?(_ record: WireRecord) {
    let fields = record.fields
    guard fields.count >= 6, let count = Int(fields[4]), (0...fields.count - 6).contains(count),
      (fields.count - 6 - count) % 3 == 0, let end = Int64(fields[5]),
      let probe = ProbeName(rawValue: fields[0]),
      let timeout = Int(fields[1]),
      let permission = Permission(rawValue: fields[2])
    else { return nil }
    (self.probe, self.timeout, self.permission) = (probe, timeout, permission)
    authorities = fields[3]
    leftovers = Array(fields[6..<6 + count])
    self.end = end
    for start in stride(from: 6 + count, to: fields.count, by: 3) {
      guard let role = Role(rawValue: fields[start]) else { return nil }
      if fields[start + 1] == "=" {
        self[role] = fields[start + 2]
      } else {
        lacking[role] = fields[start + 2]
      }
    }
  }
}
