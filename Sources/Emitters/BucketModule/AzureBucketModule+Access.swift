import Documents

extension AzureBucketModule {
  /// Adds the roles of the server's identity; a server with the account's key needs none.
  mutating func addAccess() {
    guard let principal else { return }
    let identity = root.variable(
      "principal_id", principal, "Object ID of the identity that the server runs as.")
    for role in AzureRole.all {
      guard let (name, scope) = place(role) else { continue }
      root.add(
        .resource(
          "azurerm_role_assignment", named: name,
          [
            .attribute("scope", scope), .attribute("role_definition_name", .text(role.name)),
            .attribute("principal_id", identity),
            // Otherwise Azure looks up the type in the directory, which may not know a new identity
            // yet.
            .attribute("principal_type", "ServicePrincipal"),
          ]))
    }
  }

  /// The name and scope of a role assignment; nil for a role on a queue when there is none.
  private func place(
    _ role: AzureRole
  ) -> (name: HCLDocument.Name, scope: HCLDocument.Expression)? {
    let account = Self.storageAccount.attribute("id")
    switch role.scope {
    case .container: return ("files", Self.container.attribute("id"))
    case .account: return (role.name == "Reader" ? "account" : "urls", account)
    case .queue:
      guard queueName != nil else { return nil }
      return ("events", "\(account)/queueServices/default/queues/\(Self.queue.attribute("name"))")
    }
  }
}
