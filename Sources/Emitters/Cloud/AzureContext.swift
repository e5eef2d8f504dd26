import Diagnostics
import Settings

/// The configuration of the container and what belongs to it on Azure.
struct AzureContext {
  let question: CloudContext
  let account: String
  let container: String
  let subscription: String
  let resourceGroup: String

  /// nil, and reported, without a container or the resource group of its account.
  init?(_ question: CloudContext, _ bag: inout DiagnosticBag) {
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

  /// The queue for the container's events.
  var queue: (account: String, name: String)? { Self.queue(question) }

  private static func queue(_ question: CloudContext) -> (account: String, name: String)? {
    guard case .azure(let account, let queue)? = question.queue else { return nil }
    return (account, queue)
  }

  /// Reports that a queue in another account is assumed to be in the same resource group.
  static func reportForeignQueue(_ question: CloudContext, _ bag: inout DiagnosticBag) {
    guard let queue = queue(question), let account = question.bucket.account.writable,
      queue.account != account
    else { return }
    let span = question.resolved.valueSpan(of: question.bucket.account)
    var diagnostic = question.finding(
      RenderProblem.assumedLocation,
      """
      `\(question.target.name)` assumes that the queue's storage account \
      `\(value: queue.account)` is in the same resource group as `\(value: account, at: span)`
      """,
      about: question.resolved.configuration.queues.bucket, "bucket.queue")
    diagnostic.help = "if it is in another resource group, change the group in the document"
    bag.report(diagnostic)
  }

  /// A storage account, as named by a template in its resource group.
  func storage(_ account: String, _ rest: String = "") -> String {
    "Microsoft.Storage/storageAccounts/\(account)\(rest)"
  }

  /// The ID of a resource in the resource group.
  func id(_ resource: String) -> String {
    "/subscriptions/\(subscription)/resourceGroups/\(resourceGroup)/providers/\(resource)"
  }
}

extension CloudContext {
  /// The storage account of the container.
  func account(_ bag: inout DiagnosticBag) -> String? {
    need(bucket.account.writable, name(withoutKey: "account"), &bag)
  }
}
