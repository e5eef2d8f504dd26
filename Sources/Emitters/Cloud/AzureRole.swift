/// A role of Azure that W&B needs.
///
/// The documentation asks for Storage Blob Data Contributor and Reader on the whole account, module
/// `secure_storage_connector` for Storage Account Contributor, which hands out the account's keys.
struct AzureRole {
  /// What a role is given on.
  enum Scope { case container, account, queue }

  let name: String
  /// The ID that it has in every subscription.
  let id: String
  let scope: Scope
  /// What it is for.
  let reason: String

  /// The roles on a container, in an account, and on the queue with its events.
  static let all = [
    AzureRole(
      name: "Storage Blob Data Contributor", id: "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
      scope: .container, reason: "W&B reads and writes files."),
    // A key for signatures is the account's, so a role on the container does not give it.
    AzureRole(
      name: "Storage Blob Delegator", id: "db58b8e5-c6ad-4a2a-8342-4190687cbf4a",
      scope: .account, reason: "W&B signs URLs."),
    AzureRole(
      name: "Reader", id: "acdd72a7-3385-48ef-bd42-f606fba81ae7", scope: .account,
      reason: "W&B looks at the account."),
    AzureRole(
      name: "Storage Queue Data Message Processor", id: "8a0f0c08-91a1-4084-bc3d-661d67233fed",
      scope: .queue, reason: "W&B reads the container's events."),
  ]
}
