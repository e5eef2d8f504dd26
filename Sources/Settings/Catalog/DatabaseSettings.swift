package import Diagnostics

/// The MySQL database of the server.
package struct Database: Sendable {
  package var scheme = Setting<DatabaseScheme>()
  package var host = Setting<String>()
  package var port = Setting<Int>()
  package var database = Setting<String>()
  package var user = Setting<String>()
  package var password = Setting<Secret>()
  package var caCert = Setting<String>()
  package var tls = Setting<DatabaseTLS>()
  package var sslCA = Setting<String>()
  package var sslCert = Setting<String>()
  package var sslKey = Setting<String>()

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

extension Field<Configuration> {
  private static let variable = Place.environment("MYSQL")

  package static let database: [Field] = [
    Field(
      "mysql.scheme", \.mysql.scheme, [.part(.scheme, of: variable)], implied: [.helm: "mysql"],
      summary: "The kind of connection: MySQL, Cloud SQL, or a replica of one of them."),
    Field(
      "global.mysql.host", \.mysql.host,
      [.helm("global.mysql.host", .literalOrReference), .part(.host, of: variable)],
      summary: "Host name or address of the MySQL server."),
    Field(
      "global.mysql.port", \.mysql.port,
      [.helm("global.mysql.port", .literalOrReference), .part(.port, of: variable)], [.port],
      summary: "TCP port of the MySQL server."),
    Field(
      "global.mysql.database", \.mysql.database,
      [
        .helm("global.mysql.database", .literalOrReference), .part(.path, of: variable),
        .ineffective("global.mysql.name"),
      ],
      summary: "The database (schema) that holds W&B's tables."),
    Field(
      "global.mysql.user", \.mysql.user,
      [.helm("global.mysql.user", .literalOrReference, .urlText), .part(.user, of: variable)],
      summary: "The MySQL user."),
    Field(
      "global.mysql.password", \.mysql.password,
      [
        .helm("global.mysql.password", .literalOrReference, .urlText),
        .part(.reference, of: .helm("global.mysql.passwordSecret"), .reference),
        .part(.password, of: variable),
      ],
      summary: "The password of the MySQL user."),
    Field(
      "global.mysql.caCert", \.mysql.caCert, [.helm("global.mysql.caCert", .literalOrReference)],
      summary: "PEM certificate of the authority that signed the MySQL server's certificate."),
    Field(
      "mysql.tls", \.mysql.tls, [.part(.query("tls"), of: variable)],
      implied: [.helm: "preferred"],
      summary: "How the connection to MySQL uses TLS; the chart always writes `preferred`."),
    Field(
      "mysql.sslCA", \.mysql.sslCA, [.part(.query("ssl-ca"), of: variable)],
      summary: "File of the authority's certificate inside the container."),
    Field(
      "mysql.sslCert", \.mysql.sslCert, [.part(.query("ssl-cert"), of: variable)],
      summary: "File of the client's certificate inside the container."),
    Field(
      "mysql.sslKey", \.mysql.sslKey, [.part(.query("ssl-key"), of: variable)],
      summary: "File of the client's key inside the container."),
  ]
}

/// The variable `MYSQL`: `scheme://user:password@host:port/database?parameters`.
package enum DatabaseComposite {
  package static let environment = Composite(
    "MYSQL", .mysql, members: [.environment("MYSQL")],
    split: { URLComposite.split($0, .environment("MYSQL")) },
    join: { parts in
      URLComposite.join(parts, .environment("MYSQL"), scheme: parts.text(.scheme) ?? "mysql")
    })

  package static let passwordSecret = SecretComposite.make(
    "global.mysql.passwordSecret", nameKey: "name", keyKey: "passwordKey",
    standardKey: "MYSQL_PASSWORD")
}
