import Diagnostics
import Documents
import Settings
import Terraform

/// The root module of a container on Azure, in a storage account of its own.
///
/// The resource group exists. Constraint of the provider: release 4.9 is the first whose containers
/// take `storage_account_id`, and queues take `storage_account_name` in every release 4.
struct AzureBucketRoot {
  let question: CloudQuestion
  let access: BrowserAccess
  let account: String
  let name: String
  let subscription: String
  let resourceGroup: String
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
    let settings = resolved.configuration.cloud.azure
    let access = BrowserAccess(resolved, for: question.target, &bag)
    let name = question.name(&bag)
    let account = question.need(
      question.text(question.bucket.account),
      "\(question.section.dropFirst("global.".count)).account", &bag)
    let subscription = question.need(
      question.text(settings.subscription), "azure.subscription", &bag)
    let group = question.need(question.text(settings.resourceGroup), "azure.resourceGroup", &bag)
    let identity = question.text(settings.principal)
    // Else nobody could use the container.
    let isUsable =
      !question.bucket.secretKey.isAbsent
      || question.need(identity, "azure.principal", &bag) != nil
    guard let queue = BucketQueue.find(question, &bag), let access, let account, let name,
      let subscription, let group, isUsable
    else { return nil }
    (self.question, self.access, self.account, self.name) = (question, access, account, name)
    (self.subscription, resourceGroup) = (subscription, group)
    principal = identity
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
      "subscription_id", subscription, "Subscription that owns the storage account.")
    let group = root.variable(
      "resource_group_name", resourceGroup, "Resource group of the storage account, which exists.")
    root.add(
      .block(
        "provider", "azurerm",
        body: [.attribute("subscription_id", subscription), .block("features", body: [])]),
      .data("azurerm_resource_group", named: "wandb", [.attribute("name", group)]))
  }
}
