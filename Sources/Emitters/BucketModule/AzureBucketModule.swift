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
  let situation: AzureContext
  let access: BrowserAccess
  let queueName: String?
  /// nil if the server has the account's key.
  let principal: String?
  var root = BucketModule(
    RequiredProvider(name: "azurerm", source: "hashicorp/azurerm", constraint: ">= 4.9, < 5.0"))

  /// nil, and reported, when the configuration lacks something.
  init?(_ resolved: ResolvedConfiguration, _ bag: inout DiagnosticBag) {
    guard let question = CloudContext(BucketModuleEmitter.target, .az, resolved, &bag) else {
      return nil
    }
    let access = BrowserAccess(question, &bag)
    let situation = AzureContext(question, &bag)
    let identity = resolved.configuration.cloud.azure.principal.writable
    // Otherwise nobody could use the container.
    let isUsable =
      !question.bucket.accessKey.isAbsent
      || question.need(identity, "azure.principal", &bag) != nil
    guard let queue = BucketQueue.find(question, &bag), let access, let situation, isUsable else {
      return nil
    }
    (self.situation, self.access, principal) = (situation, access, identity)
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
      "subscription_id", situation.subscription, "Subscription that owns the storage account.")
    let group = root.variable(
      "resource_group_name", situation.resourceGroup,
      "Existing resource group of the storage account.")
    root.add(
      .block(
        "provider", "azurerm",
        body: [.attribute("subscription_id", subscription), .block("features", body: [])]),
      .data("azurerm_resource_group", named: "wandb", [.attribute("name", group)]))
  }
}
