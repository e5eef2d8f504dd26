import CloudFacts
import Diagnostics
import Documents
import Settings
import Terraform

/// The root module for a bucket on Google Cloud.
///
/// Google manages the encryption key, since the server has no setting for one. Roles:
/// terraform-google-wandb, modules `storage` and `service_accounts`. Every release 6 and 7 of the
/// provider has block `soft_delete_policy`.
struct GoogleBucketModule {
  let google: GoogleContext
  let access: BrowserAccess
  let project: String
  let location: String
  /// The roles of each account.
  let bindings: [GoogleBinding]
  let events: GoogleContext.Events?
  var root = BucketModule(
    RequiredProvider(name: "google", source: "hashicorp/google", constraint: ">= 6.0, < 8.0"))

  /// nil, and reported, when the configuration lacks something.
  init?(_ request: RenderRequest, _ bag: inout DiagnosticBag) {
    guard let context = CloudContext(BucketModuleEmitter.target, .gcs, request, &bag) else {
      return nil
    }
    let access = BrowserAccess.google(context, &bag)
    let google = GoogleContext(context, &bag)
    let project = context.need(
      request.configuration.cloud.google.project.writable, "google.project", &bag)
    let location = context.need(
      context.bucket.region.writable, "\(context.section).region", &bag)
    guard BucketQueue.find(context, &bag) != nil, let access, let google, let project,
      let location
    else { return nil }
    events = google.events(&bag)
    bindings = GoogleRoles.bindings(google, nil)
    (self.google, self.access, self.project, self.location) = (
      google, access, project, location
    )
  }

  func made() -> BucketModule {
    var making = self
    making.addProvider()
    making.addBucket()
    making.addAccess()
    if let events { making.addQueue(events) }
    return making.root
  }

  static let bucket = HCLDocument.Expression.reference("google_storage_bucket", "wandb")
    .attribute("name")

  private mutating func addProvider() {
    let project = root.variable("project_id", project, "Project that owns the bucket.")
    root.add(.block("provider", "google", body: [.attribute("project", project)]))
  }
}

extension GoogleBucketModule {
  mutating func addBucket() {
    let name = root.variable("bucket_name", google.bucket, "Name of the bucket.")
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
      "bucket_uri", root.uri("gs://\(Self.bucket)", google.context),
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
        .attribute("response_header", .words(access.exposedHeaders(.google))),
        .attribute("max_age_seconds", .number(access.maxAge)),
      ])
  }
}

extension GoogleBucketModule {
  /// Adds access to the bucket's objects, and the right to sign URLs.
  mutating func addAccess() {
    let everyone = root.variable(
      "service_accounts", google.accounts, "E-mail addresses of accounts that use the bucket.")
    addFiles(everyone)
    for role in CloudRole.google(.serviceAccount, .server) { addSigners(role) }
  }

  private mutating func addSigners(_ role: CloudRole) {
    let signers = bindings.compactMap { binding -> String? in
      guard binding.role == role.id, case .serviceAccount(let address) = binding.resource
      else { return nil }
      return address
    }
    guard !signers.isEmpty else { return }
    let accounts = root.variable(
      "signers", signers, "Service accounts that sign URLs as themselves, in any project.")
    root.add(
      .resource(
        "google_service_account_iam_member", named: role.resourceName,
        [
          .attribute("for_each", .call("toset", accounts)), .blank,
          // The address contains the project.
          .attribute("service_account_id", "projects/-/serviceAccounts/\(Self.each)"),
          .attribute("role", .text(role.id)), .attribute("member", Self.member),
        ]))
  }

  /// Adds a resource for each role; accounts of clouds that W&B hosts have another role than a
  /// server.
  private mutating func addFiles(_ everyone: HCLDocument.Expression) {
    let files = bindings.filter { if case .bucket = $0.resource { true } else { false } }
    let used = files.map(\.role).unique()
    let known = CloudRole.google(.bucket, .server) + CloudRole.google(.bucket, .hosted)
    for role in used.compactMap({ id in known.first { $0.id == id } }) {
      let isHosted = role.holder == .hosted
      let members = files.filter { $0.role == role.id }.map(\.member)
      let own = google.accounts.filter { members.contains("serviceAccount:\($0)") }
      let accounts =
        used.count == 1
        ? everyone
        : root.variable(
          isHosted ? "hosted_accounts" : "server_accounts", own,
          isHosted ? "Accounts of clouds that W&B hosts." : "Accounts of servers.")
      root.add(
        .resource(
          "google_storage_bucket_iam_member", named: role.resourceName,
          [
            .attribute("for_each", .call("toset", accounts)), .blank,
            .attribute("bucket", Self.bucket), .attribute("role", .text(role.id)),
            .attribute("member", Self.member),
          ]))
    }
  }

