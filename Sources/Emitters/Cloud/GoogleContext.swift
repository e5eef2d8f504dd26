import CloudFacts
import Diagnostics
import Settings

/// The configuration of the bucket and what belongs to it on Google Cloud.
struct GoogleContext {
  let question: CloudContext
  let bucket: String
  /// E-mail addresses of the service accounts that use the bucket.
  let accounts: [String]
  /// Service accounts in the cluster that act as one of them.
  let identities: [ServiceAccountIdentity]

  /// nil, and reported, without a bucket name or an account that uses the bucket.
  init?(_ question: CloudContext, _ bag: inout DiagnosticBag) {
    guard let bucket = question.name(&bag) else { return nil }
    let configuration = question.resolved.configuration
    let identities = ServiceAccountIdentity.all(CloudAnnotation.googleAccount, configuration)
    let accounts =
      configuration.cloud.google.serviceAccount.writable.map { [$0] }
      ?? identities.map(\.identity).unique()
    guard question.need(accounts.first, "google.serviceAccount", &bag) != nil else { return nil }
    (self.question, self.bucket, self.accounts) = (question, bucket, accounts)
    self.identities = identities.filter { accounts.contains($0.identity) }
  }

  private var settings: GoogleSettings { question.resolved.configuration.cloud.google }

  /// The project of the bucket, or of the first account that does not belong to W&B.
  var project: String? {
    settings.project.writable
      ?? accounts.lazy.filter { !HostedAccount.contains($0) }
      .compactMap(GoogleAccount.project).first
  }

  /// Reports service accounts in the cluster that get no Google Cloud role, and why.
  func reportUnbound(_ bag: inout DiagnosticBag) {
    let unbound = identities.filter {
      !HostedAccount.contains($0.identity) && ($0.account == nil || question.namespace == nil)
    }
    guard let first = unbound.first else { return }
    let nameless = unbound.filter { $0.account == nil }
    var (reasons, help): ([String], [String]) = ([], [])
    if let component = nameless.first?.component {
      reasons.append("the name")
      help.append("set `serviceAccount.name` of `\(component)` and any other such component")
    }
    if question.namespace == nil {
      reasons.append("the namespace")
      help.append("add --set kubernetes.namespace=NAMESPACE")
    }
    let role = CloudRole.google(.serviceAccount, .cluster).map(\.id).joined(separator: ", ")
    var diagnostic = Diagnostic(
      RenderProblem.leftOut, .note,
      """
      `\(question.target.name)` leaves out \(role) for \
      `\(first.component)`: \(reasons.joined(separator: " and ")) of its service account \
      \(reasons.count == 1 ? "is" : "are") not known
      """,
      at: first.span)
    diagnostic.related = unbound.dropFirst().prefix(20).map { .init("also left out", $0.span) }
    diagnostic.help = Message(help.joined(separator: " and "))
    bag.report(diagnostic)
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
    let setting = question.resolved.configuration.queues.bucket
    switch question.queue {
    case .pubsub(let project, let topic, let subscription):
      return Events(project: project, topic: topic, subscription: subscription)
    case .sqs, .azure, .other:
      bag.report(question.misfit("Pub/Sub queues", setting, "bucket.queue"))
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
      question.need(topic, "google.topic", &bag),
      question.need(subscription, "google.subscription", &bag),
      question.need(project, "google.project", &bag)
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
