package import CloudDocuments
package import Diagnostics
package import Settings

/// A piece of a policy is of another kind than AWS reads.
package enum MisshapenPolicy: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3223", "misshapen-policy", .error,
    Documentation(
      summary: "A piece of a policy has not the shape that it needs.",
      explanation: """
        Actions and resources are a text or a list of texts, statements are objects, principals \
        are `*` or an object by kind, and an effect is `Allow` or `Deny`. AWS refuses anything \
        else as a malformed policy.
        """,
      failing: ExamplePolicy.role(
        #""Effect": "allow", "Action": "ec2:DescribeInstances", "Resource": "*""#),
      passing: ExamplePolicy.role(
        #""Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*""#)))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    for fault in document.policy?.faults ?? [] where fault.kind == .wrongShape {
      report.report(fault, document.layout)
    }
  }
}
