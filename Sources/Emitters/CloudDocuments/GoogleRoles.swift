import CloudFacts
import Diagnostics
import Documents

/// A role that a member has on one Google Cloud resource.
struct GoogleBinding {
  enum Resource: Hashable {
    case bucket(String)
    /// Identified by its e-mail address.
    case serviceAccount(String)
    case subscription(project: String, name: String)
  }

  let resource: Resource
  /// The ID of the role: `roles/storage.admin`.
  let role: String
  let member: String
  /// Why the role is needed.
  let reason: String

  init(_ role: CloudRole, on resource: Resource, _ member: String) {
    (self.resource, self.role, self.member, reason) = (resource, role.id, member, role.reason)
  }
}

/// The minimal roles that W&B needs on Google Cloud, which `CFacts/cloud-roles.txt` lists.
enum GoogleRoles {
  /// The roles of every account that uses the bucket, and of the service accounts in the cluster.
  static func bindings(
    _ google: GoogleContext, _ events: GoogleContext.Events?
  ) -> [GoogleBinding] {
    google.accounts.flatMap { account in
      files(google.bucket, account) + signatures(account) + cluster(google, account)
        + (events.map { reading($0, account) } ?? [])
    }
  }

  private static func files(_ bucket: String, _ account: String) -> [GoogleBinding] {
    CloudRole.google(.bucket, HostedAccount.contains(account) ? .hosted : .server).map {
      GoogleBinding($0, on: .bucket(bucket), "serviceAccount:\(account)")
    }
  }

  private static func signatures(_ account: String) -> [GoogleBinding] {
    guard !HostedAccount.contains(account) else { return [] }
    return CloudRole.google(.serviceAccount, .server).map {
      GoogleBinding($0, on: .serviceAccount(account), "serviceAccount:\(account)")
    }
  }

  private static func cluster(
    _ google: GoogleContext, _ account: String
  ) -> [GoogleBinding] {
    guard let project = google.project, let namespace = google.context.namespace else {
      return []
    }
    let names = google.identities.filter { $0.identity == account }.compactMap(\.account)
    return names.unique().flatMap { name in
      CloudRole.google(.serviceAccount, .cluster).map {
        GoogleBinding(
          $0, on: .serviceAccount(account),
          "serviceAccount:\(project).svc.id.goog[\(namespace)/\(name)]")
      }
    }
  }

  private static func reading(
    _ events: GoogleContext.Events, _ account: String
  ) -> [GoogleBinding] {
    CloudRole.google(.subscription, .server).map {
      GoogleBinding(
        $0, on: .subscription(project: events.project, name: events.subscription),
        "serviceAccount:\(account)")
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
