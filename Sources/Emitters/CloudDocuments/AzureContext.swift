import Diagnostics
import Settings

/// The configuration of the container and what belongs to it on Azure.
struct AzureContext {
  let context: CloudContext
  let account: String
  let container: String
  let subscription: String
  let resourceGroup: String

  /// The bucket and its surroundings; nil, and reported, for a bucket elsewhere.
  ///
  /// The surroundings alone are nil, and reported, if some of them are not known.
  static func find(
    _ target: Target, _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> (bucket: CloudContext, azure: AzureContext?)? {
    guard let context = CloudContext(target, .az, request, &bag) else { return nil }
    reportForeignQueue(context, &bag)
    return (context, AzureContext(context, &bag))
  }

  /// nil, and reported, without a container or the resource group of its account.
  init?(_ context: CloudContext, _ bag: inout DiagnosticBag) {
    let settings = context.configuration.cloud.azure
    let account = context.account(&bag)
    let container = context.name(&bag)
    let subscription = context.need(
      settings.subscription.writable, "azure.subscription", &bag)
    let group = context.need(settings.resourceGroup.writable, "azure.resourceGroup", &bag)
    guard let account, let container, let subscription, let group else { return nil }
    (self.context, self.account, self.container) = (context, account, container)
    (self.subscription, resourceGroup) = (subscription, group)
  }

  /// The queue for the container's events.
  var queue: (account: String, name: String)? { Self.queue(context) }

  private static func queue(_ context: CloudContext) -> (account: String, name: String)? {
    guard case .azure(let account, let queue)? = context.queue else { return nil }
    return (account, queue)
  }

  /// Reports that a queue in another account is assumed to be in the same resource group.
  private static func reportForeignQueue(_ context: CloudContext, _ bag: inout DiagnosticBag) {
    guard let queue = queue(context), let account = context.bucket.account.writable,
      queue.account != account
    else { return }
    bag.report(.assumedGroup(of: queue.account, like: account, context))
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

extension Diagnostic {
  /// A queue in another storage account than the container's.
  fileprivate static func assumedGroup(
    of queueAccount: String, like account: String, _ context: CloudContext
  ) -> Diagnostic {
    let span = context.resolved.valueSpan(of: context.bucket.account)
    var diagnostic = context.finding(
      RenderProblem.assumedLocation,
      """
      `\(context.target.name)` assumes that the queue's storage account \
      `\(value: queueAccount)` is in the same resource group as `\(value: account, at: span)`
      """,
      about: context.configuration.queues.bucket, "bucket.queue")
    diagnostic.help = "if it is in another resource group, change the group in the document"
    return diagnostic
  }
}
