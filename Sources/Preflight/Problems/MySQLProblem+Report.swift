package import Diagnostics
package import Probing

extension MySQLProblem: ReportedProblem {
  package var id: DiagnosticID {
    switch self {
    case .loginRefused: Codes.loginRefused
    case .loginMethod: Codes.loginMethod
    case .accountUnusable: Codes.accountUnusable
    case .clientRefused: Codes.clientRefused
    case .tooManyConnections: Codes.tooManyConnections
    case .databaseNotAccessible: Codes.databaseNotAccessible
    case .versionUnsupported: Codes.versionUnsupported
    case .isMariaDB: Codes.isMariaDB
    case .characterSet: Codes.characterSet
    case .collation: Codes.collation
    case .parameter: Codes.parameter
    case .rightMissing: Codes.rightMissing
    case .rightsIncomplete: Codes.rightsIncomplete
    case .readOnly: Codes.readOnly
    case .writeRefused: Codes.writeRefused
    case .certificateIgnored: Codes.certificateIgnored
    case .certificateChanges: Codes.certificateChanges
    case .notEncrypted: Codes.notEncrypted
    case .checkFailed: Codes.checkFailed
    }
  }

  package func message(_ context: ProblemContext) -> Message {
    let address = context.address
    return switch self {
    case .loginRefused: "MySQL at `\(address)` refuses the login\(context.reply)"
    case .loginMethod:
      """
      MySQL at `\(address)` requires a login method for this user that can't be tried here\
      \(context.reply)
      """
    case .accountUnusable: "the MySQL user can't work at `\(address)`\(context.reply)"
    case .clientRefused: "MySQL at `\(address)` refuses this machine\(context.reply)"
    case .tooManyConnections:
      "MySQL at `\(address)` accepts no more connections\(context.reply)"
    case .databaseNotAccessible:
      """
      the database `\(context.value(.database))` does not exist, or the user has no rights in it\
      \(context.reply)
      """
    case .versionUnsupported:
      "MySQL at `\(address)` is version \(context[.found]), older than 8.0.32"
    case .isMariaDB: "the server at `\(address)` is MariaDB (`\(context[.found])`), not MySQL"
    case .characterSet:
      "the database has the character set `\(context[.found])`, not `utf8mb4`"
    case .collation:
      "the database has the collation `\(context[.found])`, not `utf8mb4_general_ci`"
    case .parameter:
      """
      MySQL at `\(address)` has `\(context[.name])` set to `\(context[.found])`, but W&B asks for \
      `\(context[.expected])`
      """
    case .rightMissing: "the MySQL user lacks rights in its database: \(context[.name])"
    case .rightsIncomplete:
      "the MySQL user has fewer rights in its database than W&B asks for: \(context[.name])"
    case .readOnly: "MySQL at `\(address)` is read-only (`\(context[.name])`)"
    case .writeRefused: "MySQL at `\(address)` refuses `\(context[.name])`\(context.reply)"
    case .certificateIgnored:
      """
      the certificate of `\(address)` is not verified, because of `tls=preferred`, and would not be \
      trusted\(context.reply)
      """
    case .certificateChanges:
      "`\(address)` presents another certificate on each connection, so the probe does not sign in"
    case .notEncrypted:
      "`\(address)` does not offer TLS, so with `tls=preferred`, the connection is not encrypted"
    case .checkFailed: "MySQL at `\(address)` does not show `\(context[.name])`\(context.reply)"
    }
  }

