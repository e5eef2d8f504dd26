import CloudFacts
import Diagnostics
import Documents
import Settings
import Terraform

/// The root module for a container on Azure, in its own storage account.
///
/// The resource group must exist. The version constraint on the provider: containers accept
/// `storage_account_id` since release 4.9, and queues accept `storage_account_name` in every
/// release 4.
struct AzureBucketModule {
  let azure: AzureContext
  let access: BrowserAccess
  let queueName: String?
  /// nil if the server has the account's key.
  let principal: String?
  var root = BucketModule(
    RequiredProvider(name: "azurerm", source: "hashicorp/azurerm", constraint: ">= 4.9, < 5.0"))

  /// nil, and reported, when the configuration lacks something.
  init?(_ request: RenderRequest, _ bag: inout DiagnosticBag) {
    guard let context = CloudContext(BucketModuleEmitter.target, .az, request, &bag) else {
      return nil
    }
    let access = BrowserAccess(context, &bag)
    let azure = AzureContext(context, &bag)
    let identity = request.configuration.cloud.azure.principal.writable
    // Otherwise nobody could use the container.
    let isUsable =
      !context.bucket.accessKey.isAbsent
      || context.need(identity, "azure.principal", &bag) != nil
    guard let queue = BucketQueue.find(context, &bag), let access, let azure, isUsable else {
      return nil
    }
    (self.azure, self.access, principal) = (azure, access, identity)
    queueName = if case .azure(let name) = queue { name } else { nil }
  }

  func made() -> BucketModule {
    var making = self
    making.addProvider()
    making.addAccount()
    making.addContainer()
    if let queueName { making.addQueue(queueName) }
    making.addAccess()
    return making.root
  }

  static let storageAccount = HCLDocument.Expression.reference("azurerm_storage_account", "wandb")
  static let container = HCLDocument.Expression.reference("azurerm_storage_container", "wandb")
  static let queue = HCLDocument.Expression.reference("azurerm_storage_queue", "wandb")
  static let group = HCLDocument.Expression.data("azurerm_resource_group", "wandb")

  private mutating func addProvider() {
    let subscription = root.variable(
      "subscription_id", azure.subscription, "Subscription that owns the storage account.")
    let group = root.variable(
      "resource_group_name", azure.resourceGroup,
      "Existing resource group of the storage account.")
    root.add(
      .block(
        "provider", "azurerm",
        body: [.attribute("subscription_id", subscription), .block("features", body: [])]),
      .data("azurerm_resource_group", named: "wandb", [.attribute("name", group)]))
  }
}

extension AzureBucketModule {
  mutating func addAccount() {
    let name = root.variable(
      "storage_account_name", azure.account, "Name of the storage account.")
    // The location of the resource group, unless one is configured.
    let location =
      azure.context.bucket.region.writable.map {
        root.variable("location", $0, "Region of the storage account.")
      } ?? Self.group.attribute("location")
    let origins = root.variable(
      "allowed_origins", access.origins, "Origins from which browsers access the container.")
    root.add(
      .resource(
        "azurerm_storage_account",
        [
          .attribute("name", name),
          .attribute("resource_group_name", Self.group.attribute("name")),
          .attribute("location", location), .attribute("account_kind", "StorageV2"),
          .attribute("account_tier", "Standard"),
          // As in terraform-azurerm-wandb, module storage.
          .attribute("account_replication_type", "ZRS"),
          .attribute("https_traffic_only_enabled", true), .attribute("min_tls_version", "TLS1_2"),
          .attribute("allow_nested_items_to_be_public", false), blobs(origins),
        ]))
  }

