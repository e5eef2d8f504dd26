package import CloudDocuments
package import Diagnostics
package import Settings

/// A statement denies an action that W&B needs.
package enum DeniedPermission: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3248", "denied-permission", .error,
    Documentation(
      summary: "A statement unconditionally denies an action that W&B needs.",
      explanation: """
        A denial overrides every permission, in this policy and in others (IAM user guide, \
        "Policy evaluation logic"). To deny unencrypted requests, compare \
        `aws:SecureTransport` with `false`; `true` denies all encrypted ones instead.
        """,
      failing: ExamplePolicy.document(
        "iam",
        [
          ExamplePolicy.onBucket, ExamplePolicy.onObjects,
          #"{"Effect": "Deny", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::wandb-files/*"}"#,
        ]),
      passing: ExamplePolicy.document(
        "iam",
        [
          ExamplePolicy.onBucket, ExamplePolicy.onObjects,
          #"{"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::wandb-files"}"#,
        ])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose != .trust,
      check.policy.statements.contains(where: { $0.effect == .deny })
    else { return }
    let reach = PolicyReach(check)
    let allowed = Set(check.allowing.flatMap { $0.principal?.identities ?? [] }.map(\.value))
    let needed = needed(check, reach)
    for statement in check.policy.statements where statement.effect == .deny {
      let isInverted = invertedValue(statement) != nil
      guard isInverted || !statement.has("Condition") else { continue }
      let denied = needed.filter { action in
        isForWandB(statement, action, check, allowed) && statement.covers(action.name)
          && reach.targets(of: action.name).contains(where: statement.reaches)
      }
      guard !denied.isEmpty else { continue }
      if let value = invertedValue(statement) {
        reportInverted(value, document.layout, &findings)
      } else {
        findings.add(
          "the statement denies W&B \(denied.map(\.name).enumeration)", at: statement.start,
          help: "remove the actions that W&B needs, or add a `Condition` that limits the denial")
      }
    }
  }

  /// The needed actions that a role's policy allows, or those that W&B and S3 need on the resource
  /// that the policy is attached to.
  private static func needed(_ check: PolicyCheck, _ reach: PolicyReach) -> [NeededAction] {
    switch check.purpose {
    case .trust: []
    case .bucket: NeededAction.files
    case .key: NeededAction.keyPolicy
    case .queue: NeededAction.queue + [NeededAction.sending]
    case .identity:
      (NeededAction.files + NeededAction.key + NeededAction.queue).filter { action in
        let targets = reach.targets(of: action.name)
        return check.allowing.contains {
          $0.covers(action.name) && targets.contains(where: $0.reaches)
        }
      }
    }
  }

  private static func isForWandB(
    _ statement: PolicyStatement, _ action: NeededAction, _ check: PolicyCheck,
    _ allowed: Set<String>
  ) -> Bool {
    guard check.purpose != .identity else { return true }
    if action.name == NeededAction.sending.name,
      statement.principal?.sense == .named,
      statement.principal?.services.contains(where: { $0.value.hasPrefix("s3.") }) == true
    {
      return true
    }
    return statement.denies(check.situation.principal?.value, or: allowed)
  }

  /// The `true` that makes the statement deny requests over TLS, if that is its only condition.
  private static func invertedValue(_ statement: PolicyStatement) -> Located? {
    guard let only = statement.conditions.first, statement.conditions.count == 1,
      only.key.value.lowercased() == "aws:securetransport",
      only.comparison.value.lowercased().hasPrefix("bool"),
      only.values.allSatisfy({ $0.value.lowercased() == "true" })
    else { return nil }
    return only.values.first
  }

  private static func reportInverted(
    _ value: Located, _ layout: DocumentLayout, _ findings: inout RuleFindings
  ) {
    findings.add(
      "the statement denies every request over TLS", at: value.span,
      help: "compare `aws:SecureTransport` with `false`",
      fixes: layout.isJSON
        ? [FixIt("write `false`", [.replace(value.span, with: "\"false\"")], .unsafe)] : [])
  }
}
