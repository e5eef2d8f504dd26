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

  /// nil, and reported, without a bucket of Google Cloud and an account that uses it.
  init?(_ target: Target, _ resolved: ResolvedConfiguration, _ bag: inout DiagnosticBag) {
    guard let question = CloudQuestion(target, .gcs, resolved, &bag),
      let bucket = question.name(&bag)
    else { return nil }
    let identities = ServiceAccountIdentity.all(
      ServiceAccountIdentity.googleAnnotation, resolved.configuration)
    let accounts =
      question.text(resolved.configuration.cloud.google.serviceAccount).map { [$0] }
      ?? identities.map(\.identity).unique()
    guard question.need(accounts.first, "google.serviceAccount", &bag) != nil else { return nil }
    (self.question, self.bucket, self.accounts) = (question, bucket, accounts)
    self.identities = identities.filter { accounts.contains($0.identity) }
  }

  private var settings: GoogleSettings { question.resolved.configuration.cloud.google }

  /// The project of the bucket, or of the first account that is not W&B's own.
  var project: String? {
    question.text(settings.project)
      ?? accounts.lazy.filter { !HostedAccount.contains($0) }
      .compactMap(GoogleAccount.project).first
  }

  var namespace: String {
    question.text(question.resolved.configuration.cloud.namespace) ?? "default"
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
    switch question.text(setting).map({ QueueAddress($0) }) {
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
      question.text(settings.topic), question.text(settings.subscription)
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
  /// `PROJECT` of `NAME@PROJECT.iam.gserviceaccount.com`.
  static func project(of address: String) -> String? {
    let suffix = ".iam.gserviceaccount.com"
    guard let at = address.firstIndex(of: "@"), address.hasSuffix(suffix) else { return nil }
    return String(address[address.index(after: at)...].dropLast(suffix.count))
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
