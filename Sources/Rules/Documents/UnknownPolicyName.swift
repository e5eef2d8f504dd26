package import CloudDocuments
package import Diagnostics
package import Settings

/// A policy has an element that policies do not have.
package enum UnknownPolicyName: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3222", "unknown-policy-name", .error,
    Documentation(
      summary: "A policy, a statement or a condition has a name that AWS does not know.",
      explanation: """
        AWS refuses a policy with an unknown element or comparison; letters count, small and \
        large ones (IAM user guide, "JSON policy elements").
        """,
      failing: ExamplePolicy.role(
        #""Effect": "Allow", "Action": "ec2:DescribeInstances", "Resources": "*""#),
      passing: ExamplePolicy.role(
        #""Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*""#)))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    for fault in document.policy?.faults ?? [] where fault.kind == .unknownName {
      report.report(fault, document.layout)
    }
  }
}
