package import Diagnostics

private let chart = "Chart \(ChartRelease.citation), values.yaml and templates"

extension FieldSection {
  static let core = FieldSection(
    "Instance",
    "global.host global.size global.imagePullSecrets global.repositoryPrefix",
    variables: """
      HOST GORILLA_FRONTEND_HOST GORILLA_FILE_HOST GORILLA_CORS_ORIGINS GORILLA_TSHIRT_SIZE
      """,

    source: "\(chart); documentation, \"Configuration Reference for W&B Server\"",
    fields: [
      Field(
        "global.host", \.host,
        [
          .helm("global.host"), .environment("HOST"), .environment("GORILLA_FRONTEND_HOST", .alias),
          .environment("GORILLA_FILE_HOST", .alias),
        ],
        summary: "The public URL of the instance: scheme, host, and any non-default port."),
      Field(
        "env.GORILLA_CORS_ORIGINS", \.corsOrigins, [.environment("GORILLA_CORS_ORIGINS")],
        summary:
          "Origins from which browsers may call the API, comma-separated; the host by default."
      ),
      Field(
        "global.size", \.size,
        [.helm("global.size")] + Spelling.derived("GORILLA_TSHIRT_SIZE"),
        summary: "The size of the installation, which sets its resources and number of replicas."),
      Field(
        "global.imagePullSecrets", \.imagePullSecrets, [.helm("global.imagePullSecrets")],
        summary: "Secrets with the credentials for a private registry."),
      Field(
        "global.repositoryPrefix", \.repositoryPrefix, [.helm("global.repositoryPrefix")],
        summary: "The registry to prepend to the repositories of W&B images."),
    ])

  static let license = FieldSection(
    "License", "global.license global.licenseSecret global.licenseCertPath",
    variables: "LICENSE GORILLA_LICENSE GORILLA_LICENSE_CERT_PATH",
    source: chart,
    composites: [
      SecretComposite.make(
        "global.licenseSecret", nameKey: "name", keyKey: "key", defaultKey: "license",
        writing: .always)
    ],
    fields: [
      Field(
        "global.license", \.license,
        [
          .helm("global.license"),
          .part(.reference, of: .helm("global.licenseSecret"), .reference),
          .environment("LICENSE"), .environment("GORILLA_LICENSE", .alias),
        ],
        summary: "The license, a JSON Web Token with three parts."),
      Field(
        "global.licenseCertPath", \.licenseCertPath,
        [.helm("global.licenseCertPath"), .environment("GORILLA_LICENSE_CERT_PATH")],
        summary: "The file in the image with the public keys that verify the license."),
    ])

  /// The instance's bucket, written under `global.bucket` or in `BUCKET`.
  static let bucket = FieldSection(
    "Bucket", "global.bucket",
    variables: """
      BUCKET AZURE_STORAGE_KEY AWS_REGION AWS_S3_KMS_ID GORILLA_FILE_STORE GORILLA_STORAGE_BUCKET
      GORILLA_RUN_UPDATE_SHADOW_QUEUE_OVERFLOW_BUCKET_STORE BUCKET_NAME BUCKET_PATH
      BUCKET_ACCESS_KEY BUCKET_SECRET_KEY
      """,
    source: "\(chart), template `bucket`; wandb/operator, infra-connection-settings",
    composites: [BucketComposite.helm("global.bucket"), BucketComposite.environment],
    fields: Field<Bucket>.bucket.map { field in
      field.lifted(
        to: \.bucket, name: Field<Bucket>.name(of: field, in: "global.bucket"),
        keep: { $0.prefixed(by: "global.bucket") })
    })

  /// The chart's fallback, written only under `global.defaultBucket`.
  static let defaultBucket = FieldSection(
    "Default bucket", "global.defaultBucket", source: "\(chart), template `bucket`",
    composites: [BucketComposite.helm("global.defaultBucket")],
    fields: Field<Bucket>.bucket.map { field in
      field.lifted(
        to: \.defaultBucket, name: Field<Bucket>.name(of: field, in: "global.defaultBucket"),
        keep: { spelling in
          guard case .helm = spelling.location, spelling.content != .reference else { return nil }
          return spelling.prefixed(by: "global.defaultBucket")
        })
    })

  static let fileStores = FieldSection(
    "Team-level buckets", "", variables: "GORILLA_SUPPORTED_FILE_STORES SUPPORTED_FILE_STORES",
    source: "Documentation, \"Bring your own bucket\"",
    composites: [BucketComposite.stores],
    fields: [
      Field(
        "bucket.supportedFileStores", \.fileStores,
        [
          .part(.list, of: .environment("GORILLA_SUPPORTED_FILE_STORES")),
          .ineffective(.environment("SUPPORTED_FILE_STORES")),
        ],
        summary: "URIs, or URI prefixes, of the buckets that teams may use, comma-separated.")
    ])

  static let queues = FieldSection(
    "Queues", "",
    variables: """
      BUCKET_QUEUE NOTIFICATIONS_QUEUE GORILLA_RUN_UPDATE_QUEUE_ADDR
      GORILLA_RUN_UPDATE_SHADOW_QUEUE_ADDR GORILLA_TASK_QUEUE
      """,

    source: "Documentation, \"Basic environment variables\"; \(chart)",
    fields: [
      Field(
        "bucket.queue", \.queues.bucket, [.environment("BUCKET_QUEUE")],
        summary:
          "The queue of bucket events, or `internal://` if the server tracks new files itself."),
      Field(
        "queue.notifications", \.queues.notifications, [.environment("NOTIFICATIONS_QUEUE")],
        summary: "The SQS queue on which run events are published."),
      Field(
        "queue.runUpdates", \.queues.runUpdates, [.environment("GORILLA_RUN_UPDATE_QUEUE_ADDR")],
        summary: "The queue of run updates: `internal://`, `kafka://` or `pubsub:/`."),
      Field(
        "queue.runUpdateShadow", \.queues.runUpdateShadow,
        [.environment("GORILLA_RUN_UPDATE_SHADOW_QUEUE_ADDR")],
        summary: "The Kafka topic that run updates are copied to."),
      Field(
        "queue.tasks", \.queues.tasks, [.environment("GORILLA_TASK_QUEUE")],
        summary: "The queue of background tasks: a Redis URL, or `noop://`."),
    ])
}

/// The queues of the server, as URIs.
package struct Queues: Sendable {
  /// `bucket.queue`: the queue of bucket events, or `internal://` if the server tracks new files
  /// itself.
  package var bucket = Setting<String>()
  /// `queue.notifications`: the SQS queue on which run events are published.
  package var notifications = Setting<String>()
  /// `queue.runUpdates`: the queue of run updates: `internal://`, `kafka://` or `pubsub:/`.
  package var runUpdates = Setting<Secret>()
  /// `queue.runUpdateShadow`: the Kafka topic that run updates are copied to.
  package var runUpdateShadow = Setting<Secret>()
  /// `queue.tasks`: the queue of background tasks: a Redis URL, or `noop://`.
  package var tasks = Setting<Secret>()

  /// Nothing is set.
  package init() {}
}
