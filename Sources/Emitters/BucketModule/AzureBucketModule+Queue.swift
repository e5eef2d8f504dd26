import Documents

extension AzureBucketModule {
  /// Adds the queue in the same account, and the subscription that sends events to it.
  mutating func addQueue(_ name: String) {
    let name = root.variable("queue_name", name, "Name of the queue for the container's events.")
    let account = Self.storageAccount.attribute("id")
    var start: HCLDocument.Expression =
      "/blobServices/default/containers/\(Self.container.attribute("name"))/blobs/"
    if let prefix = root.prefix(situation.question) { start = "\(start)\(prefix)/" }
    root.add(
      .resource(
        "azurerm_storage_queue",
        [
          .attribute("name", name),
          .attribute("storage_account_name", Self.storageAccount.attribute("name")),
        ]),
      .resource(
        "azurerm_eventgrid_event_subscription",
        [
          .attribute("name", "wandb"), .attribute("scope", account),
          .attribute("included_event_types", ["Microsoft.Storage.BlobCreated"]),
          .block("subject_filter", body: [.attribute("subject_begins_with", start)]),
          .block(
            "storage_queue_endpoint",
            body: [
              .attribute("storage_account_id", account),
              .attribute("queue_name", Self.queue.attribute("name")),
            ]),
        ]))
    root.output(
      "queue_uri",
      "az://\(Self.storageAccount.attribute("name"))/\(Self.queue.attribute("name"))",
      "The queue's URI, for variable BUCKET_QUEUE.")
  }
}
