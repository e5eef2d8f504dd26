/// Settings for cloud documents only, which the server does not read.
package struct CloudSettings: Sendable {
  /// `cors.origins`: additional origins from which browsers access the bucket, comma-separated.
  package var corsOrigins = Setting<String>()
  /// `cors.maxAge`: how many seconds browsers cache a CORS preflight response; 3600 by default.
  package var corsMaxAge = Setting<Int>()
  /// `kubernetes.namespace`: the namespace of the server's service accounts; by default the custom
  /// resource's.
  package var namespace = Setting<String>()
  package var release = Setting<String>()
  /// `proxy.upstream`: the address and port to which a reverse proxy passes requests on.
  package var upstream = Setting<String>()
  /// `mirror.registry`: the registry that images are copied to.
  package var registry = Setting<String>()
  /// What policies and documents for AWS need.
  package var aws = AWSSettings()
  /// What documents for Google Cloud need.
  package var google = GoogleSettings()
  /// What documents for Azure need.
  package var azure = AzureSettings()

  /// Nothing is set.
  package init() {}

  /// Whether nothing is set that identifies somebody or something in a cloud, as in most runs.
  package var areNamesAbsent: Bool {
    namespace.isAbsent && release.isAbsent
      && aws.principal.isAbsent && aws.administrator.isAbsent
      && google.project.isAbsent && google.serviceAccount.isAbsent
      && google.topic.isAbsent && google.subscription.isAbsent
      && azure.subscription.isAbsent && azure.resourceGroup.isAbsent && azure.principal.isAbsent
  }
}

/// Who can access a bucket on AWS, and from where.
package struct AWSSettings: Sendable {
  /// `aws.account`: the ID of the account that owns the bucket, 12 digits.
  package var account = Setting<String>()
  /// `aws.principal`: the ARN of the role that the server runs as; for hosted W&B, the role that
  /// W&B uses.
  package var principal = Setting<String>()
  /// `aws.administrator`: the ARN of the principal that administers the KMS key; by default the
  /// account.
  package var administrator = Setting<String>()
  /// `aws.oidcProvider`: the issuer of the cluster's service account tokens, with or without
  /// `https://`.
  package var identityProvider = Setting<String>()
  /// `aws.vpcs`: the only VPCs or VPC endpoints that may access the bucket, comma-separated.
  package var vpcs = Setting<String>()
  /// `aws.addresses`: the only address ranges that may access the bucket, comma-separated.
  package var addresses = Setting<String>()
  /// `aws.requireTLS`: whether the bucket policy denies requests without TLS.
  package var requiresTLS = Setting<Bool>()

  /// Nothing is set.
  package init() {}
}

/// Who can access a bucket on Google Cloud.
package struct GoogleSettings: Sendable {
  /// `google.project`: the ID of the project that owns the bucket.
  package var project = Setting<String>()
  /// `google.serviceAccount`: the e-mail address of the service account that the server runs as.
  package var serviceAccount = Setting<String>()
  /// `google.topic`: the Pub/Sub topic that receives the bucket's events.
  package var topic = Setting<String>()
  /// `google.subscription`: the Pub/Sub subscription from which the server reads the bucket's
  /// events.
  package var subscription = Setting<String>()

  /// Nothing is set.
  package init() {}
}

/// Who can access a container on Azure.
package struct AzureSettings: Sendable {
  /// `azure.subscription`: the ID of the subscription that owns the storage account.
  package var subscription = Setting<String>()
  /// `azure.resourceGroup`: the resource group of the storage account.
  package var resourceGroup = Setting<String>()
  /// `azure.principal`: the object ID of the identity that the server runs as.
  package var principal = Setting<String>()

  /// Nothing is set.
  package init() {}
}

extension FieldSection {
  /// Set with `--set`: no chart, module or server reads them.
  static let cloudDocuments = FieldSection(
    "Cloud documents", "",
    source: """
      Documentation, "Secure storage connector" and "Bring your own bucket"; terraform-aws-wandb, \
      modules secure_storage_connector and app_eks; data security page of the documentation
      """,
    fields: [
      Field(
        "cors.origins", \.cloud.corsOrigins, [],
        summary: "Additional origins from which browsers access the bucket, comma-separated."),
      Field(
        "cors.maxAge", \.cloud.corsMaxAge, [], [.range(0...86_400)],
        summary: "How many seconds browsers cache a CORS preflight response; 3600 by default."),
      Field(
        "kubernetes.namespace", \.cloud.namespace, [],
        summary:
          "The namespace of the server's service accounts; by default the custom resource's."),
      Field(
        "helm.release", \.cloud.release, [],
        summary:
          "The name of the server's Helm release; by default that of the custom resource."),
      Field(
        "aws.account", \.cloud.aws.account, [],
        summary: "The ID of the account that owns the bucket, 12 digits."),
      Field(
        "aws.principal", \.cloud.aws.principal, [],
        summary:
          "The ARN of the role that the server runs as; for hosted W&B, the role that W&B uses."),
      Field(
        "aws.administrator", \.cloud.aws.administrator, [],
        summary: "The ARN of the principal that administers the KMS key; by default the account."),
      Field(
        "aws.oidcProvider", \.cloud.aws.identityProvider, [],
        summary:
          "The issuer of the cluster's service account tokens, as AWS prints it, or its ARN."),
      Field(
        "aws.vpcs", \.cloud.aws.vpcs, [],
        summary: "The only VPCs or VPC endpoints that may access the bucket, comma-separated."),
      Field(
        "aws.addresses", \.cloud.aws.addresses, [],
        summary: "The only address ranges that may access the bucket, comma-separated."),
      Field(
        "aws.requireTLS", \.cloud.aws.requiresTLS, [],
        summary: "Whether the bucket policy denies requests without TLS."),
      Field(
        "google.project", \.cloud.google.project, [],
        summary: "The ID of the project that owns the bucket."),
      Field(
        "google.serviceAccount", \.cloud.google.serviceAccount, [],
        summary: "The e-mail address of the service account that the server runs as."),
      Field(
        "google.topic", \.cloud.google.topic, [],
        summary: "The Pub/Sub topic that receives the bucket's events."),
      Field(
        "google.subscription", \.cloud.google.subscription, [],
        summary: "The Pub/Sub subscription from which the server reads the bucket's events."),
      Field(
        "azure.subscription", \.cloud.azure.subscription, [],
        summary: "The ID of the subscription that owns the storage account."),
      Field(
        "azure.resourceGroup", \.cloud.azure.resourceGroup, [],
        summary: "The resource group of the storage account."),
      Field(
        "azure.principal", \.cloud.azure.principal, [],
        summary: "The object ID of the identity that the server runs as."),
    ])

  /// Set with `--set`, for documents about what is around the server.
  static let surroundings = FieldSection(
    "Proxy and mirror", "",
    source: """
      Documentation, "Deploy W&B Platform On-premises" and "Kubernetes operator for air-gapped \
      instances"
      """,
    fields: [
      Field(
        "proxy.upstream", \.cloud.upstream, [],
        summary: "The address and port to which a reverse proxy passes requests on."),
      Field(
        "mirror.registry", \.cloud.registry, [],
        summary: "The registry that images are copied to for an installation without internet."),
    ])
}
