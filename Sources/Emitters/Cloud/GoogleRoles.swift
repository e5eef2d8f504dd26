import Diagnostics
import Documents

/// A role on one Google Cloud resource.
struct GoogleBinding {
  enum Resource: Hashable {
    case bucket(String)
    /// Identified by its e-mail address.
    case serviceAccount(String)
    case subscription(project: String, name: String)
  }

  let resource: Resource
  let role: String
  let member: String
  /// Why the role is needed.
  let reason: String
}

/// The minimal roles that W&B needs on Google Cloud.
///
/// Source: module terraform-google-wandb, `service_accounts` and `storage`; documentation, "Deploy
/// W&B Platform on Google Cloud", which requires `roles/pubsub.admin` where reading is enough.
enum GoogleRoles {
  static func bindings(
    _ situation: GoogleContext, _ events: GoogleContext.Events?
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
    _ situation: GoogleContext, _ account: String
  ) -> [GoogleBinding] {
    guard let project = situation.project, let namespace = situation.question.namespace else {
      return []
    }
    let names = situation.identities.filter { $0.identity == account }.compactMap(\.account)
    return names.unique().map { name in
      GoogleBinding(
        resource: .serviceAccount(account), role: "roles/iam.workloadIdentityUser",
        member: "serviceAccount:\(project).svc.id.goog[\(namespace)/\(name)]",
        reason: "A service account in the cluster acts as it.")
    }
  }

  private static func reading(
    _ events: GoogleContext.Events, _ account: String
  ) -> [GoogleBinding] {
    // The role for consuming does not include reading the subscription itself.
    ["roles/pubsub.subscriber", "roles/pubsub.viewer"].map { role in
      GoogleBinding(
        resource: .subscription(project: events.project, name: events.subscription), role: role,
        member: "serviceAccount:\(account)", reason: "The server reads the bucket's events.")
    }
  }
}

extension GoogleBinding.Resource {
  /// The full resource name used by all Google Cloud APIs.
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
