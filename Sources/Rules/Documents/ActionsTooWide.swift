package import CloudDocuments
package import Diagnostics
package import Settings

/// A policy allows all that a service can do.
package enum ActionsTooWide: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3234", "actions-too-wide", .warning,
    Documentation(
      summary: "A policy allows every action of a service, or every action there is.",
      explanation: """
        `s3:*` lets W&B, and who takes its role over, change the bucket's policy, delete the \
        bucket or make it public; `kms:*` lets it delete the key, `sqs:*` the queue. W&B's own \
        modules do so; the documentation's policies for buckets and keys show what is enough. \
        An administrator of a key who is of the key's own account may have everything, and so may \
        an account as a whole on buckets and queues.
        """,
      failing: ExamplePolicy.document(
        "iam",
        [
          #"{"Effect": "Allow", "Action": "sqs:*", "Resource": "arn:aws:sqs:us-east-1:123456789012:w"}"#
        ]),
      passing: ExamplePolicy.document("iam", [ExamplePolicy.onBucket, ExamplePolicy.onObjects])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose != .trust else { return }
    let owner = check.keyOwner
    for statement in check.allowing where !isExempt(statement, check, owner) {
      guard let actions = statement.actions,
        !statement.elements.isSuperset(of: ["Action", "NotAction"])
      else { continue }
      if actions.sense == .allBut {
        report.report(
          "`\(actions.key.value)` allows every action but those", at: actions.key.span,
          help: "name the actions that W&B needs")
        continue
      }
      for action in actions.values {
        let prefix = action.value.prefix { $0 != ":" }
        let rest = action.value.dropFirst(prefix.count + 1)
        guard isStars(prefix) || isStars(rest) && NeededAction.of(prefix) != nil else { continue }
        let noun = AmazonActions.service(prefix)?.noun
        let names = NeededAction.of(prefix)?.map(\.name).enumeration
        report.report(
          "`\(action.value.prefix(60))` allows \(noun.map { "all that \($0) can do" } ?? "everything")",
          at: action.span,
          help: names.map { "W&B needs \($0)" } ?? "name the actions that W&B needs")
      }
    }
  }

  private static func isStars(_ text: Substring) -> Bool {
    !text.isEmpty && text.allSatisfy { $0 == "*" }
  }

  /// Whether the statement is for those who keep the key or own the queue, not for W&B.
  private static func isExempt(
    _ statement: PolicyStatement, _ check: PolicyCheck, _ owner: String?
  ) -> Bool {
    guard check.purpose.needsPrincipal, let names = statement.principal?.identities, !names.isEmpty
    else { return false }
    if names.contains(where: { isWandB($0, check.situation) }) { return false }
    return names.allSatisfy { name in
      let identity = PolicyIdentity(name)
      if PolicyResource.isOpen(name.value) { return true }
      return check.purpose == .key ? identity.account == owner : identity.isAccount
    }
  }

  /// Whether it is the configuration's principal; the account that owns everything is not W&B.
  private static func isWandB(_ name: Located, _ situation: PolicySituation) -> Bool {
    guard let own = situation.principal?.value, PolicyIdentity.isSame(name.value, own) else {
      return false
    }
    let identity = PolicyIdentity(name)
    return !identity.isAccount || identity.account != situation.account?.value
  }
}
