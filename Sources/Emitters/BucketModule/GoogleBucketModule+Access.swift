import Diagnostics
import Documents

extension GoogleBucketModule {
  /// Adds access to the bucket's objects, and the right to sign URLs.
  mutating func addAccess() {
    let everyone = root.variable(
      "service_accounts", situation.accounts, "E-mail addresses of accounts that use the bucket.")
    addFiles(everyone)
    let signers = bindings.compactMap { binding -> String? in
      guard binding.role == Self.signing, case .serviceAccount(let address) = binding.resource
      else { return nil }
      return address
    }
    guard !signers.isEmpty else { return }
    let accounts = root.variable(
      "signers", signers, "Service accounts that sign URLs as themselves, in any project.")
    root.add(
      .resource(
        "google_service_account_iam_member",
        [
          .attribute("for_each", .call("toset", accounts)), .blank,
          // The address contains the project.
          .attribute("service_account_id", "projects/-/serviceAccounts/\(Self.each)"),
          .attribute("role", .text(Self.signing)), .attribute("member", Self.member),
        ]))
  }

  /// Adds a resource for each role; accounts of clouds that W&B hosts have another role than a
  /// server.
  private mutating func addFiles(_ everyone: HCLDocument.Expression) {
    let files = bindings.filter { if case .bucket = $0.resource { true } else { false } }
    let roles = files.map(\.role).unique()
    for role in roles {
      let isAdministrator = role == "roles/storage.admin"
      let members = files.filter { $0.role == role }.map(\.member)
      let own = situation.accounts.filter { members.contains("serviceAccount:\($0)") }
      let accounts =
        roles.count == 1
        ? everyone
        : root.variable(
          isAdministrator ? "hosted_accounts" : "server_accounts", own,
          isAdministrator ? "Accounts of clouds that W&B hosts." : "Accounts of servers.")
      root.add(
        .resource(
          "google_storage_bucket_iam_member", named: isAdministrator ? "hosted" : "wandb",
          [
            .attribute("for_each", .call("toset", accounts)), .blank,
            .attribute("bucket", Self.bucket), .attribute("role", .text(role)),
            .attribute("member", Self.member),
          ]))
    }
  }

  private static let signing = "roles/iam.serviceAccountTokenCreator"
  private static let each = HCLDocument.Expression.reference("each", "value")
  static let member: HCLDocument.Expression = "serviceAccount:\(each)"
}
