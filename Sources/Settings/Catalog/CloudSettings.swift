/// What documents for the clouds name beyond the settings of the server, which reads none of them.
package struct CloudSettings: Sendable {
  package var corsOrigins = Setting<String>()
  package var corsMaxAge = Setting<Int>()
  package var namespace = Setting<String>()
  package var aws = AWSSettings()
  package var google = GoogleSettings()
  package var azure = AzureSettings()

  package init() {}
}

/// Who reaches a bucket of AWS, and from where.
package struct AWSSettings: Sendable {
  package var account = Setting<String>()
  package var principal = Setting<String>()
  package var administrator = Setting<String>()
  package var identityProvider = Setting<String>()
  package var vpcs = Setting<String>()
  package var addresses = Setting<String>()
  package var requiresTLS = Setting<Bool>()

  package init() {}
}

/// Who reaches a bucket of Google Cloud.
package struct GoogleSettings: Sendable {
  package var project = Setting<String>()
  package var serviceAccount = Setting<String>()
  package var topic = Setting<String>()
  package var subscription = Setting<String>()

  package init() {}
}

/// Who reaches a container of Azure.
package struct AzureSettings: Sendable {
  package var subscription = Setting<String>()
  package var resourceGroup = Setting<String>()
  package var principal = Setting<String>()

  package init() {}
}

extension FieldSection {
  /// Given with `--set`: no chart, module or server has a place for them.
  static let cloudDocuments = FieldSection(
    "Cloud documents", "",
    source: """
      Documentation, "Secure storage connector" and "Bring your own bucket"; terraform-aws-wandb, \
      modules secure_storage_connector and app_eks; data security page of the documentation
      """,
    fields: [
      Field(
        "cors.origins", \.cloud.corsOrigins, [],
        summary: "Origins beside the host that browsers reach the bucket from, commas between."),
      Field(
        "cors.maxAge", \.cloud.corsMaxAge, [], [.range(0...86_400)],
        summary: "Seconds for which a browser keeps the answer to a preflight; 3600 otherwise."),
      Field(
        "kubernetes.namespace", \.cloud.namespace, [],
        summary:
          "Namespace of the server's service accounts; that of the custom resource otherwise."),
      Field(
        "aws.account", \.cloud.aws.account, [],
        summary: "Account that owns the bucket, 12 digits."),
      Field(
        "aws.principal", \.cloud.aws.principal, [],
        summary: "ARN of the role that the server runs as, or of W&B's own for hosted W&B."),
      Field(
        "aws.administrator", \.cloud.aws.administrator, [],
        summary: "ARN of the principal that administers the key; the account otherwise."),
      Field(
        "aws.oidcProvider", \.cloud.aws.identityProvider, [],
        summary: "Issuer of the cluster's service account tokens, without `https://`."),
      Field(
        "aws.vpcs", \.cloud.aws.vpcs, [],
        summary: "VPCs, or VPC endpoints, that alone may reach the bucket, commas between."),
      Field(
        "aws.addresses", \.cloud.aws.addresses, [],
        summary: "Ranges of addresses that alone may reach the bucket, commas between."),
      Field(
        "aws.requireTLS", \.cloud.aws.requiresTLS, [],
        summary: "Whether the bucket's policy refuses requests without TLS."),
      Field(
        "google.project", \.cloud.google.project, [],
        summary: "ID of the project that owns the bucket."),
      Field(
        "google.serviceAccount", \.cloud.google.serviceAccount, [],
        summary: "E-mail address of the service account that the server runs as."),
      Field(
        "google.topic", \.cloud.google.topic, [],
        summary: "Pub/Sub topic that the bucket's events go to."),
      Field(
        "google.subscription", \.cloud.google.subscription, [],
        summary: "Pub/Sub subscription that the server reads the bucket's events from."),
      Field(
        "azure.subscription", \.cloud.azure.subscription, [],
        summary: "ID of the subscription that owns the storage account."),
      Field(
        "azure.resourceGroup", \.cloud.azure.resourceGroup, [],
        summary: "Resource group of the storage account."),
      Field(
        "azure.principal", \.cloud.azure.principal, [],
        summary: "Object ID of the identity that the server runs as."),
    ])
}
