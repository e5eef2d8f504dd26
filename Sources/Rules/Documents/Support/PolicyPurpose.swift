import CloudDocuments
import Diagnostics

/// The kind of resource that a policy is attached to, which decides what its statements need.
enum PolicyPurpose {
  /// A role, a user or a group.
  case identity
  /// A role; the policy says who may assume it.
  case trust
  case bucket, key, queue

  init?(_ document: CloudDocument) {
    guard let policy = document.policy else { return nil }
    switch document.kind {
    case .iam: self = policy.isTrust ? .trust : .identity
    case .bucketPolicy: self = .bucket
    case .kms: self = .key
    case .sqs: self = .queue
    case .s3CORS, .gcsCORS, .azureCORS, .s3Notification: return nil
    }
  }

  /// Whether statements must name a principal.
  var needsPrincipal: Bool { self != .identity }

  /// Whether statements must name a resource; a trust policy is about its own role.
  var needsResource: Bool { self != .trust }

  /// The service whose actions the policy may contain; nil for a role's policy, which may have any.
  var service: String? {
    switch self {
    case .identity: nil
    case .trust: "sts"
    case .bucket: "s3"
    case .key: "kms"
    case .queue: "sqs"
    }
  }

  /// What a message calls such a policy.
  var noun: String {
    switch self {
    case .identity: "a role's policy"
    case .trust: "a trust policy"
    case .bucket: "a bucket policy"
    case .key: "a key policy"
    case .queue: "a queue policy"
    }
  }
}