  package func help(_ context: ProblemContext) -> Message? {
    switch self {
    case .loginRefused:
      "check user and password, and the hosts from which MySQL accepts the user (`'wandb'@'%'`)"
    case .loginMethod:
      "create the user with `caching_sha2_password` or `mysql_native_password`"
    case .accountUnusable: "unlock the account, or set a new password with `ALTER USER`"
    case .clientRefused:
      "let MySQL accept connections from where the server will run, and run the probes there"
    case .tooManyConnections: "raise `max_connections`, or close unused connections"
    case .databaseNotAccessible:
      "create the database and grant the user all rights in it; `render --target mysql` writes the SQL"
    case .versionUnsupported: "upgrade to MySQL 8.0.32 or newer"
    case .isMariaDB: "use MySQL 8.0.32 or newer"
    case .characterSet:
      "run `ALTER DATABASE … CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci` before the server starts"
    case .collation: nil
    case .parameter: "set `\(context[.name]) = \(context[.expected])` in the options of the server"
    case .rightMissing, .rightsIncomplete:
      "run `GRANT ALL ON … TO … WITH GRANT OPTION`; `render --target mysql` writes it"
    case .readOnly: "use the address of the primary"
    case .writeRefused: "grant the user all rights in the database"
    case .certificateIgnored: nil
    case .certificateChanges: "use the address of one server, or set `tls=true`"
    case .notEncrypted: "turn on TLS at MySQL"
    case .checkFailed: nil
    }
  }
}

private enum Codes {
  private static let values =
    "global:\n  mysql:\n    host: db.example.com\n    database: wandb\n    user: wandb\n"
    + "    password: secret\n"

  private static let documentation =
    "W&B documentation, \"Deploy W&B Platform On-premises\", \"MySQL database\""

  private static let id = ProbeCodes<MySQLProblem>(.mysql, .yaml(values))