  private static let each = HCLDocument.Expression.reference("each", "value")
  /// The account of the resource that is repeated for each account.
  static let member: HCLDocument.Expression = "serviceAccount:\(each)"
}

extension GoogleBucketModule {
  /// Adds the topic and the subscription for the bucket's events, and access to both.
  mutating func addQueue(_ events: GoogleContext.Events) {
    let projectItem = HCLDocument.Item.attribute(
      "project",
      root.variable("queue_project_id", events.project, "Project of topic and subscription."))
    let topicName = root.variable("topic_name", events.topic, "Topic for the bucket's events.")
    let name = root.variable(
      "subscription_name", events.subscription, "Subscription that the server reads.")
    let topic = HCLDocument.Expression.reference("google_pubsub_topic", "wandb").attribute("id")
    root.add(
      .data("google_storage_project_service_account"),
      .resource("google_pubsub_topic", [projectItem, .attribute("name", topicName)]))
    for role in CloudRole.google(.topic, .storage) { root.add(sender(role, topic)) }
    root.add(
      .resource(
        "google_pubsub_subscription",
        [
          projectItem, .attribute("name", name), .attribute("topic", topic),
          // By default Google deletes a subscription that is not read for 31 days.
          .block("expiration_policy", body: [.attribute("ttl", "")]),
        ]))
    for role in CloudRole.google(.subscription, .server) { root.add(reader(role, projectItem)) }
    root.add(.resource("google_storage_notification", notification(topic)))
    let subscription = HCLDocument.Expression.reference("google_pubsub_subscription", "wandb")
    root.output(
      "queue_uri",
      """
      pubsub:/\(.variable("queue_project_id"))\
      /\(.reference("google_pubsub_topic", "wandb", "name"))/\(subscription.attribute("name"))
      """,
      "The queue's URI, for variable BUCKET_QUEUE.")
  }

  /// Lets Cloud Storage, which has its own service account, publish to the topic.
  private func sender(
    _ role: CloudRole, _ topic: HCLDocument.Expression
  ) -> HCLDocument.Item {
    let agent = HCLDocument.Expression.data("google_storage_project_service_account", "current")
    return .resource(
      "google_pubsub_topic_iam_member", named: role.resourceName,
      [
        .attribute("topic", topic), .attribute("role", .text(role.id)),
        .attribute("member", "serviceAccount:\(agent.attribute("email_address"))"),
      ])
  }

  private func reader(_ role: CloudRole, _ projectItem: HCLDocument.Item) -> HCLDocument.Item {
    let name = HCLDocument.Expression.reference("google_pubsub_subscription", "wandb", "name")
    return .resource(
      "google_pubsub_subscription_iam_member", named: role.resourceName,
      [
        .attribute("for_each", .call("toset", .variable("service_accounts"))), .blank, projectItem,
        .attribute("subscription", name), .attribute("role", .text(role.id)),
        .attribute("member", Self.member),
      ])
  }

  private mutating func notification(_ topic: HCLDocument.Expression) -> HCLDocument.Body {
    var body: HCLDocument.Body = [
      .attribute("bucket", Self.bucket), .attribute("topic", topic),
      .attribute("payload_format", "JSON_API_V1"),
      .attribute("event_types", ["OBJECT_FINALIZE"]),
    ]
    if let prefix = root.prefix(google.context) {
      body.append(.attribute("object_name_prefix", "\(prefix)/"))
    }
    body.append(.blank)
    // Cloud Storage rejects a topic that it may not publish to.
    body.append(
      .attribute("depends_on", [.reference("google_pubsub_topic_iam_member", "wandb")]))
    return body
  }
}
