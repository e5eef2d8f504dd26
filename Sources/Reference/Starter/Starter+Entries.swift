/// What each starter sets and offers.
extension Starter {
  // MARK: The chart

  static func values(for provider: Provider) -> [Group] {
    [
      Group(
        title: "The instance",
        entries: [
          Entry(name: "global.host", value: "https://<HOST>"),
          Entry(name: "global.license", value: "<LICENSE>"),
          Entry(name: "global.size", value: "small"),
        ]),
      bucket(for: provider),
      Group(
        title: "MySQL 8.0",
        entries: [
          Entry(name: "global.mysql.host", value: "<MYSQL_HOST>"),
          Entry(name: "global.mysql.port", value: "3306"),
          Entry(name: "global.mysql.database", value: "wandb_local"),
          Entry(name: "global.mysql.user", value: "wandb"),
          Entry(name: "global.mysql.password", value: "<MYSQL_PASSWORD>"),
        ]),
      redis, signIn, email, ingress(for: provider),
    ] + (provider == .onprem ? [privateNetwork] : []) + accounts(for: provider)
  }

  private static func bucket(for provider: Provider) -> Group {
    let (name, prefix) = ("global.bucket.name", "global.bucket.")
    func entry(_ key: String, _ value: String, isOptional: Bool = false) -> Entry {
      Entry(name: prefix + key, value: value, isOptional: isOptional)
    }
    let path = entry("path", "wandb", isOptional: true)
    let entries: [Entry] =
      switch provider {
      case .google: [entry("provider", "gcs"), entry("name", "<BUCKET>"), path]
      case .azurerm:
        [
          entry("provider", "az"),
          Entry(name: name, value: "<STORAGE_ACCOUNT>", comment: "The Azure storage account."),
          Entry(
            name: prefix + "path", value: "<CONTAINER>",
            comment: "The container, and after a slash a prefix in it."),
          entry("accessKey", "<STORAGE_KEY>", isOptional: true),
        ]
      case .onprem:
        [
          entry("provider", "s3"),
          Entry(
            name: name, value: "<STORE_HOST>:9000",
            comment: "The host and port of the S3-compatible store."),
          Entry(
            name: prefix + "path", value: "wandb?tls=true",
            comment: "The bucket, and whether connections to the store use TLS."),
          entry("region", "us-east-1"),
          entry("accessKey", "<ACCESS_KEY>"), entry("secretKey", "<SECRET_KEY>"),
        ]
      case .aws, .docker:
        [
          entry("provider", "s3"), entry("name", "<BUCKET>"), entry("region", "us-east-1"), path,
          Entry(
            name: prefix + "kmsKey",
            value: "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012",
            isOptional: true),
        ]
      }
    return Group(title: "The object store", entries: entries)
  }

  private static let redis = Group(
    title: "Redis; without it, the chart installs one",
    entries: [
      Entry(name: "global.redis.host", value: "redis.example.com", isOptional: true),
      Entry(name: "global.redis.port", value: "6379", isOptional: true),
      Entry(name: "global.redis.params.tls", value: "true", isOptional: true),
      Entry(name: "redis.install", value: "false", isOptional: true),
    ])

  private static let signIn = Group(
    title: "Sign-in with OpenID Connect",
    entries: [
      Entry(
        name: "global.auth.oidc.issuer", value: "https://login.example.com", isOptional: true),
      Entry(name: "global.auth.oidc.clientId", value: "wandb", isOptional: true),
      Entry(name: "global.auth.oidc.authMethod", value: "pkce", isOptional: true),
      Entry(name: "global.auth.sessionLengthHours", value: "720", isOptional: true),
    ])

  private static let email = Group(
    title: "Email",
    entries: [
      Entry(name: "global.email.smtp.host", value: "smtp.example.com", isOptional: true),
      Entry(name: "global.email.smtp.port", value: "587", isOptional: true),
      Entry(name: "global.email.smtp.user", value: "wandb", isOptional: true),
      Entry(name: "global.email.smtp.password", value: "<SMTP_PASSWORD>", isOptional: true),
    ])

