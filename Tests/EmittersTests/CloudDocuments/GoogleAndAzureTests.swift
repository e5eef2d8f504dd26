import Diagnostics
import Emitters
import TestSupport
import Testing

/// Roles and events on Google Cloud and Azure.
@Suite struct GoogleAndAzureTests {
  private static let google = """
    global:
      bucket: {provider: gcs, name: files}
      extraEnv: {BUCKET_QUEUE: "pubsub:/acme-prod/topic/reader"}

    """
  private static let account = "google.serviceAccount=wandb@acme-prod.iam.gserviceaccount.com"
  private static let azure = """
    global:
      bucket: {provider: az, name: acct, path: files}
      extraEnv: {BUCKET_QUEUE: "az://acct/events"}

    """
  private static let azureSettings = [
    "azure.subscription=01234567-89ab-cdef-0123-456789abcdef", "azure.resourceGroup=rg",
    "azure.principal=fedcba98-7654-3210-fedc-ba9876543210",
  ]

  // MARK: Google Cloud

  @Test func theServerReadsAndWritesObjectsAndSignsAsItself() throws {
    let files = try CloudRendering("gcp-iam", Self.google, [Self.account]).files
    let script = try #require(files["gcp-iam.sh"])
    #expect(script.contains("--role=roles/storage.objectAdmin"))
    #expect(script.contains("--role=roles/iam.serviceAccountTokenCreator"))
    #expect(script.contains("--role=roles/pubsub.subscriber"))
    #expect(!script.contains("pubsub.admin") && !script.contains("storage.admin"))
    #expect(files["gcp-iam.json"]?.contains("pubsub.admin") == false)
  }

  @Test func theStorageAccountOfGooglePublishes() throws {
    let rendering = try CloudRendering("gcp-iam", Self.google, [Self.account])
    let script = try #require(rendering.files["gcp-iam.sh"])
    #expect(script.contains("agent=$(gcloud storage service-agent --project=acme-prod)"))
    #expect(script.contains("--member=serviceAccount:\"$agent\""))
  }

  @Test func hostedWandBLooksAtTheBucketAndSignsElsewhere() throws {
    let rendering = try CloudRendering(
      "gcp-iam", "global: {bucket: {provider: gcs, name: files}}\n",
      ["google.serviceAccount=deploy@wandb-production.iam.gserviceaccount.com"])
    let script = try #require(rendering.files["gcp-iam.sh"])
    #expect(script.contains("--role=roles/storage.admin"))
    #expect(!script.contains("serviceAccountTokenCreator"))
  }

