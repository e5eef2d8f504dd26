package import CloudDocuments
package import Diagnostics
package import Settings

/// A policy has an unknown element or comparison operator.
package enum UnknownPolicyName: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3222", "unknown-policy-name", .error,
    evidence: .read(by: .aws, source: "IAM user guide, \"JSON policy elements\""),
    Documentation(
      summary: "AWS does not know an element name or operator of a policy, statement or condition.",
      explanation: """
        AWS rejects a policy with an unknown element or comparison operator; element names are \
        case-sensitive (IAM user guide, "JSON policy elements").
        """,
      failing: ExamplePolicy.role(
        #""Effect": "Allow", "Action": "ec2:DescribeInstances", "Resources": "*""#),
      passing: ExamplePolicy.role(
        #""Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*""#)))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    for fault in document.policy?.faults ?? [] where fault.kind == .unknownName {
      findings.add(fault, document.layout)
    }
  }
}
