package import Diagnostics

/// The MySQL database of the server.
package struct Database: Sendable {
  /// `mysql.scheme`: the kind of connection: MySQL, Cloud SQL, or a replica of either.
  package var scheme = Setting<DatabaseScheme>()
  /// `global.mysql.host`: the host name or address of the MySQL server.
  package var host = Setting<String>()
  /// `global.mysql.port`: the TCP port of the MySQL server.
  package var port = Setting<Int>()
  /// `global.mysql.database`: the database (schema) that contains the W&B tables.
  package var database = Setting<String>()
  /// `global.mysql.user`: the MySQL user.
  package var user = Setting<String>()
  /// `global.mysql.password`: the password of the MySQL user.
  package var password = Setting<Secret>()
  /// `global.mysql.caCert`: the PEM certificate of the authority that signed the MySQL server's
  /// certificate.
  package var caCert = Setting<String>()
  /// `mysql.tls`: how the connection to MySQL uses TLS; the chart always writes `preferred`.
  package var tls = Setting<DatabaseTLS>()
  /// `mysql.sslCA`: the file with the CA certificate inside the container.
  package var sslCA = Setting<String>()
  /// `mysql.sslCert`: the file with the client certificate inside the container.
  package var sslCert = Setting<String>()
  /// `mysql.sslKey`: the file with the client key inside the container.
  package var sslKey = Setting<String>()
  /// `env.GORILLA_MYSQL_MAX_OPEN_CONNS`: the maximum number of open MySQL connections per process.
  package var maxOpenConnections = Setting<Int>()

  /// Nothing is set.
  package init() {}
}

/// The schemes of a MySQL URL that the server knows.
package enum DatabaseScheme: String, WordValue {
  case mysql
  case mysqlReplica = "mysql-replica"
  case cloudsql
  case cloudsqlReplica = "cloudsql-replica"
}

/// The `tls` parameter of a MySQL URL.
package enum DatabaseTLS: String, WordValue {
  case on = "true"
  case off = "false"
  case skipVerify = "skip-verify"
  case preferred
  case custom
}

extension FieldSection {
  static let database = FieldSection(
    "MySQL", "global.mysql",
    variables: """
      MYSQL MYSQL_HOST MYSQL_PORT MYSQL_DATABASE MYSQL_USER MYSQL_PASSWORD MYSQL_CA_CERT_PATH
      GORILLA_MYSQL_MAX_OPEN_CONNS GORILLA_ANALYTICS_SINK GORILLA_METADATA_STORE
      GORILLA_RUN_STORE GORILLA_USAGE_STORE GORILLA_FILE_STREAM_STORE_ADDRESS
      GORILLA_PARQUET_LIVE_HISTORY_STORE
      """,
    source:
      "Chart \(ChartRelease.citation), template `mysql`; wandb/operator, infra-connection-settings",
    composites: [DatabaseComposite.environment, DatabaseComposite.passwordSecret],
    fields: Field<Configuration>.database)
}

extension Field<Configuration> {
  private static let variable = Location.environment("MYSQL")

  fileprivate static var database: [Field] {
    [
      Field(
        "mysql.scheme", \.mysql.scheme, [.part(.scheme, of: variable)],
        implied: SmallMap(.helm, "mysql"),
        summary: "The kind of connection: MySQL, Cloud SQL, or a replica of either."),
      Field(
        "global.mysql.host", \.mysql.host,
        [.helm("global.mysql.host", .literalOrReference), .part(.host, of: variable)]
          + Spelling.derived("MYSQL_HOST")
          + Spelling.copies(
            of: "MYSQL", "GORILLA_ANALYTICS_SINK", "GORILLA_METADATA_STORE", "GORILLA_RUN_STORE",
            "GORILLA_USAGE_STORE", "GORILLA_FILE_STREAM_STORE_ADDRESS",
            "GORILLA_PARQUET_LIVE_HISTORY_STORE"),
        summary: "The host name or address of the MySQL server."),
      Field(
        "global.mysql.port", \.mysql.port,
        [.helm("global.mysql.port", .literalOrReference), .part(.port, of: variable)]
          + Spelling.derived("MYSQL_PORT"), [.port], default: "3306",
        summary: "The TCP port of the MySQL server."),
      Field(
        "global.mysql.database", \.mysql.database,
        [
          .helm("global.mysql.database", .literalOrReference), .part(.path, of: variable),
          .ineffective(.helm("global.mysql.name")),
        ] + Spelling.derived("MYSQL_DATABASE"),
        summary: "The database (schema) that contains the W&B tables."),
      Field(
        "global.mysql.user", \.mysql.user,
        [.helm("global.mysql.user", .literalOrReference, .urlText), .part(.user, of: variable)]
          + Spelling.derived("MYSQL_USER"),
        summary: "The MySQL user."),
      Field(
        "global.mysql.password", \.mysql.password,
        [
          .helm("global.mysql.password", .literalOrReference, .urlText),
          .part(.reference, of: .helm("global.mysql.passwordSecret"), .reference),
          .part(.password, of: variable),
        ] + Spelling.derived("MYSQL_PASSWORD"),
        summary: "The password of the MySQL user."),
      Field(
        "global.mysql.caCert", \.mysql.caCert,
        [.helm("global.mysql.caCert", .literalOrReference)]
          + Spelling.derived("MYSQL_CA_CERT_PATH"),
        summary:
          "The PEM certificate of the authority that signed the MySQL server's certificate."),
      Field(
        "mysql.tls", \.mysql.tls, [.part(.query("tls"), of: variable)],
        implied: SmallMap(.helm, "preferred"),
        summary: "How the connection to MySQL uses TLS; the chart always writes `preferred`."),
      Field(
        "mysql.sslCA", \.mysql.sslCA, [.part(.query("ssl-ca"), of: variable)],
        summary: "The file with the CA certificate inside the container."),
      Field(
        "mysql.sslCert", \.mysql.sslCert, [.part(.query("ssl-cert"), of: variable)],
        summary: "The file with the client certificate inside the container."),
      Field(
        "mysql.sslKey", \.mysql.sslKey, [.part(.query("ssl-key"), of: variable)],
        summary: "The file with the client key inside the container."),
      Field(
        "env.GORILLA_MYSQL_MAX_OPEN_CONNS", \.mysql.maxOpenConnections,
        [.environment("GORILLA_MYSQL_MAX_OPEN_CONNS")], [.range(1...100_000)],
        summary: "The maximum number of open MySQL connections per process."),
    ]
  }
}

/// The variable `MYSQL`: `scheme://user:password@host:port/database?parameters`.
package enum DatabaseComposite {
  /// The one member `MYSQL`; its parameters are settings of their own.
  package static let environment = Composite(
    "MYSQL", .mysql, members: [.environment("MYSQL")],
    split: { URLComposite.split($0, .environment("MYSQL")) },
    join: { parts in
      URLComposite.join(parts, .environment("MYSQL"), scheme: parts.text(.scheme) ?? "mysql")
    })

  /// The Secret with the password: its name, and the key in it.
  package static let passwordSecret = SecretComposite.make(
    "global.mysql.passwordSecret", nameKey: "name", keyKey: "passwordKey",
    defaultKey: "MYSQL_PASSWORD")
}
