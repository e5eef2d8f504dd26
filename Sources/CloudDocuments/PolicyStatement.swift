package import Diagnostics

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
}