  static let loginRefused = id(
    "WB5100", .loginRefused, .error, source: "MySQL, error 1045",
    "MySQL refuses the user or the password.",
    """
    The message contains the answer of MySQL, without the password. MySQL answers in the same way if \
    the account is only for other hosts, or requires a client certificate.
    """, ["reply": "Access denied for user 'wandb'@'10.0.0.7' (using password: YES) (1045)"])
  static let loginMethod = id(
    "WB5101", .loginMethod, .warning, source: "MySQL, authentication plugins",
    "The MySQL user signs in with a method that the probe does not use.",
    """
    The probe signs in with `mysql_native_password`, `caching_sha2_password`, `sha256_password` and \
    MariaDB's `ed25519`. It refuses methods that send the password as plain text, and can't try those \
    of LDAP, PAM or a cloud's identities.
    """, ["reply": "Authentication plugin 'dialog' cannot be loaded (2059)"])
  static let accountUnusable = id(
    "WB5102", .accountUnusable, .error, source: "MySQL, errors 1820, 1862, 3118 and 3955",
    "The account of the MySQL user is locked, or its password has expired.",
    "MySQL recognizes the user, but refuses every statement until an administrator intervenes.",
    ["reply": "Access denied for user 'wandb'@'%'. Account is locked. (3118)"])
  static let clientRefused = id(
    "WB5103", .clientRefused, .error, source: "MySQL, errors 1129 and 1130",
    "MySQL does not accept connections from this machine.",
    """
    No account is for the address of this machine, or MySQL has blocked it after too many errors. Run \
    the probes where the server will run, since accounts of MySQL depend on the client's address.
    """, ["reply": "Host '10.0.0.7' is not allowed to connect to this MySQL server (1130)"])
  static let tooManyConnections = id(
    "WB5104", .tooManyConnections, .error, source: "MySQL, errors 1040, 1203 and 1226",
    "MySQL accepts no more connections.",
    "`max_connections` of the server, or a limit of the user, is reached.",
    ["reply": "Too many connections (1040)"])
  static let databaseNotAccessible = id(
    "WB5105", .databaseNotAccessible, .error, source: "MySQL, errors 1044 and 1049",
    "The database does not exist, or the user has no rights in it.",
    "The server creates its tables, but not its database. MySQL hides databases from other users.",
    ["reply": "Unknown database 'wandb' (1049)"])
  static let versionUnsupported = id(
    "WB5106", .versionUnsupported, .warning,
    source: "W&B documentation, requirements: MySQL 8.0.32 or newer",
    "The version of MySQL is older than W&B supports.",
    "W&B documents 8.0.32 as the oldest version. Amazon Aurora has it since 3.05.2.",
    ["found": "8.0.28"])
  static let isMariaDB = id(
    "WB5107", .isMariaDB, .warning, source: "W&B documentation, requirements: MySQL 8.0",
    "The server is MariaDB.",
    "W&B supports MySQL. MariaDB differs in JSON functions and collations, among others.",
    ["found": "10.11.6-MariaDB"])
  static let characterSet = id(
    "WB5108", .characterSet, .warning, source: documentation,
    "The database has another character set than `utf8mb4`.",
    "New tables get the character set of the database. Other sets can't store every character.",
    ["found": "latin1"])
  static let collation = id(
    "WB5109", .collation, .note, source: documentation,
    "The database has another collation than the one that W&B documents.",
    "W&B documents `utf8mb4_general_ci`; the default of MySQL 8 is `utf8mb4_0900_ai_ci`.",
    ["found": "utf8mb4_0900_ai_ci"])
  static let parameter = id(
    "WB5110", .parameter, .warning, source: documentation,
    "A parameter of MySQL differs from what W&B asks for.",
    """
    W&B documents values of `binlog_format`, `binlog_row_image`, `sync_binlog`, \
    `innodb_flush_log_at_trx_commit`, `innodb_online_alter_log_max_size` and `sort_buffer_size`. The \
    last two may be larger. The first three have no effect without a binary log, so they are not \
    reported then.
    """, ["name": "sort_buffer_size", "found": "262144", "expected": "67108864"])
  static let rightMissing = id(
    "WB5111", .rightMissing, .error, source: "MySQL, SHOW GRANTS",
    "The MySQL user lacks rights that the server needs.",
    """
    The server creates and changes its tables, so the user needs SELECT, INSERT, UPDATE, DELETE, \
    CREATE, DROP, ALTER and INDEX in the database. Rights of active roles count.
    """, ["name": "CREATE, DROP, ALTER, INDEX"])
  static let rightsIncomplete = id(
    "WB5112", .rightsIncomplete, .warning, source: documentation,
    "The MySQL user has fewer rights than W&B documents.",
    "W&B documents `GRANT ALL`. Which rights a release of the server uses is not documented.",
    ["name": "REFERENCES, TRIGGER"])
  static let readOnly = id(
    "WB5113", .readOnly, .error,
    source: "MySQL, `read_only`, `super_read_only`, `innodb_read_only`",
    "MySQL is read-only.",
    "Replicas and reader endpoints are read-only. The server writes from its first start on.",
    ["name": "innodb_read_only"])
  static let writeRefused = id(
    "WB5114", .writeRefused, .error, source: "The answer of MySQL to the statement",
    "MySQL refuses a statement on a table that the probe created.",
    "With `--write`, the probe creates a table, changes it and drops it, as the server does.",
    ["name": "CREATE TABLE", "reply": "CREATE command denied to user 'wandb'@'%' (1142)"])
  static let certificateIgnored = id(
    "WB5115", .certificateIgnored, .note, source: "go-sql-driver/mysql, parameter `tls`",
    "The connection to MySQL is encrypted, but the certificate is not verified.",
    """
    The chart always writes `tls=preferred`, with which the driver accepts any certificate. The probe \
    signs in in the same way.
    """, ["reply": "self-signed certificate in certificate chain"])
  static let notEncrypted = id(
    "WB5116", .notEncrypted, .warning, source: "go-sql-driver/mysql, parameter `tls`",
    "The connection to MySQL is not encrypted.",
    "With `tls=preferred`, the driver connects without TLS if the server does not offer it.")
  static let certificateChanges = id(
    "WB5118", .certificateChanges, .warning, source: "OpenSSL, SSL_get1_peer_certificate",
    "MySQL presents several certificates, none of which is verified.",
    """
    Where the configuration does not verify the certificate, the probe signs in only to the server \
    whose certificate it has just seen. A load balancer may choose another one each time.
    """)
  static let checkFailed = id(
    "WB5117", .checkFailed, .warning, source: "The answer of MySQL to the query",
    "Something can't be checked, because MySQL refuses the query.",
    "The message contains the answer of MySQL. The other steps are not affected.",
    ["name": "SHOW GLOBAL VARIABLES", "reply": "Query was interrupted (1317)"])
}
