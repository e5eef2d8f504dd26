package import CloudDocuments
import CloudFacts
package import Diagnostics
package import Settings

/// A policy allows every action of a service.
package enum ActionsTooWide: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3234", "actions-too-wide", .warning,
    evidence: .read(by: .aws, source: "IAM user guide, \"Grant least privilege\""),
    Documentation(
      summary: "A policy allows every action of a service, or every action of AWS.",
      explanation: """
        With `s3:*`, W&B, or anyone who takes over its role, can change the bucket's policy, \
        delete the bucket or make it public; with `kms:*` they can delete the key, with `sqs:*` \
        the queue. The W&B modules allow this; the bucket and key policies in the documentation \
        show which actions are enough. An administrator of a key may have every action if they \
        belong to the key's own account, and so may an account as a whole on buckets and queues.
        """,
      failing: ExamplePolicy.document(
        "iam",
        [
          #"{"Effect": "Allow", "Action": "sqs:*", "Resource": "arn:aws:sqs:us-east-1:123456789012:w"}"#
        ]),
      passing: ExamplePolicy.document("iam", [ExamplePolicy.onBucket, ExamplePolicy.onObjects])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose != .trust else { return }
    let owner = check.keyOwner
    for statement in check.allowing where !isExempt(statement, check, owner) {
      guard let actions = statement.actions,
        !statement.elements.isSuperset(of: ["Action", "NotAction"])
      else { continue }
      if actions.sense == .allBut {
        findings.add(
          .everythingElse(actions.key.value), at: actions.key.span, help: .nameActions)
        continue
      }
      for action in actions.values {
        let prefix = action.value.prefix { $0 != ":" }
        let rest = action.value.dropFirst(prefix.count + 1)
        let service = AmazonService.named(prefix)
        guard isStars(prefix) || isStars(rest) && service != nil else { continue }
        findings.add(
          .everyAction(action, of: service), at: action.span,
          help: service.map { .allowOnly($0.needs) } ?? .nameActions,
          fixes: service.map { fixes(action, $0.needs, actions.form, check.layout) } ?? [])
      }
    }
  }

  /// Names the needed actions in place of the wildcard.
  private static func fixes(
    _ action: Located, _ needs: [PolicyAction], _ form: PolicyElement.Form,
    _ layout: DocumentLayout
  ) -> [FixIt] {
    guard layout.isVerbatim(action), !needs.isEmpty else { return [] }
    let names = needs.map { "\"\($0.name)\"" }.joined(separator: ", ")
    let text = form == .list ? names : "[\(names)]"
    return [FixIt(.allowOnly(needs), [.replace(action.span, with: text)], .unsafe)]
  }

  private static func isStars(_ text: Substring) -> Bool {
    !text.isEmpty && text.allSatisfy { $0 == "*" }
  }

  /// Whether the statement is for the key's administrators or for an account, not for W&B.
  private static func isExempt(
    _ statement: PolicyStatement, _ check: PolicyCheck, _ owner: String?
  ) -> Bool {
    guard check.purpose.needsPrincipal, let names = statement.principal?.identities, !names.isEmpty
    else { return false }
    if names.contains(where: { isWandB($0, check.context) }) { return false }
    return names.allSatisfy { name in
      let identity = PolicyIdentity(name)
      if PolicyResource.isOpen(name.value) { return true }
      return check.purpose == .key ? identity.account == owner : identity.isAccount
    }
  }

  /// Whether it is the configuration's principal; the account that owns the bucket is not W&B.
  private static func isWandB(_ name: Located, _ context: PolicyContext) -> Bool {
    guard let own = context.principal?.value, PolicyIdentity.isSame(name.value, own) else {
      return false
    }
    let identity = PolicyIdentity(name)
    return !identity.isAccount || identity.account != context.account?.value
  }
}

extension Message {
  fileprivate static func everythingElse(_ key: String) -> Message {
    "`\(key)` allows every action except those listed"
  }

  fileprivate static func everyAction(_ action: Located, of service: AmazonService?) -> Message {
    let scope = service.map { "every \($0.noun) action" } ?? "every action"
    return "`\(value: action.value.prefix(60))` allows \(scope)"
  }

  fileprivate static let nameActions: Message = "name only the actions that W&B needs"

  fileprivate static func allowOnly(_ actions: [PolicyAction]) -> Message {
    "allow only \(actions.enumeration)"
  }
}
