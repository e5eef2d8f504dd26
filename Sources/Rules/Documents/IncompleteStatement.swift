package import CloudDocuments
package import Diagnostics
package import Settings

/// A statement lacks an element, or has two mutually exclusive ones.
package enum IncompleteStatement: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3224", "incomplete-statement", .error,
    evidence: .read(
      by: .aws, source: "IAM user guide, \"Grammar of the IAM JSON policy language\""),
    Documentation(
      summary: "A statement lacks its effect, actions, resources or principal.",
      explanation: """
        Every statement needs an `Effect`, either `Action` or `NotAction` and, except in a trust \
        policy, either `Resource` or `NotResource`. Bucket, key, queue and trust policies also \
        need a `Principal`.
        """,
      failing: ExamplePolicy.role(
        #""Effect": "Allow", "Action": "ec2:DescribeInstances""#),
      passing: ExamplePolicy.role(
        #""Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*""#)))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved) else { return }
    for fault in check.policy.faults where fault.kind == .missingElement {
      findings.add(fault, document.layout)
    }
    // An unknown name may be a misspelling of the missing one.
    let isSure = !check.policy.faults.contains { $0.kind == .unknownName && $0.suggestion == nil }
    for statement in check.policy.statements {
      let missing = elements(needed: check.purpose).filter { !statement.has($0) }
      if isSure, !missing.isEmpty, !check.policy.isDamaged {
        findings.add(
          .missing(missing), at: statement.start, help: .addRequired(missing, in: check.purpose))
      }
      for name in ["Principal", "Action", "Resource"]
      where statement.elements.isSuperset(of: [name, "Not" + name]) {
        findings.add(.bothForms(of: name), at: statement.start, help: .keepOne)
      }
    }
  }

  private static func elements(needed purpose: PolicyPurpose) -> [String] {
    ["Effect", "Action"] + (purpose.needsResource ? ["Resource"] : [])
      + (purpose.needsPrincipal ? ["Principal"] : [])
  }
}

extension Message {
  fileprivate static func missing(_ elements: [String]) -> Message {
    "the statement has no \(elements.enumeration)"
  }

  fileprivate static func addRequired(_ elements: [String], in purpose: PolicyPurpose) -> Message {
    "add \(elements.count == 1 ? "it" : "them"); \(purpose.noun) requires \(elements.count == 1 ? "it" : "them")"
  }

  fileprivate static func bothForms(of element: String) -> Message {
    "the statement has both `\(element)` and `Not\(element)`"
  }

  fileprivate static let keepOne: Message = "keep only one of them"
}
