import CloudFacts
import Diagnostics
import Settings

/// The configuration of the bucket and what belongs to it on Google Cloud.
struct GoogleContext {
  let context: CloudContext
  let bucket: String
  /// E-mail addresses of the service accounts that use the bucket.
  let accounts: [String]
  /// Service accounts in the cluster that act as one of them.
  let identities: [ServiceAccountIdentity]

  /// nil, and reported, without a bucket name or an account that uses the bucket.
  init?(_ context: CloudContext, _ bag: inout DiagnosticBag) {
    guard let bucket = context.name(&bag) else { return nil }
    let configuration = context.configuration
    let identities = ServiceAccountIdentity.all(CloudAnnotation.googleAccount, context)
    let accounts =
      configuration.cloud.google.serviceAccount.writable.map { [$0] }
      ?? identities.map(\.identity).unique()
    guard context.need(accounts.first, "google.serviceAccount", &bag) != nil else { return nil }
    (self.context, self.bucket, self.accounts) = (context, bucket, accounts)
    self.identities = identities.filter { accounts.contains($0.identity) }
  }

  private var settings: GoogleSettings { context.configuration.cloud.google }

  /// The project of the bucket, or of the first account that does not belong to W&B.
  var project: String? {
    settings.project.writable
      ?? accounts.lazy.filter { !HostedAccount.contains($0) }
      .compactMap(GoogleAccount.project).first
  }

  /// Reports service accounts in the cluster that get no Google Cloud role, and why.
  func reportUnbound(_ bag: inout DiagnosticBag) {
    let unbound = identities.filter {
      !HostedAccount.contains($0.identity) && ($0.account == nil || context.namespace == nil)
    }
    guard let first = unbound.first else { return }
    bag.report(.unbound(first, unbound, context))
  }

  // MARK: Pub/Sub

  /// The Pub/Sub resources for the bucket's events.
  struct Events {
    let project: String
    let topic: String
    let subscription: String

    var topicPath: String { "projects/\(project)/topics/\(topic)" }
    var subscriptionPath: String { "projects/\(project)/subscriptions/\(subscription)" }
  }

  /// nil when the server tracks objects itself, or when something is missing and reported.
  func events(_ bag: inout DiagnosticBag) -> Events? {
    let setting = context.configuration.queues.bucket
    switch context.queue {
    case .pubsub(let project, let topic, let subscription):
      return Events(project: project, topic: topic, subscription: subscription)
    case .sqs, .azure, .other:
      bag.report(context.misfit("Pub/Sub queues", setting, "bucket.queue"))
      return nil
    case .inServer, nil: return namedEvents(&bag)
    }
  }

  private func namedEvents(_ bag: inout DiagnosticBag) -> Events? {
    let (topic, subscription) = (
      settings.topic.writable, settings.subscription.writable
    )
    guard topic != nil || subscription != nil else { return nil }
    let needed = (
      context.need(topic, "google.topic", &bag),
      context.need(subscription, "google.subscription", &bag),
      context.need(project, "google.project", &bag)
    )
    guard let topic = needed.0, let subscription = needed.1, let project = needed.2 else {
      return nil
    }
    return Events(project: project, topic: topic, subscription: subscription)
  }
}

/// A service account of Google Cloud, by its e-mail address.
enum GoogleAccount {
  /// `PROJECT` in `NAME@PROJECT.iam.gserviceaccount.com`; for a domain-scoped project, which is
  /// `DOMAIN:PROJECT`, the address has `PROJECT.DOMAIN`.
  static func project(of address: String) -> String? {
    let suffix = ".iam.gserviceaccount.com"
    guard let at = address.firstIndex(of: "@"), address.hasSuffix(suffix) else { return nil }
    let name = address[address.index(after: at)...].dropLast(suffix.count)
    guard let dot = name.firstIndex(of: ".") else { return String(name) }
    return "\(name[name.index(after: dot)...]):\(name[..<dot])"
  }
}

/// The accounts of clouds that W&B hosts, which need more than a self-managed server.
///
/// Source: W&B documentation, "Bring your own bucket": role Storage Admin for
/// `wandb-integration@wandb-production…` (SaaS Cloud) and `deploy@wandb-production…` (Dedicated
/// Cloud), which read the bucket's settings.
enum HostedAccount {
  static func contains(_ address: String) -> Bool {
    GoogleAccount.project(of: address) == "wandb-production"
  }
}

extension Diagnostic {
  /// Service accounts in the cluster that get no role, because a part of their names is not known.
  fileprivate static func unbound(
    _ first: ServiceAccountIdentity, _ unbound: [ServiceAccountIdentity], _ context: CloudContext
  ) -> Diagnostic {
    let nameless = unbound.filter { $0.account == nil }
    var (reasons, help): ([String], [String]) = ([], [])
    if let component = nameless.first?.component {
      reasons.append("the name")
      help.append("set `serviceAccount.name` of `\(component)` and any other such component")
    }
    if context.namespace == nil {
      reasons.append("the namespace")
      help.append("add --set kubernetes.namespace=NAMESPACE")
    }
    let role = CloudRole.google(.serviceAccount, .cluster).map(\.id).joined(separator: ", ")
    var diagnostic = Diagnostic(
      RenderProblem.unboundAccount,
      """
      `\(context.target.name)` leaves out \(role) for \
      `\(first.component)`: \(reasons.joined(separator: " and ")) of its service account \
      \(reasons.count == 1 ? "is" : "are") not known
      """,
      at: first.span)
    diagnostic.related = unbound.dropFirst().prefix(20).map { .init("also left out", $0.span) }
    diagnostic.help = Message(help.joined(separator: " and "))
    return diagnostic
  }
}
