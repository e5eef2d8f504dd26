import CloudFacts
import Diagnostics
import Documents
import Settings
import Terraform

/// The root module for a bucket on AWS.
///
/// The order of resources avoids reference cycles: role, key, bucket, policies, queue. The version
/// constraint on the provider: the arguments are those of releases 5 and 6, according to their
/// upgrade guides.
struct AWSBucketModule {
  let aws: AWSContext
  let access: BrowserAccess
  let users: AWSBucketUsers
  let region: String
  let queueName: String?
  var root = BucketModule(
    RequiredProvider(name: "aws", source: "hashicorp/aws", constraint: ">= 5.0, < 7.0"))

  /// nil, and reported, when the configuration lacks something.
  init?(_ request: RenderRequest, _ bag: inout DiagnosticBag) {
    guard let aws = AWSContext(BucketModuleEmitter.target, request, &bag) else { return nil }
    let context = aws.context
    let access = BrowserAccess(context, &bag)
    let region = context.need(aws.region, "\(context.section).region", &bag)
    let users = AWSBucketUsers(aws, &bag)
    guard let queue = BucketQueue.find(context, &bag), let access, let region, let users else {
      return nil
    }
    (self.aws, self.access, self.region, self.users) = (aws, access, region, users)
    queueName = if case .sqs(let name) = queue { name } else { nil }
  }

  func made() -> BucketModule {
    var making = self
    making.addProvider()
    let user = making.addRole()
    let key = making.addKey(for: user)
    making.addBucket(key)
    making.addBucketPolicy(for: user)
    let queue = queueName.map { making.addQueue($0, for: user) }
    making.addAccess(key, queue)
    return making.root
  }

  // MARK: Names

  static let bucket = HCLDocument.Expression.reference("aws_s3_bucket", "wandb")
  static let role = HCLDocument.Expression.reference("aws_iam_role", "wandb")
  static let account = HCLDocument.Expression.data("aws_caller_identity", "current")
    .attribute("account_id")
  static let partition = HCLDocument.Expression.data("aws_partition", "current")
    .attribute("partition")

  static var bucketNames: AWSNames<HCLDocument.Expression> {
    let arn = bucket.attribute("arn")
    return AWSNames(bucket: arn, objects: "\(arn)/*")
  }

  // MARK: Provider

  private mutating func addProvider() {
    var body: HCLDocument.Body = [
      .attribute("region", root.variable("region", region, "Region of the bucket."))
    ]
    if let account = aws.settings.account.writable {
      let variable = root.variable("account_id", account, "Account that owns the bucket.")
      body.append(.attribute("allowed_account_ids", [variable]))
    }
    root.add(.block("provider", "aws", body: body))
    let isRoleMade = if case .role = users { true } else { false }
    if isRoleMade || aws.key == nil || queueName != nil {
      root.add(.data("aws_caller_identity"))
    }
    if isRoleMade || aws.key == nil { root.add(.data("aws_partition")) }
  }
}

extension AWSBucketModule {
  /// Adds the bucket and its settings, except its policy and notifications.
  mutating func addBucket(_ key: HCLDocument.Expression) {
    let name = root.variable("bucket_name", aws.name, "Name of the bucket.")
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
        .attribute("allowed_headers", .words(access.sentHeaders(.s3))),
        .attribute("expose_headers", .words(access.exposedHeaders(.s3))),
        .attribute("max_age_seconds", .number(access.maxAge)),
      ])
  }

  private mutating func addOutputs() {
    root.output(
      "bucket_uri", root.uri("s3://\(Self.bucket.attribute("id"))", aws.context),
      "The bucket's URI, for variable BUCKET.")
    root.output(
      "bucket_name", Self.bucket.attribute("id"), "The bucket's name, for global.bucket.name.")
    root.output(
      "bucket_region", .variable("region"), "The bucket's region, for global.bucket.region.")
  }
}

extension AWSBucketModule {
  private static let key = HCLDocument.Expression.reference("aws_kms_key", "wandb")

  /// Returns the ARN of the key that encrypts the objects, and adds a key if none is configured.
  mutating func addKey(for user: HCLDocument.Expression) -> HCLDocument.Expression {
    let arn: HCLDocument.Expression
    if let key = aws.key {
      arn = root.variable("kms_key_arn", key, "ARN of the key that encrypts the objects.")
      keepKeyOfEarlierRendering()
    } else {
      arn = Self.key.attribute("arn")
      addNewKey(for: user)
    }
    root.output("kms_key_arn", arn, "The key's ARN, for global.bucket.kmsKey.")
    return arn
  }

  /// Where the key is, relative to the principals that use it.
  var keyHome: KeyHome {
    guard aws.key == nil else { return aws.keyHome }
    return aws.isShared ? .anotherAccount : .account
  }

  private mutating func addNewKey(for user: HCLDocument.Expression) {
    let administrator = aws.settings.administrator.writable.map {
      root.variable("key_administrator", $0, "ARN of the principal that administers the key.")
    }
    let names = KeyNames(
      root: "arn:\(Self.partition):iam::\(Self.account):root",
      administrator: administrator, principals: [user], home: keyHome)
    // An alias must not contain dots, but a bucket name may.
    let alias = HCLDocument.Expression.call("replace", .variable("bucket_name"), ".", "-")
    root.add(AccessPolicies.key(names).document("key"))
    if administrator != nil {
      root.add(
        .comment(
          "Run Terraform as the administrator: only it and the account root may change the policy.")
      )
    }
    root.add(
      .resource(
        "aws_kms_key",
        [
          .attribute("description", "Objects of bucket \(.variable("bucket_name"))"),
          .attribute("enable_key_rotation", true),
          .attribute("deletion_window_in_days", 30),
          .attribute("policy", AccessPolicy<HCLDocument.Expression>.json("key")),
        ]),
      .resource(
        "aws_kms_alias",
        [
          .attribute("name", "alias/\(alias)"),
          .attribute("target_key_id", Self.key.attribute("key_id")),
        ]))
  }

  /// Once output `kms_key_arn` is copied into the configuration, the next rendering has no key
  /// resource: without these blocks Terraform would delete the key, making the objects unreadable.
  private mutating func keepKeyOfEarlierRendering() {
    root.requiredTerraform = ">= 1.7"
    root.add(.comment("If this module created the key earlier, the key is kept."))
    for type: HCLDocument.Name in ["aws_kms_key", "aws_kms_alias"] {
      root.add(
        .block(
          "removed",
          body: [
            .attribute("from", .reference(type, "wandb")),
            .block("lifecycle", body: [.attribute("destroy", false)]),
          ]))
    }
  }
}
