import ConfigSyntax
import Diagnostics
import Settings

/// Variables whose names look like the server's, but which it is not known to read.
package enum ForeignVariable {
  /// Whether the variable is one of the Python client's.
  package static func isClients(_ name: String) -> Bool {
    name.hasPrefix("WANDB_") && client.contains(name)
  }

  /// Reports a variable of the client in the server's own environment; true if it is one.
  ///
  /// Settings claim some of them. In the chart's values, a variable may be meant for any container.
  @discardableResult
  static func reportClient(
    _ key: Located, _ source: Unmodelled.Variable.Source, _ reader: inout SurfaceReader
  ) -> Bool {
    guard source == .envFile, isClients(key.value) else { return false }
    reader.findings.report(.clientVariable(key))
    return true
  }

  /// Reports a variable that no setting claims, if its name is of the client or another product.
  static func report(
    _ key: Located, _ source: Unmodelled.Variable.Source, _ reader: inout SurfaceReader
  ) {
    guard !reader.variables.isOfSite(key.value), !reportClient(key, source, &reader),
      let family = family(of: key.value),
      source == .envFile || family.isUniversal, !neighbours.contains(key.value)
    else { return }
    reader.findings.report(.foreignVariable(key, family.help))
  }

  private static func family(of name: String) -> Family? {
    // Nearly all names begin with another byte.
    guard let first = name.utf8.first else { return nil }
    return families.first {
      $0.prefix.utf8Start.pointee == first && name.hasPrefix($0.prefix.description)
    }
  }

  /// Names that begin alike, of which the known ones are all that any known component reads.
  private struct Family {
    let prefix: StaticString
    /// Whether other containers do not use such names for themselves.
    var isUniversal = false
    /// What the server reads instead.
    let help: Message
  }

  /// `GORILLA_` is missing: the server may read more of them than are known.
  private static let families = [
    Family(
      prefix: "OIDC_", isUniversal: true,
      help: """
        the server reads `OIDC_ISSUER`, `OIDC_CLIENT_ID`, `OIDC_SECRET` and `OIDC_AUTH_METHOD`, and \
        finds the provider's URLs through the issuer
        """),
    Family(
      prefix: "LOCAL_LDAP_", isUniversal: true,
      help: "`wandb-cfg explain LOCAL_LDAP_ADDRESS` shows how LDAP is set up"),
    Family(
      prefix: "LDAP_", isUniversal: true,
      help: "`wandb-cfg explain LOCAL_LDAP_ADDRESS` shows how LDAP is set up"),
    Family(
      prefix: "AUTH0_", isUniversal: true, help: "set `OIDC_ISSUER` and `OIDC_CLIENT_ID` instead"),
    Family(
      prefix: "SMTP_", help: "set `GORILLA_EMAIL_SINK` to smtp://USER:PASSWORD@HOST:PORT instead"),
    Family(prefix: "SLACK_", help: "the server reads `SLACK_CLIENT_ID` and `SLACK_SECRET`"),
    Family(
      prefix: "BUCKET_", help: "the bucket is set in `BUCKET`, and its region in `AWS_REGION`"),
    Family(prefix: "REDIS_", help: "set `REDIS` to redis://:PASSWORD@HOST:PORT instead"),
    Family(
      prefix: "MYSQL_", help: "set `MYSQL` to mysql://USER:PASSWORD@HOST:3306/DATABASE instead"),
  ]

  /// Variables of the image `mysql`, which often shares an env file with the server.
  private static let neighbours = [
    "MYSQL_ALLOW_EMPTY_PASSWORD", "MYSQL_INITDB_SKIP_TZINFO", "MYSQL_ONETIME_PASSWORD",
    "MYSQL_RANDOM_ROOT_PASSWORD", "MYSQL_ROOT_HOST", "MYSQL_ROOT_PASSWORD",
  ]

  /// The variables for a container of image `mysql`, which requires one of its `neighbours` in the same
  /// file.
  static func ofDatabase(among entries: [Entry]) -> [String] {
    let isShared =
      entries.contains { ofDatabase.contains($0.key.value) }
      && entries.contains { neighbours.contains($0.key.value) }
    return isShared ? ofDatabase : []
  }

  /// Variables of the image `mysql` that have the names of those that the chart sets.
  private static let ofDatabase = ["MYSQL_DATABASE", "MYSQL_PASSWORD", "MYSQL_USER"]

  /// Source: W&B documentation, "Environment variables".
  private static let client: Set<String> = [
    "WANDB_ANONYMOUS", "WANDB_API_KEY", "WANDB_ARTIFACT_DIR", "WANDB_BASE_URL", "WANDB_CACHE_DIR",
    "WANDB_CONFIG_DIR", "WANDB_CONFIG_PATHS", "WANDB_CONSOLE", "WANDB_CREDENTIALS_FILE",
    "WANDB_DATA_DIR", "WANDB_DIR", "WANDB_DISABLED", "WANDB_DISABLE_CODE", "WANDB_DISABLE_GIT",
    "WANDB_DOCKER", "WANDB_ENTITY", "WANDB_ERROR_REPORTING", "WANDB_HOST",
    "WANDB_IDENTITY_TOKEN_FILE", "WANDB_IGNORE_GLOBS", "WANDB_JOB_NAME", "WANDB_JOB_TYPE",
    "WANDB_MODE", "WANDB_NAME", "WANDB_NOTEBOOK_NAME", "WANDB_NOTES", "WANDB_PROJECT",
    "WANDB_RESUME", "WANDB_RUN_GROUP", "WANDB_RUN_ID", "WANDB_TAGS", "WANDB_USERNAME",
    "WANDB_USER_EMAIL",
  ]
}

extension Diagnostic {
  fileprivate static func clientVariable(_ key: Located) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.unreadVariable,
      "`\(key.value)` is a variable of the W&B client, which the server does not read", at: key.span
    )
    diagnostic.help =
      key.value == "WANDB_BASE_URL" || key.value == "WANDB_HOST"
      ? "the server's own URL is `HOST`; set `\(key.value)` where runs are started"
      : "set it where runs are started"
    return diagnostic
  }

  fileprivate static func foreignVariable(_ key: Located, _ help: Message) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.unreadVariable, "no known component reads `\(key.value)`", at: key.span)
    diagnostic.help = help
    return diagnostic
  }
}