  private func blobs(_ origins: HCLDocument.Expression) -> HCLDocument.Item {
    let days: HCLDocument.Body = [.attribute("days", 7)]
    return .block(
      "blob_properties",
      body: [
        .attribute("versioning_enabled", true),
        .block(
          "cors_rule",
          body: [
            .attribute("allowed_origins", origins),
            .attribute("allowed_methods", .words(access.methods)),
            .attribute("allowed_headers", .words(access.sentHeaders(.azure))),
            .attribute("exposed_headers", .words(access.exposedHeaders(.azure))),
            .attribute("max_age_in_seconds", .number(access.maxAge)),
          ]), .block("delete_retention_policy", body: days),
        .block("container_delete_retention_policy", body: days),
      ])
  }

  mutating func addContainer() {
    let name = root.variable("container_name", azure.container, "Name of the container.")
    root.add(
      .resource(
        "azurerm_storage_container",
        [
          .attribute("name", name),
          .attribute("storage_account_id", Self.storageAccount.attribute("id")),
          .attribute("container_access_type", "private"),
        ]))
    let path: HCLDocument.Expression =
      "\(Self.storageAccount.attribute("name"))/\(Self.container.attribute("name"))"
    root.output(
      "bucket_uri", root.uri("az://\(path)", azure.context),
      "The container's URI, for variable BUCKET.")
    root.output("bucket_name", path, "Account and container, for global.bucket.name.")
    root.output(
      "bucket_region", Self.storageAccount.attribute("location"), "Region of the account.")
  }
}

extension AzureBucketModule {
  /// Adds the queue in the same account, and the subscription that sends events to it.
  mutating func addQueue(_ name: String) {
    let name = root.variable("queue_name", name, "Name of the queue for the container's events.")
    let account = Self.storageAccount.attribute("id")
    var start: HCLDocument.Expression =
      "/blobServices/default/containers/\(Self.container.attribute("name"))/blobs/"
    if let prefix = root.prefix(azure.context) { start = "\(start)\(prefix)/" }
    root.add(
      .resource(
        "azurerm_storage_queue",
        [
          .attribute("name", name),
          .attribute("storage_account_name", Self.storageAccount.attribute("name")),
        ]),
      .resource(
        "azurerm_eventgrid_event_subscription",
        [
          .attribute("name", "wandb"), .attribute("scope", account),
          .attribute("included_event_types", ["Microsoft.Storage.BlobCreated"]),
          .block("subject_filter", body: [.attribute("subject_begins_with", start)]),
          .block(
            "storage_queue_endpoint",
            body: [
              .attribute("storage_account_id", account),
              .attribute("queue_name", Self.queue.attribute("name")),
            ]),
        ]))
    root.output(
      "queue_uri",
      "az://\(Self.storageAccount.attribute("name"))/\(Self.queue.attribute("name"))",
      "The queue's URI, for variable BUCKET_QUEUE.")
  }
}

extension AzureBucketModule {
  /// Adds the roles of the server's identity; a server with the account's key needs none.
  mutating func addAccess() {
    guard let principal else { return }
    let identity = root.variable(
      "principal_id", principal, "Object ID of the identity that the server runs as.")
    for role in CloudRole.all(.azure) {
      guard let scope = scope(of: role) else { continue }
      root.add(
        .resource(
          "azurerm_role_assignment", named: role.resourceName,
          [
            .attribute("scope", scope), .attribute("role_definition_name", .text(role.name)),
            .attribute("principal_id", identity),
            // Otherwise Azure looks up the type in the directory, which may not know a new identity
            // yet.
            .attribute("principal_type", "ServicePrincipal"),
          ]))
    }
  }

  /// The resource on which a role is assigned; nil for a queue when there is none.
  private func scope(of role: CloudRole) -> HCLDocument.Expression? {
    let account = Self.storageAccount.attribute("id")
    switch role.resource {
    case .container: return Self.container.attribute("id")
    case .storageAccount: return account
    case .queue:
      guard queueName != nil else { return nil }
      return "\(account)/queueServices/default/queues/\(Self.queue.attribute("name"))"
    case .bucket, .serviceAccount, .subscription, .topic: return nil
    }
  }
}
