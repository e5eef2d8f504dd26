import Diagnostics

/// An Azure role that W&B needs.
///
/// The documentation requires Storage Blob Data Contributor and Reader on the whole account; module
/// `secure_storage_connector` assigns Storage Account Contributor, which gives access to the keys.
struct AzureRole {
  /// The resource on which a role is assigned.
  enum Scope { case container, account, queue }

  let name: String
  /// The ID, which is the same in every subscription.
  let id: String
  let scope: Scope
  /// Why the role is needed.
  let reason: String

  /// The roles on a container, its account, and the queue for its events.
  static let all = [
    AzureRole(
      name: "Storage Blob Data Contributor", id: "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
      scope: .container, reason: "W&B reads and writes files."),
    // The signing key belongs to the account, so a role on the container does not give access to
    // it.
    AzureRole(
      name: "Storage Blob Delegator", id: "db58b8e5-c6ad-4a2a-8342-4190687cbf4a",
      scope: .account, reason: "W&B signs URLs."),
    AzureRole(
      name: "Reader", id: "acdd72a7-3385-48ef-bd42-f606fba81ae7", scope: .account,
      reason: "W&B reads the account's properties."),
    AzureRole(
      name: "Storage Queue Data Message Processor", id: "8a0f0c08-91a1-4084-bc3d-661d67233fed",
      scope: .queue, reason: "W&B reads the container's events."),
  ]
}
