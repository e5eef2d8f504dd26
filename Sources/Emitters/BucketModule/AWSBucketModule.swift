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
  let situation: AWSContext
  let access: BrowserAccess
  let users: AWSBucketUsers
  let region: String
  let queueName: String?
  var root = BucketModule(
    RequiredProvider(name: "aws", source: "hashicorp/aws", constraint: ">= 5.0, < 7.0"))

  /// nil, and reported, when the configuration lacks something.
  init?(_ resolved: ResolvedConfiguration, _ bag: inout DiagnosticBag) {
    guard let situation = AWSContext(BucketModuleEmitter.target, resolved, &bag) else { return nil }
    let question = situation.question
    let access = BrowserAccess(question, &bag)
    let region = question.need(situation.region, "\(question.section).region", &bag)
    let users = AWSBucketUsers(situation, &bag)
    guard let queue = BucketQueue.find(question, &bag), let access, let region, let users else {
      return nil
    }
    (self.situation, self.access, self.region, self.users) = (situation, access, region, users)
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
    if let account = situation.settings.account.writable {
      let variable = root.variable("account_id", account, "Account that owns the bucket.")
      body.append(.attribute("allowed_account_ids", [variable]))
    }
    root.add(.block("provider", "aws", body: body))
    let isRoleMade = if case .role = users { true } else { false }
    if isRoleMade || situation.key == nil || queueName != nil {
      root.add(.data("aws_caller_identity"))
    }
    if isRoleMade || situation.key == nil { root.add(.data("aws_partition")) }
  }
}
