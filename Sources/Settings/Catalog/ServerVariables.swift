/// Settings that are on or off, by their variables.
package enum ServerSwitch: String, CaseIterable, Sendable {
  case ssoGroupClaims = "GORILLA_ENABLE_SSO_GROUP_CLAIMS"
  case identifierClaims = "GORILLA_USE_IDENTIFIER_CLAIMS"
  case noProvisioning = "DISABLE_SSO_PROVISIONING"
  case skipAudience = "SKIP_AUDIENCE_VALIDATION"
  case ldapGroupSync = "GORILLA_LDAP_GROUP_SYNC"
  case restore = "LOCAL_RESTORE"
  case logging = "LOGGING_ENABLED"
  case registryUI = "ENABLE_REGISTRY_UI"
  case userTeamCreation = "GORILLA_ALLOW_USER_TEAM_CREATION"
  case noPersonalEntity = "GORILLA_DISABLE_PERSONAL_ENTITY"
  case noAdminTeamAccess = "GORILLA_DISABLE_ADMIN_TEAM_ACCESS"
  case noCodeSaving = "GORILLA_DISABLE_CODE_SAVING"
  case artifactCollection = "GORILLA_ARTIFACT_GC_ENABLED"
  case adminAPIKeys = "GORILLA_INSECURE_ALLOW_API_KEY_ADMIN_ACCESS"
  case onPremises = "GORILLA_ONPREM"
  case auditLogs = "GORILLA_COLLECT_AUDIT_LOGS"
  case weave = "WEAVE_ENABLED"
  case parquet = "PARQUET_ENABLED"
  case operatorEnabled = "OPERATOR_ENABLED"
  case distributedTables = "WF_CLICKHOUSE_USE_DISTRIBUTED_TABLES"
  case asyncInsert = "WEAVE_TRACE_CLICKHOUSE_USE_ASYNC_INSERT"
  case noLightweightUpdate = "WF_CLICKHOUSE_DISABLE_LIGHTWEIGHT_UPDATE"
  case partitionByProject = "KAFKA_PARTITION_BY_PROJECT_ID"

  /// A second name; which of the two the server reads is unknown.
  var twin: String? { self == .noProvisioning ? "GORILLA_DISABLE_SSO_PROVISIONING" : nil }

  var summary: String {
    switch self {
    case .ssoGroupClaims: "Whether team membership follows the `groups` claim of OIDC."
    case .identifierClaims:
      "Whether user and full name follow the claims `preferred_username` and `name`."
    case .noProvisioning: "Whether signing in makes no new user."
    case .skipAudience: "Whether the audience of tokens is not checked."
    case .ldapGroupSync: "Whether team membership follows the groups of LDAP."
    case .restore: "Whether the server starts in restore mode, with credentials in its log."
    case .logging: "Whether access logs go to standard output."
    case .registryUI: "Whether the registry's pages are shown."
    case .userTeamCreation: "Whether users who are no admins may make teams."
    case .noPersonalEntity: "Whether users have no projects of their own."
    case .noAdminTeamAccess: "Whether admins may not join teams by themselves."
    case .noCodeSaving: "Whether runs save no code."
    case .artifactCollection: "Whether files of deleted artifacts are removed."
    case .adminAPIKeys: "Whether API keys have the rights of an admin; insecure."
    case .onPremises: "Whether the instance is self-managed; the chart sets it."
    case .auditLogs: "Whether audit logs are collected; the chart sets it."
    case .weave: "Whether Weave runs; the chart derives it from `weave.install`."
    case .parquet: "Whether Parquet export runs; the chart derives it from `parquet.install`."
    case .operatorEnabled: "Whether the operator manages the instance; the chart sets it."
    case .distributedTables: "Whether ClickHouse uses distributed tables."
    case .asyncInsert: "Whether Weave inserts into ClickHouse asynchronously."
    case .noLightweightUpdate: "Whether ClickHouse gets no lightweight updates."
    case .partitionByProject: "Whether Kafka's messages are spread by project."
    }
  }
}