  @Test func serviceAccountsOfTheClusterAreNamed() throws {
    let yaml =
      Self.google + """
        app:
          serviceAccount:
            name: one
            annotations: {iam.gke.io/gcp-service-account: w@acme-prod.iam.gserviceaccount.com}

        """
    let script = try #require(
      try CloudRendering("gcp-iam", yaml, ["kubernetes.namespace=ns"]).files["gcp-iam.sh"])
    #expect(script.contains("'--member=serviceAccount:acme-prod.svc.id.goog[ns/one]'"))
  }

  /// What ties an unknown service account, or one in an unknown namespace, is left out and told.
  @Test(arguments: [
    ("name: one, ", [], "the namespace of its service account is not known"),
    ("", ["kubernetes.namespace=ns"], "the name of its service account is not known"),
    ("", [], "the name and the namespace of its service account are not known"),
  ])
  func anUnknownServiceAccountOfTheClusterIsReported(
    _ name: String, _ settings: [String], _ reason: String
  ) throws {
    let annotation = "iam.gke.io/gcp-service-account: w@acme-prod.iam.gserviceaccount.com"
    let yaml = Self.google + "app: {serviceAccount: {\(name)annotations: {\(annotation)}}}\n"
    let rendering = try CloudRendering("gcp-iam", yaml, settings)
    #expect(rendering.codes == ["WB4022"])
    #expect(rendering.diagnostics.first?.message.hasSuffix(reason) == true)
    #expect(rendering.files["gcp-iam.sh"]?.contains("workloadIdentityUser") == false)
  }

  @Test func aProjectOfADomainHasTheDomainInFront() throws {
    let script = try #require(
      try CloudRendering(
        "gcp-iam", Self.google,
        ["google.serviceAccount=sa@proj.example.com.iam.gserviceaccount.com"]
      ).files["gcp-iam.sh"])
    #expect(script.contains("service-agent --project=example.com:proj)"))
  }

  @Test func whatIsWrittenForTheShellIsQuoted() throws {
    let yaml = Self.google.replacing("files", with: "<a'b $(id)>")
    let rendering = try CloudRendering("gcp-iam", yaml, [Self.account])
    let script = try #require(rendering.files["gcp-iam.sh"])
    #expect(script.contains("'gs://<a'\\''b $(id)>'"))
  }

  @Test(arguments: [
    ("{provider: gcs, name: files}", [], ["google.serviceAccount"]),
    (
      "{provider: gcs, name: files}",
      [
        "google.serviceAccount=deploy@wandb-production.iam.gserviceaccount.com", "google.topic=abc",
      ],
      ["google.project", "google.subscription"]
    ),
  ])
  func googleSaysWhatIsMissing(
    _ bucket: String, _ settings: [String], _ missing: [String]
  ) throws {
    let rendering = try CloudRendering("gcp-iam", "global: {bucket: \(bucket)}\n", settings)
    #expect(rendering.missing == missing)
    #expect(rendering.files.isEmpty)
  }

  // MARK: Azure

  @Test func rolesAreOnContainerAccountAndQueue() throws {
    let text = try #require(
      try CloudRendering("azure-roles", Self.azure, Self.azureSettings).files["azure-roles.json"])
    let storage = "Microsoft.Storage/storageAccounts/acct"
    #expect(text.contains("\"\(storage)/blobServices/default/containers/files\""))
    #expect(text.contains("\"\(storage)/queueServices/default/queues/events\""))
    // Storage Account Contributor hands out keys.
    #expect(!text.contains("17d1049b-9a84-46fb-8f53-869881c3d3ab"))
  }

  @Test func onlyBlobsOfTheContainerSendEvents() throws {
    let text = try #require(
      try CloudRendering("event-grid", Self.azure, Self.azureSettings).files["event-grid.json"])
    #expect(text.contains("\"/blobServices/default/containers/files/blobs/\""))
    #expect(text.contains("\"Microsoft.Storage.BlobCreated\""))
    #expect(text.contains("\"queueName\": \"events\""))
  }

  @Test(arguments: ["azure-roles", "event-grid"])
  func theGroupOfAnotherAccountIsNotGuessedSilently(_ target: String) throws {
    let yaml = Self.azure.replacing("az://acct/events", with: "az://other/events")
    let rendering = try CloudRendering(target, yaml, Self.azureSettings)
    #expect(rendering.codes == ["WB4021"])
    #expect(!rendering.files.isEmpty)
  }

  @Test(arguments: ["azure-roles", "event-grid"])
  func azureSaysWhatIsMissing(_ target: String) throws {
    let rendering = try CloudRendering(target, Self.azure, [])
    #expect(
      rendering.missing.suffix(2) == ["azure.resourceGroup", "azure.subscription"])
    #expect(rendering.files.isEmpty)
  }

  @Test func eventsNeedAQueueOfAzure() throws {
    let without = "global: {bucket: {provider: az, name: acct, path: files}}\n"
    #expect(
      try CloudRendering("event-grid", without, Self.azureSettings).missing == ["bucket.queue"])
    let inServer = Self.azure.replacing("az://acct/events", with: "internal://")
    #expect(
      try CloudRendering("event-grid", inServer, Self.azureSettings).codes == ["WB4001"])
  }
}
