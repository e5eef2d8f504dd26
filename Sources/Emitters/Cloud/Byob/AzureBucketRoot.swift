import Diagnostics
import Documents
import Settings
import Terraform

/// The root module of a container on Azure, in a storage account of its own.
///
/// The resource group exists. Constraint of the provider: release 4.9 is the first whose containers
/// take `storage_account_id`, and queues take `storage_account_name` in every release 4.
struct AzureBucketRoot {
  let situation: AzureSituation
  let access: BrowserAccess
  let queueName: String?
  /// nil where the server has the key of the account.
  let principal: String?
  var root = BucketRoot(
    RequiredProvider(name: "azurerm", source: "hashicorp/azurerm", constraint: ">= 4.9, < 5.0"))

  /// nil, and reported, when the configuration lacks something.
  init?(_ resolved: ResolvedConfiguration, _ bag: inout DiagnosticBag) {
    guard let question = CloudQuestion(BucketRootEmitter.target, .az, resolved, &bag) else {
      return nil
    }
    let access = BrowserAccess(question, &bag)
    let situation = AzureSituation(question, &bag)
    let identity = resolved.configuration.cloud.azure.principal.writable
    // Else nobody could use the container.
    let isUsable =
      !question.bucket.secretKey.isAbsent
      || question.need(identity, "azure.principal", &bag) != nil
    guard let queue = BucketQueue.find(question, &bag), let access, let situation, isUsable else {
      return nil
    }
    (self.situation, self.access, principal) = (situation, access, identity)
    queueName = if case .azure(let name) = queue { name } else { nil }
  }

  func made() -> BucketRoot {
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
      "Resource group of the storage account, which exists.")
    root.add(
      .block(
        "provider", "azurerm",
        body: [.attribute("subscription_id", subscription), .block("features", body: [])]),
      .data("azurerm_resource_group", named: "wandb", [.attribute("name", group)]))
  }
}
