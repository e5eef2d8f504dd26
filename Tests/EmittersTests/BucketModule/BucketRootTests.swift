import Diagnostics
import Emitters
import TestSupport
import Testing

/// The root module for a bucket: what it makes, what it leaves alone, and what stands in the way.
@Suite struct BucketRootTests {
  private static let principal = "aws.principal=arn:aws:iam::123456789012:role/wandb"
  private static let google = [
    "google.project=data", "google.serviceAccount=w@data.iam.gserviceaccount.com",
  ]
  private static let azure = ["azure.subscription=s", "azure.resourceGroup=g", "azure.principal=p"]

  private func values(_ bucket: String, _ rest: String = "") -> String {
    "global:\n  host: https://w.example.com\n  bucket: {\(bucket)}\n\(rest)"
  }

  private func queue(_ address: String) -> String {
    "  extraEnv: {BUCKET_QUEUE: \"\(address)\"}\n"
  }

  private func aws(
    _ settings: [String] = [principal], bucket: String = "", rest: String = ""
  ) throws -> CloudRendering {
    try CloudRendering(
      "terraform-byob", values("provider: s3, name: files, region: us-east-1\(bucket)", rest),
      settings)
  }

  private func text(_ name: String, _ rendering: CloudRendering) throws -> String {
    try #require(rendering.files[name], "\(rendering.diagnostics.map(\.message))")
  }

  // MARK: AWS

  @Test func aBucketOnAWSIsPrivateEncryptedAndVersioned() throws {
    let rendering = try aws()
    let main = try text("main.tf", rendering)
    #expect(rendering.codes == [])
    #expect(main.contains("object_ownership = \"BucketOwnerEnforced\""))
    #expect(main.contains("restrict_public_buckets = true"))
    #expect(main.contains("status = \"Enabled\""))
    #expect(main.contains("kms_master_key_id = aws_kms_key.wandb.arn"))
    #expect(!main.contains("aws_sqs_queue") && !main.contains("aws_iam_role"))
  }

