package import Diagnostics

/// ClickHouse, where Weave stores its traces.
package struct ClickHouse: Sendable {
  /// `global.clickhouse.host`: the host name of the ClickHouse server.
  package var host = Setting<String>()
  /// `global.clickhouse.port`: the TCP port of ClickHouse's HTTP interface.
  package var port = Setting<Int>()
  /// `global.clickhouse.database`: the database that contains Weave's tables.
  package var database = Setting<String>()
  /// `global.clickhouse.user`: the ClickHouse user.
  package var user = Setting<String>()
  /// `global.clickhouse.password`: the password of the ClickHouse user.
  package var password = Setting<Secret>()
  /// `global.clickhouse.replicated`: whether Weave's tables are replicated.
  package var replicated = Setting<Bool>()

  /// Nothing is set.
  package init() {}
}

private let advanced = "Documentation, \"Advanced environment variables\""

extension FieldSection {
  static let secretStore = FieldSection(
    "Secret store", "",
    variables: """
      GORILLA_CUSTOMER_SECRET_STORE_SOURCE GORILLA_CUSTOMER_SECRET_STORE_K8S_CONFIG_NAMESPACE
      GORILLA_CUSTOMER_SECRET_STORE_AZ_CONFIG_VAULT_URI GORILLA_SECRET_STORE_SOURCE
      GORILLA_SECRET_STORE_AZ_CONFIG_VAULT_URI
      """,
    source: "Terraform modules aws, google and azurerm; chart \(ChartRelease.citation)",
    fields: [.secretStore, .secretStoreNamespace, .secretStoreVault].map { .plain($0) })

  static let weave = FieldSection(
    "Weave and ClickHouse", "global.clickhouse",
    variables: """
      WF_CLICKHOUSE_HOST WF_CLICKHOUSE_PORT WF_CLICKHOUSE_DATABASE WF_CLICKHOUSE_USER
      WF_CLICKHOUSE_PASS WF_CLICKHOUSE_REPLICATED WF_CLICKHOUSE_REPLICATED_PATH
      WF_CLICKHOUSE_REPLICATED_CLUSTER WF_CLICKHOUSE_USE_DISTRIBUTED_TABLES
      WF_CLICKHOUSE_CALLS_SHARD_KEY WF_CLICKHOUSE_MAX_MEMORY_USAGE
      WF_CLICKHOUSE_MAX_EXECUTION_TIME WF_CLICKHOUSE_ASYNC_INSERT_BUSY_TIMEOUT_MIN_MS
      WF_CLICKHOUSE_ASYNC_INSERT_BUSY_TIMEOUT_MAX_MS WEAVE_TRACE_CLICKHOUSE_USE_ASYNC_INSERT
      WF_CLICKHOUSE_DISABLE_LIGHTWEIGHT_UPDATE WF_FILE_STORAGE_URI
      WF_FILE_STORAGE_AWS_ACCESS_KEY_ID WF_FILE_STORAGE_AWS_SECRET_ACCESS_KEY
      WF_FILE_STORAGE_AWS_SESSION_TOKEN WF_FILE_STORAGE_AWS_REGION WF_FILE_STORAGE_AWS_KMS_KEY
      WEAVE_REDIS_URL KAFKA_PRODUCER_MAX_BUFFER_SIZE KAFKA_PARTITION_BY_PROJECT_ID
      GORILLA_WEAVE_TRACE_ADDRESS WEAVE_SERVICE WEAVE_ENABLED PARQUET_HOST PARQUET_ENABLED
      """,
    source: "Chart \(ChartRelease.citation); wandb/weave, environment of the trace server",
    composites: [
      SecretComposite.make(
        "global.clickhouse.passwordSecret", nameKey: "name", keyKey: "passwordKey",
        defaultKey: "CLICKHOUSE_PASSWORD")
    ],
    fields: clickHouse + weaveVariables)

  private static var clickHouse: [Field<Configuration>] {
    [
      Field(
        "global.clickhouse.host", \.clickHouse.host,
        [
          .helm("global.clickhouse.host", .literalOrReference), .environment("WF_CLICKHOUSE_HOST"),
        ], summary: "The host name of the ClickHouse server."),
      Field(
        "global.clickhouse.port", \.clickHouse.port,
        [
          .helm("global.clickhouse.port", .literalOrReference, .zeroForDefault),
          .environment("WF_CLICKHOUSE_PORT"),
        ], [.port], summary: "The TCP port of ClickHouse's HTTP interface."),
      Field(
        "global.clickhouse.database", \.clickHouse.database,
        [
          .helm("global.clickhouse.database", .literalOrReference),
          .environment("WF_CLICKHOUSE_DATABASE"),
        ], summary: "The database that contains Weave's tables."),
      Field(
        "global.clickhouse.user", \.clickHouse.user,
        [
          .helm("global.clickhouse.user", .literalOrReference), .environment("WF_CLICKHOUSE_USER"),
        ], summary: "The ClickHouse user."),
      Field(
        "global.clickhouse.password", \.clickHouse.password,
        [
          .helm("global.clickhouse.password", .literalOrReference),
          .part(.reference, of: .helm("global.clickhouse.passwordSecret"), .reference),
          .environment("WF_CLICKHOUSE_PASS"),
        ], summary: "The password of the ClickHouse user."),
      Field(
        "global.clickhouse.replicated", \.clickHouse.replicated,
        [.helm("global.clickhouse.replicated"), .environment("WF_CLICKHOUSE_REPLICATED")],
        summary: "Whether Weave's tables are replicated."),
    ]
  }

