import Documents
import Settings

extension AzureBucketModule {
  mutating func addAccount() {
    let name = root.variable(
      "storage_account_name", situation.account, "Name of the storage account.")
    // The location of the resource group, unless one is configured.
    let location =
      situation.question.bucket.region.writable.map {
        root.variable("location", $0, "Region of the storage account.")
      } ?? Self.group.attribute("location")
    let origins = root.variable(
      "allowed_origins", access.origins, "Origins from which browsers access the container.")
    root.add(
      .resource(
        "azurerm_storage_account",
        [
          .attribute("name", name),
          .attribute("resource_group_name", Self.group.attribute("name")),
          .attribute("location", location), .attribute("account_kind", "StorageV2"),
          .attribute("account_tier", "Standard"),
          // As in terraform-azurerm-wandb, module storage.
          .attribute("account_replication_type", "ZRS"),
          .attribute("https_traffic_only_enabled", true), .attribute("min_tls_version", "TLS1_2"),
          .attribute("allow_nested_items_to_be_public", false), blobs(origins),
        ]))
  }

  private func blobs(_ origins: HCLDocument.Expression) -> HCLDocument.Item {
    let days: HCLDocument.Body = [.attribute("days", 7)]
    return .block(
      "blob_properties",
      body: [
        .attribute("versioning_enabled", true),
        .block(
          "cors_rule",
          body: [
            .attribute("allowed_origins", origins),
            .attribute("allowed_methods", .words(access.methods)),
            .attribute("allowed_headers", ["*"]), .attribute("exposed_headers", ["*"]),
            .attribute("max_age_in_seconds", .number(access.maxAge)),
          ]), .block("delete_retention_policy", body: days),
        .block("container_delete_retention_policy", body: days),
      ])
  }

  mutating func addContainer() {
    let name = root.variable("container_name", situation.container, "Name of the container.")
    root.add(
      .resource(
        "azurerm_storage_container",
        [
          .attribute("name", name),
          .attribute("storage_account_id", Self.storageAccount.attribute("id")),
          .attribute("container_access_type", "private"),
        ]))
    let path: HCLDocument.Expression =
      "\(Self.storageAccount.attribute("name"))/\(Self.container.attribute("name"))"
    root.output(
      "bucket_uri", root.uri("az://\(path)", situation.question),
      "The container's URI, for variable BUCKET.")
    root.output("bucket_name", path, "Account and container, for global.bucket.name.")
    root.output(
      "bucket_region", Self.storageAccount.attribute("location"), "Region of the account.")
  }
}
