import Documents

extension GoogleBucketRoot {
  mutating func addBucket() {
    let name = root.variable("bucket_name", name, "Name of the bucket.")
    let location = root.variable("location", location, "Where the bucket is.")
    let origins = root.variable(
      "allowed_origins", access.origins, "Origins that browsers reach the bucket from.")
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
      "bucket_uri", root.uri("gs://\(Self.bucket)", question),
      "The bucket as variable BUCKET names it.")
    root.output("bucket_name", Self.bucket, "The bucket, for global.bucket.name.")
    root.output("bucket_region", .variable("location"), "Where it is, for global.bucket.region.")
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

  /// Objects of the bucket, and signed URLs where the account is one of the project.
  mutating func addAccess() {
    let accounts = root.variable(
      "service_accounts", serviceAccounts, "E-mail addresses of who uses the bucket.")
    let everyone = HCLDocument.Item.attribute("for_each", .call("toset", accounts))
    root.add(
      .resource(
        "google_storage_bucket_iam_member",
        [
          everyone, .blank, .attribute("bucket", Self.bucket),
          .attribute("role", "roles/storage.objectAdmin"), .attribute("member", Self.member),
        ]))
    // Others sign with a role that their own project gives them.
    let own = serviceAccounts.filter { $0.hasSuffix("@\(project).iam.gserviceaccount.com") }
    guard !own.isEmpty else { return }
    let signers = root.variable("signers", own, "Those of the project, which sign URLs.")
    let account: HCLDocument.Expression =
      "projects/\(.variable("project_id"))/serviceAccounts/\(Self.each)"
    root.add(
      .resource(
        "google_service_account_iam_member",
        [
          .attribute("for_each", .call("toset", signers)), .blank,
          .attribute("service_account_id", account),
          .attribute("role", "roles/iam.serviceAccountTokenCreator"),
          .attribute("member", Self.member),
        ]))
  }

  private static let each = HCLDocument.Expression.reference("each", "value")
  static let member: HCLDocument.Expression = "serviceAccount:\(each)"
}
