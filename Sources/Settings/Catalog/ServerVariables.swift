/// Settings that are on or off, each with its variable.
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

  /// A second name; it is not known which of the two the server reads.
  var alias: String? { self == .noProvisioning ? "GORILLA_DISABLE_SSO_PROVISIONING" : nil }

  var summary: String {
    switch self {
    case .ssoGroupClaims: "Whether team membership follows the `groups` claim of OIDC."
    case .identifierClaims:
      "Whether user and full names follow the claims `preferred_username` and `name`."
    case .noProvisioning: "Whether creating users when they first sign in is disabled."
    case .skipAudience: "Whether to skip checking the audience of tokens."
    case .ldapGroupSync: "Whether team membership follows LDAP groups."
    case .restore: "Whether the server starts in restore mode and logs the credentials."
    case .logging: "Whether access logs go to standard output."
    case .registryUI: "Whether the registry pages are shown."
    case .userTeamCreation: "Whether users who are not admins may create teams."
    case .noPersonalEntity: "Whether personal projects are disabled."
    case .noAdminTeamAccess: "Whether admins are kept from joining teams on their own."
    case .noCodeSaving: "Whether saving the code of runs is disabled."
    case .artifactCollection: "Whether files of deleted artifacts are removed."
    case .adminAPIKeys: "Whether API keys have admin rights, which is insecure."
    case .onPremises: "Whether the instance is self-managed; the chart sets it."
    case .auditLogs: "Whether audit logs are collected; the chart sets it."
    case .weave: "Whether Weave runs; the chart derives it from `weave.install`."
    case .parquet: "Whether Parquet export runs; the chart derives it from `parquet.install`."
    case .operatorEnabled: "Whether the operator manages the instance; the chart sets it."
    case .distributedTables: "Whether ClickHouse uses distributed tables."
    case .asyncInsert: "Whether Weave inserts into ClickHouse asynchronously."
    case .noLightweightUpdate: "Whether lightweight updates in ClickHouse are disabled."
    case .partitionByProject: "Whether Kafka messages are partitioned by project."
    }
  }
}

/// Settings that are one text, each with its variable.
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

  /// Former names, which no known component reads.
  var formerNames: [String] {
    switch self {
    case .secretStore: ["GORILLA_SECRET_STORE_SOURCE"]
    case .secretStoreVault: ["GORILLA_SECRET_STORE_AZ_CONFIG_VAULT_URI"]
    default: []
    }
  }

  var summary: String {
    switch self {
    case .azureClientID: "The client ID of the workload identity; set by Azure's webhook."
    case .azureTenantID: "The tenant of the workload identity; set by Azure's webhook."
    case .azureTokenFile: "The file with the workload's token; set by Azure's webhook."
    case .googleCredentials: "The file with the key of a Google service account."
    case .defaultRegion: "The region of a bucket for which none is known."
    case .accessIdentity: "The role or account that the console shows for bucket policies."
    case .secretStore: "Where team secrets are stored, such as `k8s-secretmanager://…`."
    case .secretStoreNamespace: "The namespace of team secrets."
    case .secretStoreVault: "The URL of the Key Vault with team secrets."
    case .customMetrics: "Where the server sends its metrics."
    case .certificateFile: "The bundle of trusted CA certificates; the chart sets it."
    case .certificateFolder: "The folder of trusted CA certificates; the chart sets it."
    case .pythonBundle: "The bundle of trusted CA certificates for the Python services."
    case .httpProxy: "The proxy for requests over HTTP."
    case .httpsProxy: "The proxy for requests over HTTPS."
    case .noProxy: "Hosts to reach without a proxy, comma-separated."
    case .tracer: "Where the server sends its traces."
    case .weaveTraceAddress: "The address of the Weave trace service."
    case .weaveService: "The address of the Weave service."
    case .parquetHost: "The address of the Parquet service."
    case .banners: "Banners in the console, as JSON."
    case .weaveFiles: "The bucket for Weave's files."
    case .weaveFilesRegion: "The region of the bucket for Weave's files."
    case .weaveFilesKey: "The KMS key of the bucket for Weave's files."
    case .replicatedPath: "The ZooKeeper path of replicated tables."
    case .replicatedCluster: "The ClickHouse cluster of replicated tables."
    case .shardKey: "The key by which calls are sharded: `trace_id`, `id` or `project_id`."
    case .sdkBaseURL: "The server URL for the Python client; the server itself does not read it."
    case .sdkTokenFile: "The file with the Python client's token for identity federation."
    case .sdkCredentialsFile: "The file in which the Python client keeps its access token."
    case .sdkUser: "The user to whom the Python client's runs are attributed."
    case .sdkMail: "The e-mail address of the user to whom runs are attributed."
    }
  }
}

/// Settings that are one whole number, each with its variable.
package enum ServerLimit: String, CaseIterable, Sendable {
  case maxMemoryUsage = "WF_CLICKHOUSE_MAX_MEMORY_USAGE"
  case maxExecutionTime = "WF_CLICKHOUSE_MAX_EXECUTION_TIME"
  case minInsertTimeout = "WF_CLICKHOUSE_ASYNC_INSERT_BUSY_TIMEOUT_MIN_MS"
  case maxInsertTimeout = "WF_CLICKHOUSE_ASYNC_INSERT_BUSY_TIMEOUT_MAX_MS"
  case producerBuffer = "KAFKA_PRODUCER_MAX_BUFFER_SIZE"

  var summary: String {
    switch self {
    case .maxMemoryUsage: "The memory limit of a ClickHouse query, in bytes."
    case .maxExecutionTime: "The time limit of a ClickHouse query, in seconds."
    case .minInsertTimeout: "The minimum wait of an asynchronous insert, in milliseconds."
    case .maxInsertTimeout: "The maximum wait of an asynchronous insert, in milliseconds."
    case .producerBuffer: "The buffer size of a Kafka producer, in bytes."
    }
  }
}

/// Settings that are one secret, each with its variable.
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
    case .awsAccessKey: "The AWS access key, outside the bucket's URI."
    case .awsSecretKey: "The AWS secret key, outside the bucket's URI."
    case .adminKey: "The API key of the first admin."
    case .statsig: "The key for the feature flag service."
    case .weaveFilesAccessKey: "The access key of the bucket for Weave's files."
    case .weaveFilesSecretKey: "The secret key of the bucket for Weave's files."
    case .weaveFilesToken: "The session token of the bucket for Weave's files."
    case .weaveRedis: "The URL of Weave's Redis server."
    case .sdkKey: "The API key of the Python client; the server does not read it."
    }
  }
}

extension Field<Configuration> {
  static func plain(_ option: ServerSwitch) -> Field {
    Field(
      "env.\(option.rawValue)", \.[option],
      [.environment(option.rawValue)] + (option.alias.map { [.environment($0, .alias)] } ?? []),
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
