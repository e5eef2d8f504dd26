package import CloudDocuments
package import Diagnostics
package import Settings

/// Part of a policy does not have the type that AWS expects.
package enum MalformedPolicy: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3223", "malformed-policy", .error,
    evidence: .read(
      by: .aws, source: "IAM user guide, \"Grammar of the IAM JSON policy language\""),
    Documentation(
      summary: "Part of a policy does not have the type or value that AWS expects.",
      explanation: """
        Actions and resources are strings or lists of strings, statements are objects, a principal \
        is `*` or an object keyed by kind, and an effect is `Allow` or `Deny`. AWS rejects \
        anything else as a malformed policy.
        """,
      failing: ExamplePolicy.role(
        #""Effect": "allow", "Action": "ec2:DescribeInstances", "Resource": "*""#),
      passing: ExamplePolicy.role(
        #""Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*""#)))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    for fault in document.policy?.faults ?? [] where fault.kind == .wrongShape {
      findings.add(fault, document.layout)
    }
  }
}