/// Settings that are one text, by their variables.
package enum ServerOption: String, CaseIterable, Sendable {
  case azureClientID = "AZURE_CLIENT_ID"
  case azureTenantID = "AZURE_TENANT_ID"
  case azureTokenFile = "AZURE_FEDERATED_TOKEN_FILE"
  case googleCredentials = "GOOGLE_APPLICATION_CREDENTIALS"
  case defaultRegion = "GORILLA_DEFAULT_REGION"
  case accessIdentity = "BUCKET_ACCESS_IDENTITY"
  case secretStore = "GORILLA_CUSTOMER_SECRET_STORE_SOURCE"
  case secretStoreNamespace = "GORILLA_CUSTOMER_SECRET_STORE_K8S_CONFIG_NAMESPACE"
  case secretStoreVault = "GORILLA_CUSTOMER_SECRET_STORE_AZ_CONFIG_VAULT_URI"
  case customMetrics = "GORILLA_CUSTOM_METRICS_PROVIDER"
  case certificateFile = "SSL_CERT_FILE"
  case certificateFolder = "SSL_CERT_DIR"
  case pythonBundle = "REQUESTS_CA_BUNDLE"
  case httpProxy = "HTTP_PROXY"
  case httpsProxy = "HTTPS_PROXY"
  case noProxy = "NO_PROXY"
  case tracer = "GORILLA_TRACER"
  case weaveTraceAddress = "GORILLA_WEAVE_TRACE_ADDRESS"
  case weaveService = "WEAVE_SERVICE"
  case parquetHost = "PARQUET_HOST"
  case banners = "BANNERS"
  case weaveFiles = "WF_FILE_STORAGE_URI"
  case weaveFilesRegion = "WF_FILE_STORAGE_AWS_REGION"
  case weaveFilesKey = "WF_FILE_STORAGE_AWS_KMS_KEY"
  case replicatedPath = "WF_CLICKHOUSE_REPLICATED_PATH"
  case replicatedCluster = "WF_CLICKHOUSE_REPLICATED_CLUSTER"
  case shardKey = "WF_CLICKHOUSE_CALLS_SHARD_KEY"
  case sdkBaseURL = "WANDB_BASE_URL"
  case sdkTokenFile = "WANDB_IDENTITY_TOKEN_FILE"
  case sdkCredentialsFile = "WANDB_CREDENTIALS_FILE"
  case sdkUser = "WANDB_USERNAME"
  case sdkMail = "WANDB_USER_EMAIL"

  /// Names that it had, and that nothing is known to read.
  var formerNames: [String] {
    switch self {
    case .secretStore: ["GORILLA_SECRET_STORE_SOURCE"]
    case .secretStoreVault: ["GORILLA_SECRET_STORE_AZ_CONFIG_VAULT_URI"]
    default: []
    }
  }

  var summary: String {
    switch self {
    case .azureClientID: "Client ID of the workload's identity; Azure's webhook sets it."
    case .azureTenantID: "Tenant of the workload's identity; Azure's webhook sets it."
    case .azureTokenFile: "File with the token of the workload; Azure's webhook sets it."
    case .googleCredentials: "File with the key of a Google service account."
    case .defaultRegion: "Region of a bucket when none is known."
    case .accessIdentity: "Role or account that the console shows for bucket policies."
    case .secretStore: "Where secrets of teams are kept: `k8s-secretmanager://…` and its like."
    case .secretStoreNamespace: "Namespace of the secrets of teams."
    case .secretStoreVault: "URL of the Key Vault with the secrets of teams."
    case .customMetrics: "Where metrics of the server go."
    case .certificateFile: "Bundle of trusted authorities; the chart sets it."
    case .certificateFolder: "Folder of trusted authorities; the chart sets it."
    case .pythonBundle: "Bundle of trusted authorities for the Python services."
    case .httpProxy: "Proxy for requests over HTTP."
    case .httpsProxy: "Proxy for requests over HTTPS."
    case .noProxy: "Hosts that are reached without a proxy, commas between."
    case .tracer: "Where traces of the server go."
    case .weaveTraceAddress: "Address of the Weave trace service."
    case .weaveService: "Address of the Weave service."
    case .parquetHost: "Address of the Parquet service."
    case .banners: "Banners of the console, as JSON."
    case .weaveFiles: "Bucket of Weave's files."
    case .weaveFilesRegion: "Region of the bucket of Weave's files."
    case .weaveFilesKey: "KMS key of the bucket of Weave's files."
    case .replicatedPath: "ZooKeeper path of replicated tables."
    case .replicatedCluster: "ClickHouse cluster of replicated tables."
    case .shardKey: "Key that calls are sharded by: `trace_id`, `id` or `project_id`."
    case .sdkBaseURL: "Server that the Python client talks to; the server does not read it."
    case .sdkTokenFile: "File with a token for identity federation of the Python client."
    case .sdkCredentialsFile: "File in which the Python client keeps its access token."
    case .sdkUser: "User whom the Python client's runs are attributed to."
    case .sdkMail: "Mail address of the user whom runs are attributed to."
    }
  }
}

