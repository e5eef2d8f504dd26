import Documents

extension AWSBucketModule {
  /// Adds the bucket and its settings, except its policy and notifications.
  mutating func addBucket(_ key: HCLDocument.Expression) {
    let name = root.variable("bucket_name", situation.name, "Name of the bucket.")
    let origins = root.variable(
      "allowed_origins", access.origins, "Origins from which browsers access the bucket.")
    root.add(
      .resource("aws_s3_bucket", [.attribute("bucket", name)]),
      part(
        "aws_s3_bucket_versioning",
        [.block("versioning_configuration", body: [.attribute("status", "Enabled")])]),
      part("aws_s3_bucket_server_side_encryption_configuration", [encryption(key)]),
      part("aws_s3_bucket_public_access_block", Self.withoutPublicAccess),
      // Not BucketOwnerPreferred, as in the official modules: with it, an object that another
      // account writes without an ACL belongs to that account. This is S3's default since April
      // 2023.
      part(
        "aws_s3_bucket_ownership_controls",
        [.block("rule", body: [.attribute("object_ownership", "BucketOwnerEnforced")])]),
      part("aws_s3_bucket_cors_configuration", [cors(origins)]))
    addOutputs()
  }

  /// A resource that belongs to the bucket.
  private func part(_ type: HCLDocument.Name, _ body: HCLDocument.Body) -> HCLDocument.Item {
    let bucket = HCLDocument.Item.attribute("bucket", Self.bucket.attribute("id"))
    return .resource(type, .init([bucket, .blank] + body.items))
  }

  private func encryption(_ key: HCLDocument.Expression) -> HCLDocument.Item {
    .block(
      "rule",
      body: [
        .attribute("bucket_key_enabled", true),
        .block(
          "apply_server_side_encryption_by_default",
          body: [.attribute("sse_algorithm", "aws:kms"), .attribute("kms_master_key_id", key)]),
      ])
  }

  private static let withoutPublicAccess: HCLDocument.Body = [
    .attribute("block_public_acls", true), .attribute("block_public_policy", true),
    .attribute("ignore_public_acls", true), .attribute("restrict_public_buckets", true),
  ]

  private func cors(_ origins: HCLDocument.Expression) -> HCLDocument.Item {
    .block(
      "cors_rule",
      body: [
        .attribute("allowed_origins", origins),
        .attribute("allowed_methods", .words(access.methods)),
        .attribute("allowed_headers", ["*"]), .attribute("expose_headers", ["ETag"]),
        .attribute("max_age_seconds", .number(access.maxAge)),
      ])
  }

  private mutating func addOutputs() {
    root.output(
      "bucket_uri", root.uri("s3://\(Self.bucket.attribute("id"))", situation.question),
      "The bucket's URI, for variable BUCKET.")
    root.output(
      "bucket_name", Self.bucket.attribute("id"), "The bucket's name, for global.bucket.name.")
    root.output(
      "bucket_region", .variable("region"), "The bucket's region, for global.bucket.region.")
  }
}
