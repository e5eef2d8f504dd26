/// A parameter of the MySQL server that W&B asks for.
///
/// Source: documentation, "Deploy W&B Platform On-premises", section "MySQL database".
package struct DatabaseParameter: Hashable, Sendable {
  package let name: String
  /// The value that the documentation names.
  package let value: String
  private let demand: Demand
  /// Whether it has no effect while the server writes no binary log.
  package let isAboutBinaryLog: Bool

  /// Which other values also do.
  private enum Demand {
    case exactly, atLeast
  }

  private init(_ name: String, _ value: String, _ demand: Demand) {
    (self.name, self.value, self.demand) = (name, value, demand)
    isAboutBinaryLog = name.contains("binlog")
  }

  /// All of them, in the order of the option file.
  package static let all = [
    DatabaseParameter("binlog_format", "ROW", .exactly),
    DatabaseParameter("binlog_row_image", "MINIMAL", .exactly),
    DatabaseParameter("sync_binlog", "1", .exactly),
    DatabaseParameter("innodb_flush_log_at_trx_commit", "1", .exactly),
    // Both are sizes in bytes; that of the sort buffer is accepted since MySQL 8.0.28.
    DatabaseParameter("innodb_online_alter_log_max_size", "268435456", .atLeast),
    DatabaseParameter("sort_buffer_size", "67108864", .atLeast),
  ]

  /// Whether the value of a server does.
  package func accepts(_ found: String) -> Bool {
    switch demand {
    case .exactly: found.uppercased() == value
    case .atLeast: (Int(found) ?? 0) >= (Int(value) ?? 0)
    }
  }
}
