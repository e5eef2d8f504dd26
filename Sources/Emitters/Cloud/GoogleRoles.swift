import Diagnostics
import Documents

/// A role on one resource of Google Cloud.
struct GoogleBinding {
  enum Resource: Hashable {
    case bucket(String)
    /// By its e-mail address.
    case serviceAccount(String)
    case subscription(project: String, name: String)
  }

  let resource: Resource
  let role: String
  let member: String
  /// What it is for.
  let reason: String
}

/// The roles that W&B needs on Google Cloud, and no more.
///
/// Source: module terraform-google-wandb, `service_accounts` and `storage`; documentation, "Deploy
/// W&B Platform on Google Cloud", which asks for `roles/pubsub.admin` where reading is enough.
enum GoogleRoles {
  static func bindings(
    _ situation: GoogleSituation, _ events: GoogleSituation.Events?
  ) -> [GoogleBinding] {
    situation.accounts.flatMap { account in
      files(situation.bucket, account) + signatures(account) + cluster(situation, account)
        + (events.map { reading($0, account) } ?? [])
    }
  }

  private static func files(_ bucket: String, _ account: String) -> [GoogleBinding] {
    let isHosted = HostedAccount.contains(account)
    return [
      GoogleBinding(
        resource: .bucket(bucket),
        role: isHosted ? "roles/storage.admin" : "roles/storage.objectAdmin",
        member: "serviceAccount:\(account)",
        reason: isHosted
          ? "W&B's cloud reads and writes files, and checks the bucket."
          : "The server reads and writes files.")
    ]
  }

  private static func signatures(_ account: String) -> [GoogleBinding] {
    guard !HostedAccount.contains(account) else { return [] }
    return [
      GoogleBinding(
        resource: .serviceAccount(account), role: "roles/iam.serviceAccountTokenCreator",
        member: "serviceAccount:\(account)", reason: "The server signs URLs as itself.")
    ]
  }

  private static func cluster(
    _ situation: GoogleSituation, _ account: String
  ) -> [GoogleBinding] {
    guard let project = situation.project, let namespace = situation.question.namespace else {
      return []
    }
    let names = situation.identities.filter { $0.identity == account }.compactMap(\.account)
    return names.unique().map { name in
      GoogleBinding(
        resource: .serviceAccount(account), role: "roles/iam.workloadIdentityUser",
        member: "serviceAccount:\(project).svc.id.goog[\(namespace)/\(name)]",
        reason: "A service account of the cluster stands for it.")
    }
  }

  private static func reading(
    _ events: GoogleSituation.Events, _ account: String
  ) -> [GoogleBinding] {
    // Consuming alone does not show that the subscription exists.
    ["roles/pubsub.subscriber", "roles/pubsub.viewer"].map { role in
      GoogleBinding(
        resource: .subscription(project: events.project, name: events.subscription), role: role,
        member: "serviceAccount:\(account)", reason: "The server reads the bucket's events.")
    }
  }
}

extension GoogleBinding.Resource {
  /// The name that every API of Google Cloud knows it by.
  var fullName: String {
    switch self {
    case .bucket(let name): "//storage.googleapis.com/projects/_/buckets/\(name)"
    case .serviceAccount(let address):
      "//iam.googleapis.com/projects/-/serviceAccounts/\(address)"
    case .subscription(let project, let name):
      "//pubsub.googleapis.com/projects/\(project)/subscriptions/\(name)"
    }
  }
}
