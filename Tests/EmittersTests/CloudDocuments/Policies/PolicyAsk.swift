import TestSupport

/// A request in pieces, so that each can be changed by itself.
struct PolicyAsk {
  /// What the request is for; an event is a message that S3 sends.
  enum Kind: CaseIterable { case bucket, object, key, queue, event }
  enum Caller { case role, service, anonymous }

  let kind: Kind
  var action: String
  var partition: String
  var region: String
  /// The account in the resource's ARN, where it has one.
  var account: String
  /// Of the bucket, the key or the queue.
  var name: String
  var rest = ""
  var caller = Caller.role
  var callerPartition: String
  var callerAccount: String
  var callerName: String
  var isEncrypted = true
  var network: PolicyContext
  var isForService = false
  /// The bucket that an event is of, and its account.
  var source: String
  var sourceAccount: String

  /// What W&B, or its bucket, does with the site.
  init(_ kind: Kind, _ action: String, of site: PolicySite) {
    (self.kind, self.action) = (kind, action)
    (partition, region) = (site.partition, site.region)
    account = kind == .key ? site.keyAccount : site.account
    switch kind {
    case .bucket: name = site.bucket
    case .object: (name, rest) = (site.bucket, "/runs/1/output.log")
    case .key: name = site.keyID ?? "none"
    case .queue, .event: name = site.queueName ?? "none"
    }
    caller = kind == .event ? .service : .role
    (callerPartition, callerAccount) = (site.partition, site.roleAccount)
    callerName = site.roleName
    network = site.usual
    (source, sourceAccount) = (site.bucket, site.account)
  }

  var resource: String {
    switch kind {
    case .bucket, .object: "arn:\(partition):s3:::\(name)\(rest)"
    case .key: "arn:\(partition):kms:\(region):\(account):key/\(name)"
    case .queue, .event: "arn:\(partition):sqs:\(region):\(account):\(name)"
    }
  }

  var principal: PolicyPrincipal {
    switch caller {
    case .role:
      .role("arn:\(callerPartition):iam::\(callerAccount):role/\(callerName)", session: "pod")
    case .service: .service("s3.amazonaws.com")
    case .anonymous: .anonymous
    }
  }

  var request: PolicyRequest {
    var context = network
    context["aws:SecureTransport"] = isEncrypted ? "true" : "false"
    if isForService { context["kms:GrantIsForAWSResource"] = "true" }
    if caller == .service {
      context["aws:SourceArn"] = ContextValue("arn:\(partition):s3:::\(source)")
      context["aws:SourceAccount"] = ContextValue(sourceAccount)
    }
    return PolicyRequest(action, on: resource, by: principal, context)
  }
}
