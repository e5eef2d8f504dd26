import CloudDocuments
import Diagnostics
import Settings

/// A policy as rules see it: with its purpose and the relevant facts of the configuration.
struct PolicyCheck {
  let policy: PolicyDocument
  let purpose: PolicyPurpose
  let layout: DocumentLayout
  let context: PolicyContext

  /// nil for a document that is not a policy.
  init?(_ document: CloudDocument, _ resolved: ResolvedConfiguration) {
    guard let policy = document.policy, let purpose = PolicyPurpose(document) else { return nil }
    (self.policy, self.purpose, layout) = (policy, purpose, document.layout)
    context = PolicyContext(resolved)
  }

  var allowing: [PolicyStatement] { policy.statements.filter { $0.effect == .allow } }

  /// The statements that grant W&B access: those for its principal, if any names it.
  var statementsForWandB: [PolicyStatement] {
    guard purpose.needsPrincipal, let own = context.principal?.value else { return allowing }
    let named = allowing.filter { statement in
      statement.principal?.everybody != nil
        || statement.principal?.identities.contains { PolicyIdentity.isSame($0.value, own) } == true
    }
    return named.isEmpty ? allowing : named
  }

  /// The resources of all statements that are ARNs.
  var resources: [PolicyResource] {
    policy.statements.flatMap { $0.resources?.values ?? [] }.compactMap { PolicyResource($0) }
  }

  /// The bucket that the policy belongs to: the configuration's, or nil if the policy does not name
  /// it; without a configured bucket, the first one that the policy names.
  var ownBucket: String? {
    guard purpose == .bucket else { return nil }
    let named = resources.compactMap(\.bucket)
    guard let own = context.bucket?.value else {
      return named.first(where: PolicyResource.isKnown)
    }
    return named.contains { Wildcard.matches($0, own) } ? own : nil
  }

  /// The account that owns the key: the one in its ARN, else that of its administrator.
  var keyOwner: String? {
    guard purpose == .key else { return nil }
    let keys = resources.filter { $0.service == "kms" }.map(\.account)
    let own = [context.keyName?.account].compactMap { $0 }
    let administrators = allowing.filter { $0.covers("kms:PutKeyPolicy") }
      .flatMap { $0.principal?.identities ?? [] }.compactMap { PolicyIdentity($0).account }
    return (own + keys + administrators).first(where: AmazonResourceName.isAccount)
  }

  /// The ARNs that conditions compare the source of a request with.
  var sources: [PolicyResource] {
    policy.statements.flatMap(\.conditions)
      .filter { $0.key.value.lowercased() == "aws:sourcearn" }
      .flatMap(\.values).compactMap { PolicyResource($0) }
  }
}

extension PolicyStatement {
  /// Whether the statement covers an action, on whatever resource.
  func covers(_ action: String) -> Bool {
    guard let actions else { return false }
    let isNamed = actions.values.contains { Wildcard.matches($0.value, action, .either) }
    return actions.sense == .named ? isNamed : !isNamed
  }

  /// Whether the statement covers actions of a service.
  func concerns(_ service: String) -> Bool {
    guard let actions else { return false }
    guard actions.sense == .named else { return true }
    return actions.values.contains { action in
      let prefix = action.value.prefix { $0 != ":" }
      return prefix.lowercased() == service || prefix.allSatisfy { $0 == "*" }
    }
  }

  /// The first byte.
  var start: SourceSpan { span.sub(0..<min(1, span.range.count)) }
}

extension PolicyDocument {
  /// The first byte.
  var start: SourceSpan { span.sub(0..<min(1, span.range.count)) }
}

extension DocumentLayout {
  /// A fix that replaces a string by another one, if the document is in JSON.
  func fixes(quoting text: String, at span: SourceSpan, _ summary: Message) -> [FixIt] {
    isJSON ? [FixIt(summary, [.replace(span, with: "\"\(text)\"")], .unsafe)] : []
  }
}

extension RuleFindings {
  /// Adds a fault that was found when the policy was read.
  mutating func add(_ fault: PolicyFault, _ layout: DocumentLayout) {
    let suggested = fault.suggestion.map { layout.fixes(quoting: $0, at: fault.span, .write($0)) }
    add(
      fault.message, at: fault.span, help: fault.help,
      fixes: fault.fix.map { [$0] } ?? suggested ?? [])
  }
}

/// Messages that several rules about cloud documents share.
extension Message {
  /// The summary of a fix that replaces a value by one that is made from it.
  static func write(value text: String) -> Message { "write `\(value: text)`" }

  /// The help and the fix for a value that a list lacks.
  static func add(value text: String) -> Message { "add `\(value: text)`" }

  /// The label of the action that a statement allows on the wrong resource.
  static let allowedHere: Message = "allowed here"
}
