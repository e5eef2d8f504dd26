import Diagnostics
import Settings

/// What the configuration says of the bucket and its surroundings on AWS.
///
/// Who uses the bucket may be of any account, W&B's own among them, so no principal tells who owns
/// the bucket or the key: the key's ARN does, or `--set`.
struct AWSSituation {
  let question: CloudQuestion
  let name: String
  let roles: [ServiceAccountIdentity]

  init?(_ target: Target, _ resolved: ResolvedConfiguration, _ bag: inout DiagnosticBag) {
    guard let question = CloudQuestion(target, .s3, resolved, &bag),
      let name = question.name(&bag), question.namesOneEach(&bag)
    else { return nil }
    (self.question, self.name) = (question, name)
    // What names no single role is a finding of its own.
    roles = ServiceAccountIdentity.all(
      CloudAnnotation.role, resolved.configuration
    ).filter { AmazonResourceName($0.identity)?.isIdentity ?? false }
  }

  var settings: AWSSettings { question.resolved.configuration.cloud.aws }

  /// ARN of the key, when there is one.
  var key: String? { question.bucket.kmsKey.writable }

  var region: String? {
    question.bucket.region.writable
      ?? question.bucket.endpoint.literal.flatMap(AmazonEndpoint.region)
      ?? key.flatMap { AmazonResourceName($0)?.regionOfKey }
  }

  var partition: AmazonPartition {
    if let region { return AmazonPartition(region: region) }
    return principals.lazy.compactMap { AmazonResourceName($0)?.partition }.first ?? .standard
  }

  /// ARNs of who uses the bucket.
  var principals: [String] {
    if let principal = settings.principal.writable { return [principal] }
    return roles.map(\.identity).unique()
  }

  /// IDs of the accounts that the principals are of.
  private var principalAccounts: [String] {
    principals.compactMap { AmazonResourceName($0)?.account }.unique()
  }

  /// ID of the account that the server's role is of.
  var roleAccount: String? {
    let accounts = principalAccounts
    return accounts.count == 1 ? accounts[0] : givenAccount
  }

  /// ID of the account that owns the bucket: that of the key, unless other ARNs name another one.
  var account: String? {
    if let givenAccount { return givenAccount }
    let administrator = settings.administrator.writable.flatMap(AmazonResourceName.init)
    let others = principalAccounts + (administrator.map { [$0.account] } ?? [])
    return keyAccount.flatMap { key in others.allSatisfy { $0 == key } ? key : nil }
  }

  /// As `aws.account` says.
  var givenAccount: String? { settings.account.writable }

  /// ID of the account that owns the key.
  var keyAccount: String? { key.flatMap { AmazonResourceName($0)?.account } }

  /// Where the key is, as those see it who use it.
  var keyHome: KeyHome {
    guard let keyAccount else { return .account }
    let users = principalAccounts.isEmpty ? account.map { [$0] } ?? [] : principalAccounts
    return users.allSatisfy { $0 == keyAccount } ? .account : .anotherAccount
  }

  /// Whether somebody of another account uses the bucket.
  var isShared: Bool {
    guard let account else { return false }
    return principals.contains { AmazonResourceName($0)?.account ?? account != account }
  }

  /// Where requests must come from.
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

  /// The principals, or a report that nothing names one.
  func needPrincipals(_ bag: inout DiagnosticBag) -> [String]? {
    question.need(principals.isEmpty ? nil : principals, "aws.principal", &bag)
  }

  func needAccount(_ bag: inout DiagnosticBag) -> String? {
    question.need(account, "aws.account", &bag)
  }

  // MARK: Queue

  /// ARN of the queue `name`, which is in the region of the bucket; S3 sends to no other.
  func queueARN(_ name: String, _ bag: inout DiagnosticBag) -> String? {
    let region = question.need(region, "\(question.section).region", &bag)
    guard let account = needAccount(&bag), let region else { return nil }
    return partition.arn("sqs", region, account, name)
  }

  /// ARN of the queue that the target is about.
  func needQueue(_ bag: inout DiagnosticBag) -> String? {
    let setting = question.resolved.configuration.queues.bucket
    guard let queue = question.need(question.queue, "bucket.queue", &bag) else { return nil }
    guard case .sqs(let name) = queue else {
      bag.report(question.misfit("a queue of SQS", setting, "bucket.queue"))
      return nil
    }
    return queueARN(name, &bag)
  }
}
