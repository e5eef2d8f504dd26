package import Diagnostics

/// The bucket for the files of runs: S3, GCS, Azure or S3-compatible.
package struct Bucket: Sendable {
  /// The kind of object store.
  package var provider = Setting<BucketProvider>()
  /// The host and port of an S3-compatible store.
  package var endpoint = Setting<String>()
  /// The storage account on Azure.
  package var account = Setting<String>()
  /// The bucket, or the container on Azure.
  package var name = Setting<String>()
  /// `path` in Helm values: the folder in the bucket.
  package var prefix = Setting<String>()
  /// The region of the bucket.
  package var region = Setting<String>()
  /// The ARN of the AWS key that encrypts new objects.
  package var kmsKey = Setting<String>()
  /// The identifier of an access key; on Azure, the key of the storage account.
  package var accessKey = Setting<Secret>()
  /// The secret that belongs to `accessKey`; Azure has none.
  package var secretKey = Setting<Secret>()
  /// The parameter `tls`: whether an S3-compatible store is reached over HTTPS.
  package var tls = Setting<Bool>()
  /// Whether the bucket is in the path of a request instead of in its host name.
  package var forcePathStyle = Setting<Bool>()

  /// Nothing is set.
  package init() {}

  /// Whether any input names a bucket, even if its name is not known yet.
  package var isSet: Bool { !name.isAbsent || !endpoint.isAbsent }

  /// Whether the store speaks the S3 API at its own address.
  package var isS3Compatible: Bool {
    guard endpoint.literal != nil else { return false }
    return provider.literal == .s3 || provider.literal == .cw || provider.isAbsent
  }

  /// Whether the bucket is known not to be on AWS.
  package var isOutsideAWS: Bool {
    switch provider.literal {
    case .gcs, .az, .cw: true
    case .s3, nil: endpoint.literal.map { !AmazonEndpoint.contains($0) } ?? false
    }
  }
}

/// The stores that chart and server know; with any other word, chart 0.43.8 renders an empty
/// bucket.
package enum BucketProvider: String, WordValue {
  case s3, gcs, az, cw

  /// The scheme of the bucket's URI in the server's grammar.
  package var scheme: String { self == .gcs ? "gs" : rawValue }

  /// The provider with this URI scheme: `gs` is `gcs`; nil for any other word.
  package init?(scheme: String) {
    guard let provider = Self.allCases.first(where: { $0.scheme == scheme }) else { return nil }
    self = provider
  }
}

extension Field<Bucket> {
  /// Every setting of a bucket; Helm paths are relative to the bucket's section.
  package static let bucket: [Field] = [
    Field(
      "provider", \.provider,
      [.part(.scheme, of: .helm("provider")), .part(.scheme, of: .environment("BUCKET"))],
      summary: "The kind of object store: S3 or S3-compatible, GCS, Azure, or CoreWeave."),
    Field(
      "endpoint", \.endpoint,
      [.part(.endpoint, of: .helm("name")), .part(.endpoint, of: .environment("BUCKET"))],
      summary: "The host and port of an S3-compatible store; not set for AWS."),
    Field(
      "account", \.account,
      [
        .part(.account, of: .helm("name")), .part(.account, of: .environment("BUCKET")),
      ],
      summary: "The Azure storage account that holds the container."),
    Field(
      "name", \.name,
      [
        .part(.bucket, of: .helm("name")), .part(.bucket, of: .helm("path")),
        .part(.bucket, of: .environment("BUCKET")),
      ]
        + Spelling.copies(
          of: "BUCKET", "GORILLA_FILE_STORE", "GORILLA_STORAGE_BUCKET",
          "GORILLA_RUN_UPDATE_SHADOW_QUEUE_OVERFLOW_BUCKET_STORE")
        + Spelling.derived("BUCKET_NAME"),
      summary: "The name of the bucket, or of the container in an Azure storage account."),
    Field(
      "path", \.prefix,
      [
        .part(.prefix, of: .helm("path")), .part(.prefix, of: .environment("BUCKET")),
      ]
        + Spelling.derived("BUCKET_PATH"),
      summary: "A prefix inside the bucket, without leading or trailing slashes."),
    Field(
      "region", \.region,
      [
        .helm("region"), .environment("AWS_REGION"),
        .part(.query("region"), of: .environment("BUCKET")),
        .part(.query("region"), of: .helm("path")),
      ],
      summary: "The region of the bucket."),
    Field(
      "kmsKey", \.kmsKey,
      [.helm("kmsKey"), .environment("AWS_S3_KMS_ID")],
      summary: "The ARN of the KMS key that encrypts the objects."),
    Field(
      "accessKey", \.accessKey,
      [
        .part(.user, of: .helm("accessKey")), .part(.user, of: .helm("secret"), .reference),
        .part(.user, of: .environment("BUCKET")),
        .part(.user, of: .environment("AZURE_STORAGE_KEY")),
      ] + Spelling.derived("BUCKET_ACCESS_KEY"),
      summary:
        "The access key of an S3 bucket, storage key for Azure, or service account for GCS."),
    Field(
      "secretKey", \.secretKey,
      [
        .part(.password, of: .helm("secretKey")),
        .part(.password, of: .helm("secret"), .reference),
        .part(.password, of: .environment("BUCKET")),
      ] + Spelling.derived("BUCKET_SECRET_KEY"),
      summary: "The secret key of an S3 bucket, or the private key of a GCS service account."),
    Field(
      "tls", \.tls,
      [
        .part(.query("tls"), of: .helm("path")),
        .part(.query("tls"), of: .environment("BUCKET")),
      ],
      summary: "Whether connections to an S3-compatible store use TLS."),
    Field(
      "forcePathStyle", \.forcePathStyle,
      [
        .part(.query("forcePathStyle"), of: .helm("path")),
        .part(.query("forcePathStyle"), of: .environment("BUCKET")),
      ],
      summary: "Whether requests have the bucket name in the path instead of the host name."),
  ]

  /// The settings that have a Helm path, and therefore a canonical name under `global`.
  private static let helmNames: Set<String> = [
    "provider", "name", "path", "region", "kmsKey", "accessKey", "secretKey",
  ]

  /// `global.bucket.name`, or `bucket.tls` for a setting without a Helm path.
  static func name(of field: Field, in section: String) -> String {
    helmNames.contains(field.name)
      ? "\(section).\(field.name)" : "\(section.dropFirst("global.".count)).\(field.name)"
  }
}