  private static var weaveVariables: [Field<Configuration>] {
    let switches: [ServerSwitch] = [
      .distributedTables, .asyncInsert, .noLightweightUpdate, .partitionByProject, .weave, .parquet,
    ]
    let options: [ServerOption] = [
      .replicatedPath, .replicatedCluster, .shardKey, .weaveFiles, .weaveFilesRegion,
      .weaveFilesKey, .weaveTraceAddress, .weaveService, .parquetHost,
    ]
    let secrets: [ServerSecret] = [
      .weaveFilesAccessKey, .weaveFilesSecretKey, .weaveFilesToken, .weaveRedis,
    ]
    return options.map { .plain($0) } + switches.map { .plain($0) }
      + ServerLimit.allCases.map { .plain($0) } + secrets.map { .plain($0) }
  }

  static let retention = FieldSection(
    "Retention", "", variables: "GORILLA_DATA_RETENTION_PERIOD GORILLA_ARTIFACT_GC_ENABLED",
    source: advanced,
    fields: [
      Field(
        "env.GORILLA_DATA_RETENTION_PERIOD", \.dataRetention,
        [.environment("GORILLA_DATA_RETENTION_PERIOD")],
        summary: "How long data of deleted runs is kept."),
      .plain(.artifactCollection),
    ])

  static let operations = FieldSection(
    "Operation", "global.statsig",
    variables: """
      GORILLA_ENABLE_SSO_GROUP_CLAIMS GORILLA_USE_IDENTIFIER_CLAIMS DISABLE_SSO_PROVISIONING
      GORILLA_DISABLE_SSO_PROVISIONING SKIP_AUDIENCE_VALIDATION GORILLA_LDAP_GROUP_SYNC
      LOCAL_RESTORE LOGGING_ENABLED ENABLE_REGISTRY_UI GORILLA_ALLOW_USER_TEAM_CREATION
      GORILLA_DISABLE_PERSONAL_ENTITY GORILLA_DISABLE_ADMIN_TEAM_ACCESS
      GORILLA_DISABLE_CODE_SAVING GORILLA_INSECURE_ALLOW_API_KEY_ADMIN_ACCESS GORILLA_ONPREM
      GORILLA_COLLECT_AUDIT_LOGS OPERATOR_ENABLED GORILLA_DEFAULT_REGION BUCKET_ACCESS_IDENTITY
      AZURE_CLIENT_ID AZURE_TENANT_ID AZURE_FEDERATED_TOKEN_FILE GOOGLE_APPLICATION_CREDENTIALS
      AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY GLOBAL_ADMIN_API_KEY GORILLA_STATSIG_KEY
      GORILLA_CUSTOM_METRICS_PROVIDER GORILLA_TRACER BANNERS SSL_CERT_FILE SSL_CERT_DIR
      REQUESTS_CA_BUNDLE
      """,
    source: "\(advanced); chart \(ChartRelease.citation), rendered", fields: operationFields)

  private static var operationFields: [Field<Configuration>] {
    let switches: [ServerSwitch] = [
      .ssoGroupClaims, .identifierClaims, .noProvisioning, .skipAudience, .ldapGroupSync, .restore,
      .logging, .registryUI, .userTeamCreation, .noPersonalEntity, .noAdminTeamAccess,
      .noCodeSaving, .adminAPIKeys, .onPremises, .auditLogs, .operatorEnabled,
    ]
    let options: [ServerOption] = [
      .defaultRegion, .accessIdentity, .azureClientID, .azureTenantID, .azureTokenFile,
      .googleCredentials, .customMetrics, .tracer, .banners, .certificateFile, .certificateFolder,
      .pythonBundle,
    ]
    let secrets: [ServerSecret] = [.awsAccessKey, .awsSecretKey, .adminKey]
    let statsig = Field<Configuration>(
      "global.statsig.apiKey", \.[ServerSecret.statsig],
      [.helm("global.statsig.apiKey"), .environment(ServerSecret.statsig.rawValue)],
      summary: ServerSecret.statsig.summary)
    return switches.map { .plain($0) } + options.map { .plain($0) } + secrets.map { .plain($0) }
      + [statsig]
  }

  static let proxy = FieldSection(
    "Proxy", "", variables: "HTTP_PROXY HTTPS_PROXY NO_PROXY",
    source: "Documentation, newer pages; wandb/helm-charts issues",
    fields: [.httpProxy, .httpsProxy, .noProxy].map { .plain($0) })

  static let client = FieldSection(
    "Python client", "",
    variables: """
      WANDB_BASE_URL WANDB_API_KEY WANDB_IDENTITY_TOKEN_FILE WANDB_CREDENTIALS_FILE WANDB_USERNAME
      WANDB_USER_EMAIL
      """,
    source: "Documentation of the Python client; the server reads none of it",
    fields: [.sdkBaseURL, .sdkTokenFile, .sdkCredentialsFile, .sdkUser, .sdkMail].map {
      .plain($0)
    } + [.plain(.sdkKey)])
}
