/// A role that W&B needs on Google Cloud or Azure: a row of `cloud-roles.txt`.
package struct CloudRole: Sendable {
  /// The clouds that grant access by roles.
  package enum Cloud: String, CaseIterable, Sendable { case google, azure }

  /// The kind of resource on which a role is assigned.
  package enum Resource: String, CaseIterable, Sendable {
    case bucket, subscription, topic, container, queue
    case serviceAccount = "service-account"
    case storageAccount = "storage-account"
  }

  /// Who has a role.
  package enum Holder: String, CaseIterable, Sendable {
    /// A server that the user manages.
    case server
    /// A cloud that W&B hosts, which needs more than a server.
    case hosted
    /// A service account in the cluster.
    case cluster
    /// The service agent of the cloud's storage.
    case storage
  }

  package let cloud: Cloud
  package let resource: Resource
  package let holder: Holder
  /// The ID in API requests: `roles/storage.admin`; on Azure a UUID, the same in each subscription.
  package let id: String
  /// The name in the console.
  package let name: String
  /// The name of the Terraform resource that assigns the role.
  package let label: String
  /// Why the role is needed, as a sentence.
  package let reason: String

  /// All roles on a cloud, in the order in which documents list them.
  package static func all(_ cloud: Cloud) -> [CloudRole] {
    (cloud == .google ? google : azure)
  }

  /// The roles on Google Cloud that `holder` has on one kind of resource.
  package static func google(_ resource: Resource, _ holder: Holder) -> [CloudRole] {
    google.filter { $0.resource == resource && $0.holder == holder }
  }

  private static let google = read(.google)
  private static let azure = read(.azure)

  private static func read(_ cloud: Cloud) -> [CloudRole] {
    FactsText.roles.lines.compactMap { CloudRole($0) }.filter { $0.cloud == cloud }
  }

  /// nil for a line that is not a role.
  init?(_ line: FactLine) {
    guard line.depth == 0, line.count == 7, let cloud = Cloud(rawValue: line[0]),
      let resource = Resource(rawValue: line[1]), let holder = Holder(rawValue: line[2])
    else { return nil }
    (self.cloud, self.resource, self.holder) = (cloud, resource, holder)
    (id, name, label, reason) = (line[3], line[4], line[5], line[6])
  }
}
