/// A field of a custom resource of apps.wandb.com/v2 that is a setting: how it is read and written.
package struct ResourceRow: Sendable {
  /// The path in the resource: `spec.wandb.hostname`.
  package let path: String
  /// The canonical name of the setting.
  package let setting: String
  package let form: Form

  /// How the value is written.
  package enum Form: Sendable {
    /// Text, or a Boolean, in the resource itself.
    case plain
    /// The name of a Secret and the key in it, in the namespace of the resource.
    case selector
    /// A list or a mapping.
    case tree
    /// `value`, or `valueFrom` with a `secretKeyRef`.
    case valueOrSource
    /// A list of words that the setting has as comma-separated text.
    case words
  }

  fileprivate init(_ path: String, _ setting: String, _ form: Form = .plain) {
    (self.path, self.setting, self.form) = (path, setting, form)
  }

  /// The keys from the root of the resource.
  package var keys: [String] { path.split(separator: ".").map(String.init) }
}

/// The fields of a resource of apps.wandb.com/v2 that are settings, and what they are for.
///
/// The object store has rules of its own, since an Azure account is its access key. Everything that
/// has no row is kept as it is.
///
/// Source: wandb/operator at 7b063065: `api/v2`, `internal/controller/reconciler/migrate_legacy.go`.
package enum ResourceTable {
  /// All rows, in the order in which they are written.
  package static let rows: [ResourceRow] = [
    Row("spec.size", "global.size"),
    Row("spec.global.customCACerts", "global.customCACerts", .tree),
    Row("spec.global.caCertsConfigMap", "global.caCertsConfigMap"),
    Row("spec.global.imagePullSecrets", "global.imagePullSecrets", .tree),
    Row("spec.global.proxy.httpProxy", "env.HTTP_PROXY", .valueOrSource),
    Row("spec.global.proxy.httpsProxy", "env.HTTPS_PROXY", .valueOrSource),
    Row("spec.global.proxy.noProxy", "env.NO_PROXY", .words),
    Row("spec.wandb.hostname", "global.host"),
    Row("spec.wandb.version", "app.image.tag"),
    Row("spec.wandb.license", "global.license"),
    Row("spec.wandb.additionalHostnames", "ingress.additionalHosts", .tree),
    Row("spec.wandb.serviceAccount.create", "app.serviceAccount.create"),
    Row("spec.wandb.serviceAccount.serviceAccountName", "app.serviceAccount.name"),
    Row("spec.wandb.serviceAccount.annotations", "app.serviceAccount.annotations", .tree),
    Row("spec.wandb.oidc.clientId", "global.auth.oidc.clientId", .selector),
    Row("spec.wandb.oidc.clientSecret", "global.auth.oidc.secret", .selector),
    Row("spec.wandb.oidc.issuerUrl", "global.auth.oidc.issuer", .selector),
    Row("spec.wandb.oidc.authMethod", "global.auth.oidc.authMethod", .selector),
    Row("spec.wandb.oidc.sessionLength", "global.auth.sessionLengthHours"),
    Row("spec.wandb.notifications.email.smtp.host", "global.email.smtp.host", .selector),
    Row("spec.wandb.notifications.email.smtp.port", "global.email.smtp.port", .selector),
    Row("spec.wandb.notifications.email.smtp.username", "global.email.smtp.user", .selector),
    Row("spec.wandb.notifications.email.smtp.password", "global.email.smtp.password", .selector),
    Row("spec.wandb.notifications.slack.clientId", "global.slack.clientId", .selector),
    Row("spec.wandb.notifications.slack.clientSecret", "global.slack.secret", .selector),
    Row("spec.wandb.security.allowUserTeamCreation", "env.GORILLA_ALLOW_USER_TEAM_CREATION"),
    Row("spec.wandb.security.disableCodeSaving", "env.GORILLA_DISABLE_CODE_SAVING"),
    Row("spec.wandb.security.disableSSOProvisioning", "env.DISABLE_SSO_PROVISIONING"),
    Row(
      "spec.wandb.security.insecureAllowAPIKeyAdminAccess",
      "env.GORILLA_INSECURE_ALLOW_API_KEY_ADMIN_ACCESS"),
    Row("spec.mysql.default.externalMysql.host", "global.mysql.host", .selector),
    Row("spec.mysql.default.externalMysql.port", "global.mysql.port", .selector),
    Row("spec.mysql.default.externalMysql.database", "global.mysql.database", .selector),
    Row("spec.mysql.default.externalMysql.username", "global.mysql.user", .selector),
    Row("spec.mysql.default.externalMysql.password", "global.mysql.password", .selector),
    Row("spec.mysql.default.externalMysql.tls", "mysql.tls", .selector),
    Row("spec.mysql.default.externalMysql.sslCa", "global.mysql.caCert", .selector),
    Row("spec.redis.default.externalRedis.host", "global.redis.host", .selector),
    Row("spec.redis.default.externalRedis.port", "global.redis.port", .selector),
    Row("spec.redis.default.externalRedis.password", "global.redis.password", .selector),
    Row("spec.redis.default.externalRedis.tls", "global.redis.params.tls", .selector),
    Row("spec.redis.default.externalRedis.sslCa", "global.redis.caCert", .selector),
    Row("spec.clickhouse.default.externalClickhouse.host", "global.clickhouse.host", .selector),
    Row("spec.clickhouse.default.externalClickhouse.httpPort", "global.clickhouse.port", .selector),
    Row(
      "spec.clickhouse.default.externalClickhouse.database", "global.clickhouse.database",
      .selector),
    Row("spec.clickhouse.default.externalClickhouse.username", "global.clickhouse.user", .selector),
    Row(
      "spec.clickhouse.default.externalClickhouse.password", "global.clickhouse.password",
      .selector),
    Row(
      "spec.clickhouse.default.externalClickhouse.replicated", "global.clickhouse.replicated",
      .selector),
    Row(
      "spec.clickhouse.default.externalClickhouse.clusterName",
      "env.WF_CLICKHOUSE_REPLICATED_CLUSTER", .selector),
    Row("spec.networking.annotations", "ingress.annotations", .tree),
    Row("spec.networking.ingress.ingressClassName", "ingress.class"),
  ]

  private typealias Row = ResourceRow

  /// The row of a setting.
  package static func row(of setting: String) -> ResourceRow? {
    rows.first { $0.setting == setting }
  }

  /// The paths of the fields that are a setting.
  package static func paths(of setting: String) -> [String] {
    rows.filter { $0.setting == setting }.map(\.path)
      + storeFields.filter { $0.setting == setting }.map { "\(objectStore).\($0.field)" }
  }

  /// The fields of the object store, but for those that have another meaning on Azure.
  private static let storeFields: [(field: String, setting: String)] = [
    ("provider", "global.bucket.provider"), ("bucket", "global.bucket.name"),
    ("path", "global.bucket.path"), ("region", "global.bucket.region"),
    ("endpoint", "bucket.endpoint"), ("tlsEnabled", "bucket.tls"),
    ("forcePathStyle", "bucket.forcePathStyle"), ("accessKey", "global.bucket.accessKey"),
    ("secretKey", "global.bucket.secretKey"),
  ]

  /// Where the object store of the server is.
  package static let objectStore = "spec.objectStore.default.externalObjectStore"

  /// The component of the chart that an application of the operator's manifest was, and the other way
  /// round; any other has the same name.
  package static let renamedApplications: [(component: String, application: String)] = [
    ("nginx", "nginx-proxy"),
    ("weave-evaluate-model-worker", "weave-trace-evaluate-model-worker"),
  ]

  /// The components of the chart that no manifest of the operator has as an application.
  package static let withoutApplication = ["app", "console", "history-updater", "mcp-server"]
}
