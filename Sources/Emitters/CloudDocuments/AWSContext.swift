import CloudFacts
import Diagnostics
import Settings

/// The configuration of the bucket and what belongs to it on AWS.
///
/// The principals that use the bucket may be in any account, including W&B's, so they do not tell
/// who owns the bucket or the key: the key's ARN does, or `--set`.
struct AWSContext {
  let context: CloudContext
  let name: String
  let roles: [ServiceAccountIdentity]

  init?(_ target: Target, _ request: RenderRequest, _ bag: inout DiagnosticBag) {
    guard let context = CloudContext(target, .s3, request, &bag),
      let name = context.name(&bag), context.namesOneEach(&bag)
    else { return nil }
    (self.context, self.name) = (context, name)
    // An annotation that does not name a single role is reported separately.
    roles = ServiceAccountIdentity.all(CloudAnnotation.role, context).filter {
      AmazonResourceName($0.identity)?.isIdentity ?? false
    }
  }

  var settings: AWSSettings { context.configuration.cloud.aws }

  /// ARN of the key, if there is one.
  var key: String? { context.bucket.kmsKey.writable }

  var region: String? {
    context.bucket.region.writable
      ?? context.bucket.endpoint.literal.flatMap(AmazonEndpoint.region)
      ?? key.flatMap { AmazonResourceName($0)?.regionOfKey }
  }

  var partition: AmazonPartition {
    if let region { return AmazonPartition(region: region) }
    return principals.lazy.compactMap { AmazonResourceName($0)?.partition }.first ?? .standard
  }

  /// ARNs of the principals that use the bucket.
  var principals: [String] {
    if let principal = settings.principal.writable { return [principal] }
    return roles.map(\.identity).unique()
  }

  /// IDs of the principals' accounts.
  private var principalAccounts: [String] {
    principals.compactMap { AmazonResourceName($0)?.account }.unique()
  }

  /// ID of the account of the server's role.
  var roleAccount: String? {
    let accounts = principalAccounts
    return accounts.count == 1 ? accounts[0] : configuredAccount
  }

  /// ID of the account that owns the bucket: the key's account, unless other ARNs name another one.
  var account: String? {
    if let configuredAccount { return configuredAccount }
    let administrator = settings.administrator.writable.flatMap(AmazonResourceName.init)
    let others = principalAccounts + (administrator.map { [$0.account] } ?? [])
    return keyAccount.flatMap { key in others.allSatisfy { $0 == key } ? key : nil }
  }

  /// The account in `aws.account`.
  var configuredAccount: String? { settings.account.writable }

  /// ID of the account that owns the key.
  var keyAccount: String? { key.flatMap { AmazonResourceName($0)?.account } }

  /// Where the key is, relative to the principals that use it.
  var keyHome: KeyHome {
    guard let keyAccount else { return .account }
    let users = principalAccounts.isEmpty ? account.map { [$0] } ?? [] : principalAccounts
    return users.allSatisfy { $0 == keyAccount } ? .account : .anotherAccount
  }

  /// Whether a principal in another account uses the bucket.
  var isShared: Bool {
    guard let account else { return false }
    return principals.contains { AmazonResourceName($0)?.account ?? account != account }
  }

  /// The networks that requests must come from.
  var network: NetworkNames<String> {
    let sources = SourceNetworks.items(settings.vpcs.writable ?? "")
    return NetworkNames(
      vpcs: sources.filter { !SourceNetworks.isEndpoint($0) },
      endpoints: sources.filter(SourceNetworks.isEndpoint),
      addresses: SourceNetworks.items(settings.addresses.writable ?? ""))
  }

  // MARK: Names

  var bucketNames: AWSNames<String> {
    let bucket = partition.arn("s3", "", "", name)
    return AWSNames(bucket: bucket, objects: bucket + "/*", key: key, keyHome: keyHome)
  }

  func root(of account: String) -> String { partition.arn("iam", "", account, "root") }

  /// The principals; reports when there are none.
  func needPrincipals(_ bag: inout DiagnosticBag) -> [String]? {
    context.need(principals.isEmpty ? nil : principals, "aws.principal", &bag)
  }

  func needAccount(_ bag: inout DiagnosticBag) -> String? {
    context.need(account, "aws.account", &bag)
  }

  // MARK: Queue

  /// ARN of the queue `name`, which is in the bucket's region, the only one that S3 sends to.
  func queueARN(_ name: String, _ bag: inout DiagnosticBag) -> String? {
    let region = context.need(region, "\(context.section).region", &bag)
    guard let account = needAccount(&bag), let region else { return nil }
    return partition.arn("sqs", region, account, name)
  }

  /// ARN of the queue that the target is for.
  func needQueue(_ bag: inout DiagnosticBag) -> String? {
    let setting = context.configuration.queues.bucket
    guard let queue = context.need(context.queue, "bucket.queue", &bag) else { return nil }
    guard case .sqs(let name) = queue else {
      bag.report(context.misfit("SQS queues", setting, "bucket.queue"))
      return nil
    }
    return queueARN(name, &bag)
  }
}
