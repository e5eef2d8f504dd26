import CloudFacts
package import Diagnostics
import Documents
import Settings

/// Role assignments for the identity that the server runs as on Azure.
package enum AzureRolesEmitter: Emitter {
  package static let target = Target(
    name: "azure-roles", files: ["azure-roles.json"],
    summary: "Role assignments for a container on Azure, for `az deployment group create`")

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    guard let (context, azure) = AzureContext.find(target, request, &bag) else { return nil }
    let principal = context.need(
      request.configuration.cloud.azure.principal.writable, "azure.principal", &bag)
    guard let azure, let principal else { return nil }
    return [
      ResourceTemplate.artifact(
        target.files[0],
        roles(azure).map { assignment($0.role, on: $0.scope, to: principal, azure) })
    ]
  }

  /// Each role, and the resource it is assigned on; without a queue, its role is left out.
  private static func roles(
    _ azure: AzureContext
  ) -> [(role: CloudRole, scope: String)] {
    let account = azure.storage(azure.account)
    return CloudRole.all(.azure).compactMap { role in
      switch role.resource {
      case .storageAccount: (role, account)
      case .container:
        (role, account + "/blobServices/default/containers/\(azure.container)")
      case .queue:
        azure.queue.map {
          (role, azure.storage($0.account, "/queueServices/default/queues/\($0.name)"))
        }
      case .bucket, .serviceAccount, .subscription, .topic: nil
      }
    }
  }

  private static func assignment(
    _ role: CloudRole, on scope: String, to principal: String, _ azure: AzureContext
  ) -> DocumentValue {
    let definition =
      "/subscriptions/\(azure.subscription)"
      + "/providers/Microsoft.Authorization/roleDefinitions/\(role.id)"
    return .object([
      "type": .string("Microsoft.Authorization/roleAssignments"),
      "apiVersion": .string("2022-04-01"), "scope": ResourceTemplate.text(scope),
      "name": ResourceTemplate.guid(azure.id(scope), principal, role.id),
      "properties": .object([
        "roleDefinitionId": .string(definition), "principalId": ResourceTemplate.text(principal),
        "principalType": .string("ServicePrincipal"),
        "description": .string("\(role.name): \(role.reason)"),
      ]),
    ])
  }
}
