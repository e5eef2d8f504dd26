import CloudDocuments
import Diagnostics

/// What a policy is kept with, which decides what its statements need.
enum PolicyPurpose {
  /// A role, a user or a group.
  case identity
  /// A role, to say who may take it on.
  case trust
  case bucket, key, queue

  init?(_ document: CloudDocument) {
    guard let policy = document.policy else { return nil }
    switch document.kind {
    case .iam: self = Self.isTrust(policy) ? .trust : .identity
    case .bucketPolicy: self = .bucket
    case .kms: self = .key
    case .sqs: self = .queue
    case .s3CORS, .gcsCORS, .azureCORS: return nil
    }
  }

  private static func isTrust(_ policy: PolicyDocument) -> Bool {
    policy.statements.contains { statement in
      statement.has("Principal")
        && statement.actions?.values.contains { $0.value.lowercased().hasPrefix("sts:") } == true
    }
  }

  /// Whether statements say whom they are about.
  var needsPrincipal: Bool { self != .identity }

  /// Whether statements say what they are about; a trust policy is about its own role.
  var needsResource: Bool { self != .trust }

  /// The service whose actions the policy is about; any, for a role.
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
    case .identity: "the policy of a role"
    case .trust: "the trust policy of a role"
    case .bucket: "the policy of a bucket"
    case .key: "the policy of a key"
    case .queue: "the policy of a queue"
    }
  }
}
