import CloudDocuments
import CloudFacts
import Diagnostics
import Settings

/// Finds the actions that W&B needs in statements that deny something.
struct DeniedNeeds {
  private let check: PolicyCheck
  private let reach: PolicyReach
  private let needed: [PolicyAction]
  /// The principals that other statements allow something.
  private let allowed: Set<String>

  init(_ check: PolicyCheck) {
    self.check = check
    reach = PolicyReach(check)
    allowed = Set(check.allowing.flatMap { $0.principal?.identities ?? [] }.map(\.value))
    needed = Self.needed(check, reach)
  }

  /// The actions that a statement denies W&B, if its conditions hold.
  func actions(deniedBy statement: PolicyStatement) -> [PolicyAction] {
    needed.filter { action in
      isForWandB(statement, action) && statement.covers(action.name)
        && reach.targets(of: action.name).contains(where: statement.reaches)
    }
  }

  /// The needed actions that a role's policy allows, or those that W&B and S3 need on the resource
  /// that the policy is attached to.
  private static func needed(_ check: PolicyCheck, _ reach: PolicyReach) -> [PolicyAction] {
    switch check.purpose {
    case .trust: []
    case .bucket: AmazonService.s3.attachedNeeds
    case .key: AmazonService.kms.attachedNeeds
    case .queue: AmazonService.sqs.attachedNeeds + sending
    case .identity: actionsAllowed(by: check.allowing, reach)
    }
  }

  /// The actions that some of a role's statements allow.
  private static func actionsAllowed(
    by statements: [PolicyStatement], _ reach: PolicyReach
  ) -> [PolicyAction] {
    AmazonService.all.flatMap(\.needs).filter { action in
      let targets = reach.targets(of: action.name)
      return statements.contains {
        $0.covers(action.name) && targets.contains(where: $0.reaches)
      }
    }
  }

  /// What S3 itself needs on a queue.
  private static var sending: [PolicyAction] {
    AmazonService.sqs.uses.filter { $0.user == .storage }
  }

  /// Whether the statement denies the action to whoever performs it for W&B.
  private func isForWandB(
    _ statement: PolicyStatement, _ action: PolicyAction
  ) -> Bool {
    guard check.purpose != .identity else { return true }
    if action.user == .storage,
      statement.principal?.sense == .named,
      statement.principal?.services.contains(where: { $0.value.hasPrefix("s3.") }) == true
    {
      return true
    }
    return statement.denies(check.context.principal?.value, or: allowed)
  }
}

extension PolicyStatement {
  /// Whether every request that the server, a client or a browser sends meets all its conditions.
  var holdsAlways: Bool { !conditions.isEmpty && conditions.allSatisfy(\.holdsAlways) }
}

extension PolicyCondition {
  /// Keys that every signed request has.
  ///
  /// Source: IAM user guide, "AWS global condition context keys", "Availability" of each key.
  private static let alwaysPresent: Set = [
    "aws:securetransport", "aws:currenttime", "aws:epochtime", "aws:principalarn",
    "aws:principalaccount", "aws:userid",
  ]

  /// Whether every request meets the condition.
  fileprivate var holdsAlways: Bool {
    let key = self.key.value.lowercased()
    let texts = Set(values.map { $0.value.lowercased() })
    guard Self.alwaysPresent.contains(key), !texts.isEmpty else { return false }
    switch baseName {
    case "bool": return key == "aws:securetransport" && texts == ["true", "false"]
    case "null": return texts == ["false"]
    case "stringlike", "arnlike": return texts.contains("*")
    default: return false
    }
  }
}
