/// An AWS action that somebody needs for W&B, and what for: a row of `cloud-actions.txt`.
///
/// Rules demand and emitters write the same rows, so a policy that is written satisfies the rules.
package struct PolicyAction: Sendable {
  /// Who performs an action.
  package enum User: String, CaseIterable, Sendable {
    /// W&B, and anyone with its signed URLs.
    case server
    /// A server that uses a key in another account.
    case crossAccount = "cross-account"
    /// S3 itself.
    case storage
    /// Whoever administers the key.
    case administrator
    /// The account that owns the key, in case its administrator is deleted.
    case recovery
  }

  /// How strictly rules demand the action; emitters always write it.
  package enum Need: String, CaseIterable, Sendable {
    /// Without it, a policy is incomplete.
    case must
    /// The same for the policy that is attached to the resource; the policy of a role may lack it.
    case attached
    /// Not demanded.
    case may
  }

  /// With its service: `s3:GetObject`.
  package let name: String
  /// The action or pattern that policies contain for it: `s3:GetObject*`.
  package let written: String
  /// What the action applies to.
  package let resource: AmazonService.Resource
  package let user: User
  package let need: Need
  /// The use, which continues "W&B needs to": `read files`.
  package let use: String
}

/// A line of `cloud-actions.txt`.
enum ActionRow {
  case service(prefix: String, noun: String)
  case actions([String], on: AmazonService.Resource)
  case operation(String, permittedBy: String)
  case user(PolicyAction.User)
  case use([String], PolicyAction.Need, String, pattern: String)

  init?(_ line: FactLine) {
    switch (line.depth, line[0], line.count) {
    case (0, "service", 3): self = .service(prefix: line[1], noun: line[2])
    case (1, "actions", 3):
      guard let resource = AmazonService.Resource(rawValue: line[1]) else { return nil }
      self = .actions(line.words(2), on: resource)
    case (1, "operation", 3): self = .operation(line[1], permittedBy: line[2])
    case (1, "user", 2):
      guard let user = PolicyAction.User(rawValue: line[1]) else { return nil }
      self = .user(user)
    case (2, _, 3...4):
      guard let need = PolicyAction.Need(rawValue: line[1]), !line[2].isEmpty else { return nil }
      self = .use(line.words(0), need, line[2], pattern: line[3])
    default: return nil
    }
  }
}
