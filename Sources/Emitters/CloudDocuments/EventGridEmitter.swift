package import Diagnostics
import Documents
import Settings

/// The Event Grid subscription that sends events of a container on Azure to a queue.
///
/// Source: module terraform-azurerm-wandb, `storage` and `queue`.
package enum EventGridEmitter: Emitter {
  package static let target = Target(
    name: "event-grid", files: ["event-grid.json"],
    summary: "Event Grid subscription that sends created blobs on Azure to the storage queue")

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    guard let (context, azure) = AzureContext.find(target, request, &bag) else { return nil }
    let setting = request.configuration.queues.bucket
    let written = context.need(setting.writable, "bucket.queue", &bag)
    guard let azure, written != nil else { return nil }
    guard let queue = azure.queue else {
      bag.report(context.misfit("Azure storage queues", setting, "bucket.queue"))
      return nil
    }
    return [ResourceTemplate.artifact(target.files[0], [subscription(azure, queue)])]
  }

  private static func subscription(
    _ azure: AzureContext, _ queue: (account: String, name: String)
  ) -> DocumentValue {
    let prefix = azure.context.bucket.prefix.writable.map { $0 + "/" } ?? ""
    let blobs = "/blobServices/default/containers/\(azure.container)/blobs/\(prefix)"
    return .object([
      "type": .string("Microsoft.EventGrid/eventSubscriptions"),
      "apiVersion": .string("2022-06-15"),
      "scope": ResourceTemplate.text(azure.storage(azure.account)),
      "name": .string("wandb-blob-created"),
      "properties": .object([
        "destination": .object([
          "endpointType": .string("StorageQueue"),
          "properties": .object([
            "resourceId": ResourceTemplate.text(azure.id(azure.storage(queue.account))),
            "queueName": ResourceTemplate.text(queue.name),
          ]),
        ]),
        "filter": .object([
          "includedEventTypes": .array([.string("Microsoft.Storage.BlobCreated")]),
          "subjectBeginsWith": ResourceTemplate.text(blobs),
        ]),
        "eventDeliverySchema": .string("EventGridSchema"),
      ]),
    ])
  }
}
