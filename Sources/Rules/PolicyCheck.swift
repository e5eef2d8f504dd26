import CloudDocuments
import Diagnostics
import Settings

/// A policy as the rules look at it, with what it is kept with and what the configuration says.
struct PolicyCheck {
  let policy: PolicyDocument
  let purpose: PolicyPurpose
  let layout: DocumentLayout
  let situation: PolicySituation

  /// nil for a document that is no policy.
  init?(_ document: CloudDocument, _ resolved: ResolvedConfiguration) {
    guard let policy = document.policy, let purpose = PolicyPurpose(document) else { return nil }
    (self.policy, self.purpose, layout) = (policy, purpose, document.layout)
    situation = PolicySituation(resolved)
  }

  var allowing: [PolicyStatement] { policy.statements.filter { $0.effect == .allow } }

  /// The statements that allow W&B something: those for its principal, when one of them names it.
  var statementsForWandB: [PolicyStatement] {
    guard purpose.needsPrincipal, let own = situation.principal?.value else { return allowing }
    let named = allowing.filter { statement in
      statement.principal?.everybody != nil
        || statement.principal?.identities.contains { PolicyIdentity.isSame($0.value, own) } == true
    }
    return named.isEmpty ? allowing : named
  }

  /// Every resource that is an ARN, of all statements.
  var resources: [PolicyResource] {
    policy.statements.flatMap { $0.resources?.values ?? [] }.compactMap { PolicyResource($0) }
  }

  /// The bucket whose policy it is: the configuration's if it is named at all, else the first one.
  var ownBucket: String? {
    guard purpose == .bucket else { return nil }
    let named = resources.compactMap(\.bucket)
    guard let own = situation.bucket?.value else {
      return named.first(where: PolicyResource.isKnown)
    }
    return named.contains { Wildcard.matches($0, own) } ? own : nil
  }

  /// The account of the key: by its ARN, else that of its administrator.
  var keyOwner: String? {
    guard purpose == .key else { return nil }
    let keys = resources.filter { $0.service == "kms" }.map(\.account)
    let own = [situation.keyName?.account].compactMap { $0 }
    let administrators = allowing.filter { $0.covers("kms:PutKeyPolicy") }
      .flatMap { $0.principal?.identities ?? [] }.compactMap { PolicyIdentity($0).account }
    return (own + keys + administrators).first(where: AmazonResourceName.isAccount)
  }

  /// Every ARN that a request's source is compared with.
  var sources: [PolicyResource] {
    policy.statements.flatMap(\.conditions)
      .filter { $0.key.value.lowercased() == "aws:sourcearn" }
      .flatMap(\.values).compactMap { PolicyResource($0) }
  }
}

extension PolicyStatement {
  /// Whether it is about an action, whatever it works on.
  func covers(_ action: String) -> Bool {
    guard let actions else { return false }
    let isNamed = actions.values.contains { Wildcard.matches($0.value, action, .either) }
    return actions.sense == .named ? isNamed : !isNamed
  }

  /// Whether it is about actions of a service.
  func concerns(_ service: String) -> Bool {
    guard let actions else { return false }
    guard actions.sense == .named else { return true }
    return actions.values.contains { action in
      let prefix = action.value.prefix { $0 != ":" }
      return prefix.lowercased() == service || prefix.allSatisfy { $0 == "*" }
    }
  }

  /// Whether its conditions say who is meant by a principal that is everybody.
  var saysWho: Bool { conditions.contains(where: \.saysWho) }

  /// Where it begins.
  var start: SourceSpan { span.sub(0..<min(1, span.range.count)) }
}

extension RuleReport {
  /// A finding that was made when the policy was read.
  mutating func report(_ fault: PolicyFault, _ layout: DocumentLayout) {
    let name = layout.isJSON ? fault.suggestion : nil
    let fix = name.map {
      FixIt("write `\($0)`", [.replace(fault.span, with: "\"\($0)\"")], .unsafe)
    }
    report(fault.message, at: fault.span, help: fault.help, fixes: [fix].compactMap { $0 })
  }
}

extension PolicyDocument {
  /// Where it begins.
  var start: SourceSpan { span.sub(0..<min(1, span.range.count)) }
}
