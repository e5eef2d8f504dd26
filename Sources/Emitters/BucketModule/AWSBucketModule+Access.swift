import Documents
import Settings

/// Who may use the bucket, its key and its queue.
extension AWSBucketModule {
  /// The principals that use the bucket, as an expression: a new role, or each existing one.
  mutating func addRole() -> HCLDocument.Expression {
    switch users {
    case .principals(let principals):
      return root.variable(
        "principals", principals, "ARNs of the principals that use the bucket."
      ).splat
    case .role(let role, let accounts):
      add(role, for: accounts)
      root.output(
        "role_arn", Self.role.attribute("arn"),
        "The server's role, to annotate its service accounts with eks.amazonaws.com/role-arn.")
      return Self.role.attribute("arn")
    }
  }

  private mutating func add(_ role: AWSServerRole, for accounts: TrustedAccounts) {
    let issuer = root.variable(
      "oidc_provider", role.issuer, "Issuer of the cluster's tokens, without https://.")
    let subjects = root.variable(
      "service_accounts", accounts.subjects,
      "Who may assume the role: system:serviceaccount:NAMESPACE:NAME.")
    let names = TrustNames<HCLDocument.Expression>(
      provider: "arn:\(Self.partition):iam::\(Self.account):oidc-provider/\(issuer)",
      audienceKey: "\(issuer):aud", subjectKey: "\(issuer):sub", subjects: [subjects.splat],
      match: accounts.match)
    var body: HCLDocument.Body = [
      .attribute("name", root.variable("role_name", role.name, "Name of the server's role."))
    ]
    if role.path != "/" {
      body.append(.attribute("path", root.variable("role_path", role.path, "Path of the role.")))
    }
    body.append(
      .attribute("assume_role_policy", AccessPolicy<HCLDocument.Expression>.json("trust")))
    root.add(AccessPolicies.trust(names).document("trust"), .resource("aws_iam_role", body))
  }

  /// The server's permissions: a policy of the new role, or a document to attach to an existing
  /// one.
  mutating func addAccess(_ key: HCLDocument.Expression, _ queue: HCLDocument.Expression?) {
    var names = Self.bucketNames
    (names.key, names.keyHome, names.queue) = (key, keyHome, queue)
    root.add(AccessPolicies.node(names).document("server"))
    let policy = AccessPolicy<HCLDocument.Expression>.json("server")
    guard case .role = users else {
      root.output("access_policy", policy, "Policy to attach to the role that the server runs as.")
      return
    }
    root.add(
      .resource(
        "aws_iam_role_policy",
        [
          .attribute("name", "wandb"), .attribute("role", Self.role.attribute("id")),
          .attribute("policy", policy),
        ]))
  }

  mutating func addBucketPolicy(for user: HCLDocument.Expression) {
    let policy = AccessPolicies.bucket(Self.bucketNames, principals: [user], restrictions())
    root.add(policy.document("bucket"))
    if !aws.network.isEmpty {
      root.add(.comment("Terraform itself can read the bucket only from these networks."))
    }
    // S3 does not allow both to be changed at once.
    let before = HCLDocument.Expression.reference("aws_s3_bucket_public_access_block", "wandb")
    root.add(
      .resource(
        "aws_s3_bucket_policy",
        [
          .attribute("bucket", Self.bucket.attribute("id")),
          .attribute("policy", AccessPolicy<HCLDocument.Expression>.json("bucket")), .blank,
          .attribute("depends_on", [before]),
        ]))
  }

  private mutating func restrictions() -> [AccessPolicies.Restriction<HCLDocument.Expression>] {
    var restrictions: [AccessPolicies.Restriction<HCLDocument.Expression>] = []
    if aws.settings.requiresTLS.literal == true { restrictions.append(.requestsWithoutTLS) }
    let network = aws.network
    guard !network.isEmpty else { return restrictions }
    let names = NetworkNames(
      vpcs: list("vpc_ids", network.vpcs, "VPCs that may access the bucket."),
      endpoints: list("vpc_endpoint_ids", network.endpoints, "VPC endpoints that may access it."),
      addresses: list("addresses", network.addresses, "Address ranges that may access it."))
    return restrictions + [.requests(outside: names)]
  }

  private mutating func list(
    _ name: HCLDocument.Name, _ values: [String], _ summary: String
  ) -> [HCLDocument.Expression] {
    values.isEmpty ? [] : [root.variable(name, values, summary).splat]
  }
}

extension AWSBucketModule {
  private static let queue = HCLDocument.Expression.reference("aws_sqs_queue", "wandb")

  /// Adds the queue for the bucket's events and returns its ARN.
  mutating func addQueue(
    _ name: String, for user: HCLDocument.Expression
  ) -> HCLDocument.Expression {
    let arn = Self.queue.attribute("arn")
    let names = QueueNames(
      queue: arn, bucket: Self.bucket.attribute("arn"), account: Self.account,
      receivers: aws.isShared ? [user] : [])
    let queueName = root.variable("queue_name", name, "Name of the queue for the bucket's events.")
    root.add(
      .resource(
        "aws_sqs_queue",
        [
          .attribute("name", queueName),
          // As in terraform-aws-wandb, module file_storage.
          .attribute("receive_wait_time_seconds", 10),
        ]),
      AccessPolicies.queue(names).document("queue"),
      .resource(
        "aws_sqs_queue_policy",
        [
          .attribute("queue_url", Self.queue.attribute("id")),
          .attribute("policy", AccessPolicy<HCLDocument.Expression>.json("queue")),
        ]),
      .resource("aws_s3_bucket_notification", notification(arn)))
    root.output(
      "queue_uri", "sqs://\(Self.queue.attribute("name"))",
      "The queue's URI, for variable BUCKET_QUEUE.")
    return arn
  }

  private mutating func notification(_ queue: HCLDocument.Expression) -> HCLDocument.Body {
    var events: HCLDocument.Body = [
      .attribute("id", "WandBObjectCreated"), .attribute("queue_arn", queue),
      .attribute("events", ["s3:ObjectCreated:*"]),
    ]
    if let prefix = root.prefix(aws.context) {
      events.append(.attribute("filter_prefix", "\(prefix)/"))
    }
    return [
      .attribute("bucket", Self.bucket.attribute("id")), .block("queue", body: events),
      // S3 sends a test event, and rejects a queue that does not accept it.
      .attribute("depends_on", [.reference("aws_sqs_queue_policy", "wandb")]),
    ]
  }
}
