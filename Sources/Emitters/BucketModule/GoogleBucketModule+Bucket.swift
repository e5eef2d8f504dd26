import Documents

extension GoogleBucketModule {
  mutating func addBucket() {
    let name = root.variable("bucket_name", situation.bucket, "Name of the bucket.")
    let location = root.variable("location", location, "Location of the bucket.")
    let origins = root.variable(
      "allowed_origins", access.origins, "Origins from which browsers access the bucket.")
    root.add(
      .resource(
        "google_storage_bucket",
        [
          .attribute("name", name), .attribute("location", location),
          .attribute("uniform_bucket_level_access", true),
          .attribute("public_access_prevention", "enforced"),
          .block("versioning", body: [.attribute("enabled", true)]),
          .block("soft_delete_policy", body: [.attribute("retention_duration_seconds", 604_800)]),
          cors(origins),
        ]))
    root.output(
      "bucket_uri", root.uri("gs://\(Self.bucket)", situation.question),
      "The bucket's URI, for variable BUCKET.")
    root.output("bucket_name", Self.bucket, "The bucket's name, for global.bucket.name.")
    root.output(
      "bucket_region", .variable("location"), "The bucket's location, for global.bucket.region.")
  }

  private func cors(_ origins: HCLDocument.Expression) -> HCLDocument.Item {
    .block(
      "cors",
      body: [
        .attribute("origin", origins), .attribute("method", .words(access.methods)),
        .attribute("response_header", ["Content-Type", "ETag"]),
        .attribute("max_age_seconds", .number(access.maxAge)),
      ])
  }
}