  @Test func everyFileHasItsPart() throws {
    let rendering = try aws()
    #expect(
      rendering.files.keys.sorted() == [
        "main.tf", "outputs.tf", "terraform.tfvars", "variables.tf", "versions.tf",
      ])
    #expect(try text("versions.tf", rendering).contains("\">= 5.0, < 7.0\""))
    let values = try text("terraform.tfvars", rendering)
    #expect(values.contains("bucket_name     = \"files\""))
    #expect(values.contains("principals      = [\"arn:aws:iam::123456789012:role/wandb\"]"))
    for line in values.split(separator: "\n") {
      let name = line.prefix { $0 != " " }
      #expect(try text("variables.tf", rendering).contains("variable \"\(name)\" {"))
    }
  }

  @Test func outputsAreWhatTheServerReceives() throws {
    let outputs = try text(
      "outputs.tf", aws(bucket: ", path: a/b", rest: queue("sqs://events")))
    #expect(outputs.contains("\"s3://${aws_s3_bucket.wandb.id}/${var.bucket_path}\""))
    #expect(outputs.contains("\"sqs://${aws_sqs_queue.wandb.name}\""))
    #expect(outputs.contains("= aws_kms_key.wandb.arn"))
    #expect(outputs.contains("= data.aws_iam_policy_document.server.json"))
  }

  @Test func aRoleIsMadeWhereTheClusterIsKnown() throws {
    let rendering = try aws([
      "aws.oidcProvider=oidc.example.com/id/1",
      "kubernetes.namespace=ml", "aws.principal=arn:aws:iam::123456789012:role/a/b/wandb",
    ])
    let main = try text("main.tf", rendering)
    #expect(main.contains("variable = \"${var.oidc_provider}:sub\""))
    #expect(main.contains("identifiers = [aws_iam_role.wandb.arn]"))
    let values = try text("terraform.tfvars", rendering)
    #expect(values.contains("role_name        = \"wandb\""))
    #expect(values.contains("role_path        = \"/a/b/\""))
    #expect(values.contains("\"system:serviceaccount:ml:*\""))
  }

  @Test func noRoleIsMadeForAnotherAccount() throws {
    let main = try text(
      "main.tf",
      aws([
        "aws.oidcProvider=oidc.example.com/id/1", "aws.account=999999999999",
        "aws.principal=arn:aws:iam::123456789012:role/wandb",
      ]))
    #expect(!main.contains("aws_iam_role\""))
    #expect(main.contains("identifiers = var.principals"))
    #expect(main.contains("allowed_account_ids = [var.account_id]"))
    #expect(main.contains("\"kms:CreateGrant\""))
  }

  @Test func aKeyThatExistsIsUsedAndNeverDeleted() throws {
    let key = "arn:aws:kms:us-east-1:123456789012:key/0a1b"
    let rendering = try aws(bucket: ", kmsKey: '\(key)'")
    let main = try text("main.tf", rendering)
    #expect(!main.contains("resource \"aws_kms"))
    #expect(main.contains("kms_master_key_id = var.kms_key_arn"))
    #expect(main.contains("from = aws_kms_key.wandb"))
    #expect(main.contains("destroy = false"))
    #expect(try text("versions.tf", rendering).contains(">= 1.7"))
  }

  @Test func eventsGoToTheQueueThatTheServerReads() throws {
    let main = try text("main.tf", aws(bucket: ", path: p", rest: queue("sqs://events")))
    #expect(main.contains("queue_arn     = aws_sqs_queue.wandb.arn"))
    #expect(main.contains("filter_prefix = \"${var.bucket_path}/\""))
    #expect(main.contains("depends_on = [aws_sqs_queue_policy.wandb]"))
    #expect(main.contains("\"sqs:ReceiveMessage\""))
  }

  @Test func networksAreVariables() throws {
    let rendering = try aws([
      Self.principal, "aws.vpcs=vpc-1,vpce-2", "aws.addresses=10.0.0.0/8",
    ])
    #expect(try text("main.tf", rendering).contains("values   = var.vpc_endpoint_ids"))
    #expect(try text("terraform.tfvars", rendering).contains("vpc_ids          = [\"vpc-1\"]"))
  }

  // MARK: Others

  @Test func aBucketOnGoogleKeepsWhatIsDeleted() throws {
    let rendering = try CloudRendering(
      "terraform-byob", values("provider: gcs, name: files, region: EU"), Self.google)
    let main = try text("main.tf", rendering)
    #expect(rendering.codes == [])
    #expect(main.contains("public_access_prevention    = \"enforced\""))
    #expect(main.contains("retention_duration_seconds = 604800"))
    #expect(main.contains("\"roles/iam.serviceAccountTokenCreator\""))
    #expect(!main.contains("pubsub") && !main.contains("kms"))
    #expect(try text("outputs.tf", rendering).contains("gs://${google_storage_bucket.wandb.name}"))
  }

  @Test func anAccountOfAnotherProjectSignsAsItself() throws {
    let rendering = try CloudRendering(
      "terraform-byob", values("provider: gcs, name: files, region: EU"),
      ["google.project=data", "google.serviceAccount=w@wandb.iam.gserviceaccount.com"])
    let main = try text("main.tf", rendering)
    #expect(main.contains("\"projects/-/serviceAccounts/${each.value}\""))
    #expect(
      try text("terraform.tfvars", rendering).contains(
        "= [\"w@wandb.iam.gserviceaccount.com\"]"))
  }

  /// As target `gcp-iam` has it.
  @Test func accountsOfHostedCloudsLookAtTheBucket() throws {
    let main = try text(
      "main.tf",
      CloudRendering(
        "terraform-byob", values("provider: gcs, name: files, region: EU"),
        [
          "google.project=data",
          "google.serviceAccount=deploy@wandb-production.iam.gserviceaccount.com",
        ]))
    #expect(main.contains("\"roles/storage.admin\""))
    #expect(!main.contains("objectAdmin") && !main.contains("google_service_account_iam_member"))
  }

  @Test func googleHasNoPatternsOfOrigins() throws {
    let rendering = try CloudRendering(
      "terraform-byob", values("provider: gcs, name: files, region: EU"),
      Self.google + ["cors.origins=https://*.example.com"])
    #expect(rendering.codes == ["WB4009"] && rendering.files.isEmpty)
  }

  @Test func aSubscriptionOfGoogleDoesNotExpire() throws {
    let rendering = try CloudRendering(
      "terraform-byob", values("provider: gcs, name: files, region: EU"),
      Self.google + ["google.topic=t", "google.subscription=s"])
    #expect(try text("main.tf", rendering).contains("ttl = \"\""))
    #expect(try text("outputs.tf", rendering).contains("pubsub:/${var.queue_project_id}/"))
  }

  @Test func aContainerIsInAnAccountOfItsOwn() throws {
    let rendering = try CloudRendering(
      "terraform-byob",
      values("provider: az, name: account/files", queue("az://account/events")),
      Self.azure)
    let main = try text("main.tf", rendering)
    #expect(rendering.codes == [])
    #expect(main.contains("min_tls_version                 = \"TLS1_2\""))
    #expect(main.contains("\"Storage Blob Delegator\"") && main.contains("\"Reader\""))
    #expect(main.contains("\"Storage Queue Data Message Processor\""))
    #expect(main.contains("\"Microsoft.Storage.BlobCreated\""))
    #expect(
      try text("outputs.tf", rendering).contains(
        "az://${azurerm_storage_account.wandb.name}/${azurerm_storage_container.wandb.name}"))
  }

  @Test(arguments: ["accessKey: key", "secret: {secretName: keys}"])
  func theKeyOfTheAccountNeedsNoIdentity(_ key: String) throws {
    let settings = ["azure.subscription=s", "azure.resourceGroup=g"]
    let rendering = try CloudRendering(
      "terraform-byob", values("provider: az, name: account/files, \(key)"), settings)
    #expect(!(try text("main.tf", rendering)).contains("azurerm_role_assignment"))
  }

  /// The chart does not read `secretKey` on Azure.
  @Test(arguments: ["", ", secretKey: key"])
  func withoutTheKeyOfTheAccountAnIdentityIsRequired(_ key: String) throws {
    let identity = try CloudRendering(
      "terraform-byob", values("provider: az, name: account/files\(key)"),
      ["azure.subscription=s", "azure.resourceGroup=g"])
    #expect(identity.missing == ["azure.principal"] && identity.files.isEmpty)
  }

  // MARK: Refusals

  @Test func everythingMissingIsReportedAtOnce() throws {
    func missing(_ bucket: String) throws -> [String] {
      let rendering = try CloudRendering("terraform-byob", "global: {bucket: {\(bucket)}}\n", [])
      #expect(rendering.files.isEmpty)
      return rendering.missing
    }
    #expect(
      try missing("provider: s3, name: files") == [
        "aws.principal", "global.bucket.region", "global.host",
      ])
    #expect(
      try missing("provider: gcs, name: files") == [
        "global.bucket.region", "global.host", "google.project", "google.serviceAccount",
      ])
    #expect(
      try missing("provider: az, name: a/files") == [
        "azure.principal", "azure.resourceGroup", "azure.subscription", "global.host",
      ])
    #expect(try missing("provider: s3") == ["global.bucket.name"])
  }

  @Test func storesAndQueuesOfOthersAreMisfits() throws {
    let store = try CloudRendering(
      "terraform-byob", values("provider: cw, name: cwobject.com/files"), [Self.principal])
    #expect(store.codes.contains("WB4001") && store.files.isEmpty)
    let queues = try aws(rest: queue("pubsub:/p/t/s"))
    #expect(queues.codes.contains("WB4001") && queues.files.isEmpty)
    let account = try CloudRendering(
      "terraform-byob", values("provider: az, name: account/files", queue("az://other/events")),
      Self.azure)
    #expect(account.codes.contains("WB4001") && account.files.isEmpty)
  }

  @Test func namesReachTheValuesFileOnly() throws {
    let name = #"${file("passwd")}%{if}\"#
    let rendering = try CloudRendering(
      "terraform-byob", values("provider: gcs, name: '\(name)', region: '${x}'"),
      Self.google)
    #expect(
      try text("terraform.tfvars", rendering).contains(
        #"= "$${file(\"passwd\")}%%{if}\\""#))
    for (file, text) in rendering.files where file != "terraform.tfvars" {
      #expect(!text.contains("passwd") && !text.contains("${x}"), "\(file)")
    }
  }

  @Test func theStateIsKeptWhereItIsAskedFor() throws {
    let rendering = try CloudRendering(
      "terraform-byob", values("provider: s3, name: files, region: us-east-1"), [Self.principal]
    ) { $0.terraform.backend = .s3 }
    #expect(try text("versions.tf", rendering).contains("backend \"s3\" {}"))
  }
}