/// Settings that are one whole number, by their variables.
package enum ServerLimit: String, CaseIterable, Sendable {
  case maxMemoryUsage = "WF_CLICKHOUSE_MAX_MEMORY_USAGE"
  case maxExecutionTime = "WF_CLICKHOUSE_MAX_EXECUTION_TIME"
  case minInsertTimeout = "WF_CLICKHOUSE_ASYNC_INSERT_BUSY_TIMEOUT_MIN_MS"
  case maxInsertTimeout = "WF_CLICKHOUSE_ASYNC_INSERT_BUSY_TIMEOUT_MAX_MS"
  case producerBuffer = "KAFKA_PRODUCER_MAX_BUFFER_SIZE"

  var summary: String {
    switch self {
    case .maxMemoryUsage: "Bytes of memory of one query to ClickHouse."
    case .maxExecutionTime: "Seconds of one query to ClickHouse."
    case .minInsertTimeout: "Milliseconds that an asynchronous insert waits at least."
    case .maxInsertTimeout: "Milliseconds that an asynchronous insert waits at most."
    case .producerBuffer: "Bytes that a Kafka producer buffers."
    }
  }
}

/// Settings that are one secret, by their variables.
package enum ServerSecret: String, CaseIterable, Sendable {
  case awsAccessKey = "AWS_ACCESS_KEY_ID"
  case awsSecretKey = "AWS_SECRET_ACCESS_KEY"
  case adminKey = "GLOBAL_ADMIN_API_KEY"
  case statsig = "GORILLA_STATSIG_KEY"
  case weaveFilesAccessKey = "WF_FILE_STORAGE_AWS_ACCESS_KEY_ID"
  case weaveFilesSecretKey = "WF_FILE_STORAGE_AWS_SECRET_ACCESS_KEY"
  case weaveFilesToken = "WF_FILE_STORAGE_AWS_SESSION_TOKEN"
  case weaveRedis = "WEAVE_REDIS_URL"
  case sdkKey = "WANDB_API_KEY"

  var summary: String {
    switch self {
    case .awsAccessKey: "Access key of AWS, outside the bucket's URI."
    case .awsSecretKey: "Secret key of AWS, outside the bucket's URI."
    case .adminKey: "API key of the first admin."
    case .statsig: "Key of the feature flag service."
    case .weaveFilesAccessKey: "Access key of the bucket of Weave's files."
    case .weaveFilesSecretKey: "Secret key of the bucket of Weave's files."
    case .weaveFilesToken: "Session token of the bucket of Weave's files."
    case .weaveRedis: "Redis URL of Weave."
    case .sdkKey: "API key of the Python client; the server does not read it."
    }
  }
}

extension Field<Configuration> {
  static func plain(_ option: ServerSwitch) -> Field {
    Field(
      "env.\(option.rawValue)", \.[option],
      [.environment(option.rawValue)] + (option.twin.map { [.environment($0, .twin)] } ?? []),
      summary: option.summary)
  }

  static func plain(_ option: ServerOption) -> Field {
    Field(
      "env.\(option.rawValue)", \.[option],
      [.environment(option.rawValue)]
        + option.formerNames.map { .ineffective(.environment($0)) },
      summary: option.summary)
  }

  static func plain(_ option: ServerLimit) -> Field {
    Field(
      "env.\(option.rawValue)", \.[option], [.environment(option.rawValue)],
      summary: option.summary)
  }

  static func plain(_ option: ServerSecret) -> Field {
    Field(
      "env.\(option.rawValue)", \.[option], [.environment(option.rawValue)],
      summary: option.summary)
  }
}
