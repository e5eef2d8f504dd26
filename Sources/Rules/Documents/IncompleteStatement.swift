package import CloudDocuments
package import Diagnostics
package import Settings

/// A statement lacks an element, or has two that exclude each other.
package enum IncompleteStatement: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3224", "incomplete-statement", .error,
    Documentation(
      summary: "A statement lacks its effect, its actions, its resources or its principal.",
      explanation: """
        Every statement has an `Effect`, an `Action` and a `Resource` (a trust policy has no \
        resource), each of the last two or its `Not…` form, not both. The policies of buckets, \
        keys and queues, and trust policies, name a `Principal` as well.
        """,
      failing: ExamplePolicy.role(
        #""Effect": "Allow", "Action": "ec2:DescribeInstances""#),
      passing: ExamplePolicy.role(
        #""Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*""#)))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let check = PolicyCheck(document, resolved) else { return }
    for fault in check.policy.faults where fault.kind == .missingElement {
      report.report(fault, document.layout)
    }
    // A name that nobody knows may be the missing one.
    let isSure = !check.policy.faults.contains { $0.kind == .unknownName && $0.suggestion == nil }
    for statement in check.policy.statements {
      let needed =
        ["Effect", "Action"] + (check.purpose.needsResource ? ["Resource"] : [])
        + (check.purpose.needsPrincipal ? ["Principal"] : [])
      let missing = needed.filter { !statement.has($0) }
      if isSure, !missing.isEmpty, !check.policy.isDamaged {
        report.report(
          "the statement has no \(missing.enumeration)", at: statement.start,
          help: "\(check.purpose.noun) needs \(missing.count == 1 ? "it" : "them")")
      }
      for name in ["Principal", "Action", "Resource"]
      where statement.elements.isSuperset(of: [name, "Not" + name]) {
        report.report(
          "the statement has both `\(name)` and `Not\(name)`", at: statement.start, help: "keep one"
        )
      }
    }
  }
}
