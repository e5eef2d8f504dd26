import Diagnostics
import Settings

/// What the configuration says of the bucket and its surroundings on Google Cloud.
struct GoogleSituation {
  let question: CloudQuestion
  let bucket: String
  /// E-mail addresses of who uses the bucket.
  let accounts: [String]
  /// Service accounts of the cluster that stand for one of them.
  let identities: [ServiceAccountIdentity]

  /// nil, and reported, without a name, and an account that uses the bucket.
  init?(_ question: CloudQuestion, _ bag: inout DiagnosticBag) {
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

  /// The project of the bucket, or of the first account that is not W&B's own.
  var project: String? {
    settings.project.writable
      ?? accounts.lazy.filter { !HostedAccount.contains($0) }
      .compactMap(GoogleAccount.project).first
  }

  /// Tells which service accounts of the cluster stand for none of Google Cloud, and why.
  func reportUnbound(_ bag: inout DiagnosticBag) {
    let unbound = identities.filter {
      !HostedAccount.contains($0.identity) && ($0.account == nil || question.namespace == nil)
    }
    guard let first = unbound.first else { return }
    let nameless = unbound.filter { $0.account == nil }
    var (reasons, help): ([String], [String]) = ([], [])
    if let component = nameless.first?.component {
      reasons.append("the name")
      help.append("set `\(component).serviceAccount.name` and its like")
    }
    if question.namespace == nil {
      reasons.append("the namespace")
      help.append("give --set kubernetes.namespace=NAMESPACE")
    }
    var diagnostic = Diagnostic(
      RenderProblem.leftOut, .note,
      "`\(question.target.name)` leaves out roles/iam.workloadIdentityUser of "
        + "`\(first.component)`: \(reasons.joined(separator: " and ")) of its service account "
        + (reasons.count == 1 ? "is" : "are") + " not known",
      at: first.span)
    diagnostic.related = unbound.dropFirst().prefix(20).map { .init("left out as well", $0.span) }
    diagnostic.help = help.joined(separator: ", ")
    bag.report(diagnostic)
  }

  // MARK: Pub/Sub

  /// The way of the bucket's events.
  struct Events {
    let project: String
    let topic: String
    let subscription: String

    var topicPath: String { "projects/\(project)/topics/\(topic)" }
    var subscriptionPath: String { "projects/\(project)/subscriptions/\(subscription)" }
  }

  /// nil when the server keeps track of objects itself, or when something is missing and reported.
  func events(_ bag: inout DiagnosticBag) -> Events? {
    let setting = question.resolved.configuration.queues.bucket
    switch question.queue {
    case .pubsub(let project, let topic, let subscription):
      return Events(project: project, topic: topic, subscription: subscription)
    case .sqs, .azure, .other:
      bag.report(question.misfit("a queue of Pub/Sub", setting, "bucket.queue"))
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
  /// `PROJECT` of `NAME@PROJECT.iam.gserviceaccount.com`; for a project of a domain, which is
  /// `DOMAIN:PROJECT`, the address has PROJECT.DOMAIN.
  static func project(of address: String) -> String? {
    let suffix = ".iam.gserviceaccount.com"
    guard let at = address.firstIndex(of: "@"), address.hasSuffix(suffix) else { return nil }
    let name = address[address.index(after: at)...].dropLast(suffix.count)
    guard let dot = name.firstIndex(of: ".") else { return String(name) }
    return "\(name[name.index(after: dot)...]):\(name[..<dot])"
  }
}

/// The accounts of W&B's own clouds, which ask for more than a server does.
///
/// Source: W&B documentation, "Bring your own bucket": role Storage Admin for
/// `wandb-integration@wandb-production…` (SaaS Cloud) and `deploy@wandb-production…` (Dedicated
/// Cloud), which look at the bucket's own settings.
enum HostedAccount {
  static func contains(_ address: String) -> Bool {
    GoogleAccount.project(of: address) == "wandb-production"
  }
}
