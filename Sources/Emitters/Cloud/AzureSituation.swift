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
    let account = question.account(&bag)
    let container = question.name(&bag)
    let subscription = question.need(
      settings.subscription.writable, "azure.subscription", &bag)
    let group = question.need(settings.resourceGroup.writable, "azure.resourceGroup", &bag)
    guard let account, let container, let subscription, let group else { return nil }
    (self.question, self.account, self.container) = (question, account, container)
    (self.subscription, resourceGroup) = (subscription, group)
  }

  /// The queue with the container's events.
  var queue: (account: String, name: String)? { Self.queue(question) }

  private static func queue(_ question: CloudQuestion) -> (account: String, name: String)? {
    guard case .azure(let account, let queue)? = question.queue else { return nil }
    return (account, queue)
  }

  /// Tells that a queue in another account is taken to be in the same resource group.
  static func reportForeignQueue(_ question: CloudQuestion, _ bag: inout DiagnosticBag) {
    guard let queue = queue(question), let account = question.bucket.account.writable,
      queue.account != account
    else { return }
    var diagnostic = question.finding(
      RenderProblem.takenForGranted,
      "`\(question.target.name)` takes storage account `\(queue.account)` of the queue to be in the "
        + "resource group of `\(account)`",
      about: question.resolved.configuration.queues.bucket, "bucket.queue")
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

extension CloudQuestion {
  /// The storage account of the container.
  func account(_ bag: inout DiagnosticBag) -> String? {
    need(bucket.account.writable, name(withoutKey: "account"), &bag)
  }
}
