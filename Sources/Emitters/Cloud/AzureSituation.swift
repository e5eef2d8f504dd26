import Diagnostics
import Settings

/// What the configuration says of the container and its surroundings on Azure.
struct AzureSituation {
  let question: CloudQuestion
  let account: String
  let container: String
  let subscription: String
  let resourceGroup: String

  /// nil, and reported, without a container and the group that its account is in.
  init?(_ question: CloudQuestion, _ bag: inout DiagnosticBag) {
    let settings = question.resolved.configuration.cloud.azure
    let section = String(question.section.dropFirst("global.".count))
    let account = question.need(
      question.text(question.bucket.account), "\(section).account", &bag)
    let container = question.name(&bag)
    let subscription = question.need(
      question.text(settings.subscription), "azure.subscription", &bag)
    let group = question.need(question.text(settings.resourceGroup), "azure.resourceGroup", &bag)
    guard let account, let container, let subscription, let group else { return nil }
    (self.question, self.account, self.container) = (question, account, container)
    (self.subscription, resourceGroup) = (subscription, group)
  }

  /// The queue with the container's events.
  var queue: (account: String, name: String)? { Self.queue(question) }

  private static func queue(_ question: CloudQuestion) -> (account: String, name: String)? {
    let setting = question.resolved.configuration.queues.bucket
    guard case .azure(let account, let queue)? = question.text(setting).map({ QueueAddress($0) })
    else { return nil }
    return (account, queue)
  }

  /// Tells that a queue in another account is taken to be in the same resource group.
  static func reportForeignQueue(_ question: CloudQuestion, _ bag: inout DiagnosticBag) {
    guard let queue = queue(question), let account = question.text(question.bucket.account),
      queue.account != account
    else { return }
    let setting = question.resolved.configuration.queues.bucket
    var diagnostic = Diagnostic(
      RenderProblem.takenForGranted,
      "`\(question.target.name)` takes storage account `\(queue.account)` of the queue to be in the "
        + "resource group of `\(account)`",
      at: question.resolved.origin(of: setting)?.span ?? question.resolved.beginning)
    diagnostic.setting = "bucket.queue"
    diagnostic.help = "change the group in the document where it is another one"
    bag.report(diagnostic)
  }

  /// A storage account, as a template in its resource group names it.
  func storage(_ account: String, _ rest: String = "") -> String {
    "Microsoft.Storage/storageAccounts/\(account)\(rest)"
  }

  /// The ID of something in the resource group.
  func id(_ resource: String) -> String {
    "/subscriptions/\(subscription)/resourceGroups/\(resourceGroup)/providers/\(resource)"
  }
}