  private static func ingress(for provider: Provider) -> Group {
    let annotations =
      switch provider {
      case .aws: "{alb.ingress.kubernetes.io/scheme: internet-facing}"
      case .google: "{kubernetes.io/ingress.global-static-ip-name: wandb}"
      case .azurerm: "{appgw.ingress.kubernetes.io/ssl-redirect: \"true\"}"
      case .onprem, .docker: "{nginx.ingress.kubernetes.io/proxy-body-size: \"0\"}"
      }
    let name =
      switch provider {
      case .aws: "alb"
      case .google: "gce"
      case .azurerm: "azure-application-gateway"
      case .onprem, .docker: "nginx"
      }
    return Group(
      title: "The Ingress that the chart creates",
      entries: [
        Entry(name: "ingress.class", value: name, isOptional: true),
        Entry(name: "ingress.annotations", value: annotations, isOptional: true),
      ])
  }

  private static let privateNetwork = Group(
    title: "A network with its own registry and certificate authority",
    entries: [
      Entry(
        name: "global.repositoryPrefix", value: "registry.example.com/wandb", isOptional: true),
      Entry(name: "global.caCertsConfigMap", value: "wandb-ca-certs", isOptional: true),
    ])

  /// The service accounts through which pods access the bucket.
  private static func accounts(for provider: Provider) -> [Group] {
    let annotation: String
    switch provider {
    case .aws: annotation = "{eks.amazonaws.com/role-arn: \"arn:aws:iam::123456789012:role/wandb\"}"
    case .google:
      annotation = "{iam.gke.io/gcp-service-account: wandb@example-project.iam.gserviceaccount.com}"
    case .azurerm:
      annotation = "{azure.workload.identity/client-id: 12345678-1234-1234-1234-123456789012}"
    case .onprem, .docker: return []
    }
    return [
      Group(
        title: "The identity with which the pods access the bucket",
        entries: ["app", "parquet", "executor"].map {
          Entry(name: "\($0).serviceAccount.annotations", value: annotation, isOptional: true)
        })
    ]
  }

  // MARK: One container

  static let variables = [
    Group(
      title: "The instance",
      entries: [
        Entry(name: "HOST", value: "http://<HOST>:8080"),
        Entry(name: "LICENSE", value: "<LICENSE>"),
      ]),
    Group(
      title: "An object store, in place of the one in the container",
      entries: [
        Entry(
          name: "BUCKET", value: "s3://files.example.com", isOptional: true,
          comment: "The bucket: s3://BUCKET, gs://BUCKET or az://ACCOUNT/CONTAINER."),
        Entry(name: "AWS_REGION", value: "us-east-1", isOptional: true),
      ]),
    Group(
      title: "MySQL, in place of the one in the container",
      entries: [
        Entry(
          name: "MYSQL", value: "mysql://wandb:<MYSQL_PASSWORD>@mysql.example.com:3306/wandb_local",
          isOptional: true,
          comment: "The connection to MySQL 8.0: mysql://USER:PASSWORD@HOST:3306/DATABASE.")
      ]),
    Group(
      title: "Redis, in place of the one in the container",
      entries: [
        Entry(
          name: "REDIS", value: "redis://redis.example.com:6379?tls=true", isOptional: true,
          comment: "The connection to Redis: redis://:PASSWORD@HOST:6379.")
      ]),
    Group(
      title: "Sign-in with OpenID Connect",
      entries: [
        Entry(name: "OIDC_ISSUER", value: "https://login.example.com", isOptional: true),
        Entry(name: "OIDC_CLIENT_ID", value: "wandb", isOptional: true),
        Entry(name: "OIDC_AUTH_METHOD", value: "pkce", isOptional: true),
        Entry(name: "SESSION_LENGTH", value: "720", isOptional: true),
      ]),
  ]
}
