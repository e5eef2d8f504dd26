import ConfigSyntax
package import Diagnostics

/// An AWS policy, as IAM, S3, KMS and SQS read it.
package struct PolicyDocument: Sendable {
  /// The declared version of the policy language.
  package enum Version: Sendable {
    case absent
    case written(Located)
    /// Not text, which is reported.
    case unreadable
  }

  package let span: SourceSpan
  package private(set) var version = Version.absent
  package private(set) var statements: [PolicyStatement] = []
  /// Whether this is a trust policy: a statement names a principal and an action of `sts`.
  package private(set) var isTrust = false
  package private(set) var faults: [PolicyFault] = []
  /// The key of the first member, before which others can be inserted.
  package private(set) var firstKey: SourceSpan?
  /// The key of the list of statements; the whole document if there is none.
  package private(set) var headSpan: SourceSpan
  /// Whether all of it was read, so that anything not found is certainly missing.
  package var isWhole: Bool { !isDamaged && faults.isEmpty }

  /// Whether some of the text did not parse.
  package let isDamaged: Bool

  static let elements = ["Version", "Id", "Statement"]
  /// The version of the policy language that every policy should declare.
  package static let currentVersion = "2012-10-17"

  init(_ document: ConfigDocument, _ kind: DocumentKind) {
    let root = document.root
    span = root?.span ?? document.span
    headSpan = span
    isDamaged = document.isDamaged
    var reader = PolicyReader(kind: kind)
    if let root { read(root, &reader) }
    faults = reader.faults
    isTrust = statements.contains(where: \.isTrust)
  }

  private mutating func read(_ root: ConfigNode, _ reader: inout PolicyReader) {
    guard let entries = root.entries else {
      reader.refuse(root, "the policy", expected: "an object with `Version` and `Statement`")
      return
    }
    guard root["Effect"] == nil || root["Statement"] != nil else {
      reader.miss(
        "the document is a single statement, not a policy", root.span,
        "write the statement into a policy: "
          + #"`{"Version": "2012-10-17", "Statement": [{"Effect": …}]}`"#)
      return
    }
    firstKey = entries.first?.key.span
    for (name, entry) in reader.elements(entries, Self.elements, "policy element") {
      switch name {
      case "Version":
        version = reader.text(entry.value, "Version").map { .written($0) } ?? .unreadable
      case "Id": _ = reader.text(entry.value, "Id")
      case "Statement":
        headSpan = entry.key.span
        statements = reader.statements(entry.value)
      default: break
      }
    }
    guard headSpan == span, !isDamaged else { return }
    reader.miss(
      "the policy has no `Statement`", span, "add `Statement` with at least one statement")
  }
}

/// One statement of a policy, as far as it could be read.
package struct PolicyStatement: Sendable {
  package enum Effect: String, Sendable {
    case allow = "Allow"
    case deny = "Deny"
  }

  /// The whole statement.
  package let span: SourceSpan
  package internal(set) var sid: Located?
  package internal(set) var effect: Effect?
  package internal(set) var principal: PolicyPrincipal?
  package internal(set) var actions: PolicyElement?
  package internal(set) var resources: PolicyElement?
  package internal(set) var conditions: [PolicyCondition] = []
  /// The names of its elements, including those that could not be read.
  package internal(set) var elements: Set<String> = []

  init(_ span: SourceSpan) { self.span = span }

  /// Whether it has the element or its `Not…` form.
  package func has(_ element: String) -> Bool {
    elements.contains(element) || elements.contains("Not" + element)
  }

  fileprivate var isTrust: Bool {
    has("Principal")
      && actions?.values.contains { $0.value.lowercased().hasPrefix("sts:") } == true
  }
}

/// The actions or the resources of a statement.
package struct PolicyElement: Sendable {
  package enum Sense: Sendable {
    /// `Action`, `Resource`.
    case named
    /// `NotAction`, `NotResource`: everything except the values.
    case allBut
  }
  /// Whether the value is written as one text or as a list.
  package enum Form: Sendable { case single, list }

  package let key: Located
  package let sense: Sense
  package let form: Form
  package let values: [Located]
  /// Whether every value could be read.
  package let isWhole: Bool
}

/// The principals that a statement of a resource policy applies to.
package struct PolicyPrincipal: Sendable {
  package enum Name: Sendable {
    /// `*`, by itself or as an account.
    case everybody(SourceSpan)
    /// An account, role or user, as written.
    case identity(Located)
    /// An AWS service, such as `s3.amazonaws.com`.
    case service(Located)
    /// An identity provider, the canonical ID of a user, or a user of CoreWeave.
    case other(Located)
  }

  package let key: Located
  /// `NotPrincipal` applies to everyone else.
  package let sense: PolicyElement.Sense
  package let names: [Name]

  package var identities: [Located] {
    names.compactMap { if case .identity(let name) = $0 { name } else { nil } }
  }

  package var services: [Located] {
    names.compactMap { if case .service(let name) = $0 { name } else { nil } }
  }

  /// The OIDC provider whose tokens are accepted.
  package var tokenProvider: Located? {
    guard sense == .named else { return nil }
    for name in names {
      if case .other(let name) = name, name.value.contains(":oidc-provider/") { return name }
    }
    return nil
  }

  /// Where the statement applies to everyone; nil if it does not.
  package var everybody: SourceSpan? {
    if sense == .allBut { return key.span }
    for name in names {
      if case .everybody(let span) = name { return span }
    }
    return nil
  }
}

/// A condition on requests: a key compared with values.
package struct PolicyCondition: Sendable {
  /// As written: `ArnEquals`, `ForAnyValue:StringLike`.
  package let comparison: Located
  package let key: Located
  package let values: [Located]

  /// Whether the request must have one of the values.
  ///
  /// A negated comparison matches all other values, and `IfExists` also matches a request that does
  /// not have the key.
  package var isPositive: Bool {
    let name = comparison.value.lowercased()
    return !name.contains("not") && !name.hasSuffix("ifexists") && !name.hasPrefix("forallvalues")
      && name != "null"
  }

  /// The condition operators.
  ///
  /// Source: IAM user guide, "IAM JSON policy elements: Condition operators".
  static let comparisons = [
    "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase",
    "StringLike", "StringNotLike", "NumericEquals", "NumericNotEquals", "NumericLessThan",
    "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals",
    "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan",
    "DateGreaterThanEquals", "Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals",
    "ArnNotEquals", "ArnLike", "ArnNotLike", "Null",
  ]

  private static let known = Set(comparisons.map { $0.lowercased() })

  /// The operator without its quantifier and `IfExists`.
  static func base(of name: String) -> String {
    var base = Substring(name)
    for prefix in ["foranyvalue:", "forallvalues:"] where name.lowercased().hasPrefix(prefix) {
      base = base.dropFirst(prefix.count)
    }
    if base.lowercased().hasSuffix("ifexists") { base = base.dropLast("ifexists".count) }
    return String(base)
  }

  static func isKnown(_ name: String) -> Bool { known.contains(base(of: name).lowercased()) }
}

/// Part of a policy that does not have the required shape.
package struct PolicyFault: Sendable {
  package enum Kind: Sendable { case unknownName, wrongShape, missingElement }

  package let kind: Kind
  /// One lower-case clause, the message of the finding.
  package let message: Message
  package let span: SourceSpan
  package var help: Message?
  /// The known name that was probably meant.
  package var suggestion: String?
  /// A change that removes the fault, if it is not the suggestion.
  package var fix: FixIt?
}
