package import Diagnostics
import Documents
package import Settings

/// Roles of the identity that the server runs as on Azure.
///
/// The documentation asks for Storage Blob Data Contributor and Reader on the whole account, module
/// `secure_storage_connector` for Storage Account Contributor, which hands out the account's keys.
package enum AzureRolesEmitter: Emitter {
  package static let target = Target(
    name: "azure-roles", files: ["azure-roles.json"],
    summary: "Role assignments for a container on Azure, for `az deployment group create`")

  /// A role of Azure, by the ID that it has in every subscription.
  private struct Role {
    let id: String
    let scope: String
    let reason: String
  }

  package static func emit(
    _ resolved: ResolvedConfiguration, _ options: EmitOptions, _ bag: inout DiagnosticBag
  ) -> [Artifact] {
    guard let question = CloudQuestion(target, .az, resolved, &bag) else { return [] }
    AzureSituation.reportForeignQueue(question, &bag)
    let situation = AzureSituation(question, &bag)
    let principal = question.need(
      question.text(resolved.configuration.cloud.azure.principal), "azure.principal", &bag)
    guard let situation, let principal else { return [] }
    return [
      ResourceTemplate.artifact(
        target.files[0], roles(situation).map { assignment($0, to: principal, situation) })
    ]
  }

  private static func roles(_ situation: AzureSituation) -> [Role] {
    let account = situation.storage(situation.account)
    var roles = [
      Role(
        id: "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
        scope: account + "/blobServices/default/containers/\(situation.container)",
        reason: "Storage Blob Data Contributor: W&B reads and writes files."),
      // A key for signatures is the account's, so a role on the container does not give it.
      Role(
        id: "db58b8e5-c6ad-4a2a-8342-4190687cbf4a", scope: account,
        reason: "Storage Blob Delegator: W&B signs URLs."),
      Role(
        id: "acdd72a7-3385-48ef-bd42-f606fba81ae7", scope: account,
        reason: "Reader: W&B looks at the account."),
    ]
    if let queue = situation.queue {
      roles.append(
        Role(
          id: "8a0f0c08-91a1-4084-bc3d-661d67233fed",
          scope: situation.storage(queue.account, "/queueServices/default/queues/\(queue.name)"),
          reason: "Storage Queue Data Message Processor: W&B reads the container's events."))
    }
    return roles
  }

  private static func assignment(
    _ role: Role, to principal: String, _ situation: AzureSituation
  ) -> DocumentValue {
    let definition =
      "/subscriptions/\(situation.subscription)"
      + "/providers/Microsoft.Authorization/roleDefinitions/\(role.id)"
    return .object([
      "type": .string("Microsoft.Authorization/roleAssignments"),
      "apiVersion": .string("2022-04-01"), "scope": ResourceTemplate.text(role.scope),
      "name": ResourceTemplate.guid(situation.id(role.scope), principal, role.id),
      "properties": .object([
        "roleDefinitionId": .string(definition), "principalId": ResourceTemplate.text(principal),
        "principalType": .string("ServicePrincipal"), "description": .string(role.reason),
      ]),
    ])
  }
}
