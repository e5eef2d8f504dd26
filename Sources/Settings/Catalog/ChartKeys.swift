/// Keys of chart operator-wandb that the slice's model does not hold, so that they are not taken for
/// mistakes.
///
/// Source: `values.yaml` and templates of the 398 releases from 0.1.0 to 0.43.8.
enum ChartKeys {
  /// The keys of a section whose every key is known; nil for one that is not checked.
  static func known(in section: String) -> [String]? {
    switch section {
    // Of a custom resource: helm-values.json, `crd_v1`.
    case "spec": ["chart", "values"]
    case "": topLevel
    case "global": global
    case "global.bucket", "global.defaultBucket":
      ["secret"]
    case "global.bucket.secret", "global.defaultBucket.secret": []
    case "global.mysql": ["passwordSecret"]
    case "global.mysql.passwordSecret": ["rootPasswordKey"]
    case "global.redis": ["params", "parameters", "secret", "external", "auth"]
    case "global.redis.secret", "global.licenseSecret": []
    default: nil
    }
  }

  /// A key that a release of the chart renamed.
  struct Renaming {
    let path: String
    let newPath: String
    let since: ChartVersion
  }

  static func renaming(of path: String) -> Renaming? { renamings.first { $0.path == path } }

  /// The sections that only renamed keys stand in.
  static let formerSections = ["global.storage"]

  private static let renamings: [Renaming] =
    [
      Renaming(
        path: "global.redis.secretName", newPath: "global.redis.secret.secretName",
        since: ChartVersion(0, 21, 0)),
      Renaming(
        path: "global.redis.secretKey", newPath: "global.redis.secret.secretKey",
        since: ChartVersion(0, 21, 0)),
      Renaming(
        path: "global.storage.kmsKeyArn", newPath: "global.bucket.kmsKey",
        since: ChartVersion(0, 5, 0)),
      Renaming(
        path: "global.storage.region", newPath: "global.bucket.region",
        since: ChartVersion(0, 5, 0)),
    ]
    + ["global.bucket", "global.defaultBucket"].flatMap { section in
      [
        ("secretName", "secretName"), ("accessKeyName", "accessKeyName"),
        ("secretAccessKeyName", "secretKeyName"),
      ].map { old, new in
        Renaming(
          path: "\(section).\(old)", newPath: "\(section).secret.\(new)",
          since: ChartVersion(0, 21, 0))
      }
    }

  private static let topLevel = [
    "anaconda2", "api", "app", "appRenamePostHook", "appRenamePreHook", "artifactsGc",
    "bufstream", "clickhouse", "clickhouseMigrationJob", "console", "etcd", "executor",
    "filemeta", "filestream", "flat-run-fields-updater", "frontend", "fullnameOverride", "global",
    "glue", "history-reader", "history-updater", "ingress", "internalSignerPreHook", "kafka",
    "lumen-agent", "mcp-server", "metric-observer", "mysql", "nameOverride", "nginx", "otel",
    "parquet", "parquet-metadata-cache", "prometheus", "redis", "reloader",
    "settingsMigrationJob", "stackdriver", "weave", "weave-evaluate-model-worker", "weave-trace",
    "weave-trace-agent-scoring-worker", "weave-trace-worker", "yace",
  ]

  private static let global = [
    "activityStore", "api", "auth", "banners", "beta", "bigTable", "bigtable", "bucket",
    "bufstream", "caCertsConfigMap", "clickhouse", "cloudProvider", "common",
    "createGCPLoadBalancerBackend", "customCACerts", "daemonset", "defaultBucket", "deployment",
    "email", "env", "executor", "extraEnv", "extraEnvFrom", "gcpSecurityPolicy", "glue",
    "historyStore", "host", "hosts", "image", "imagePullSecrets", "imageRegistry", "ingress",
    "kafka", "license", "licenseCertPath", "licenseSecret", "localService", "lumen", "mysql",
    "nodeSelector", "observability", "oidc", "olap", "operator", "otel", "pod",
    "priorityClassName", "pubSub", "redis", "repositoryPrefix", "service", "settingsMigrationJob",
    "signerKeyPath", "size", "slack", "sso", "statefulset", "statsig", "storage", "storageClass",
    "tolerations", "volumeMounts", "volumeMountsTpls", "volumes", "volumesTpls", "weave-trace",
  ]
}
