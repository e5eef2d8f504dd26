package import CloudDocuments
package import Diagnostics
package import Settings

/// A statement says what its policy may not say.
package enum MisplacedElement: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3225", "misplaced-policy-element", .error,
    Documentation(
      summary: "The policy of a role names a principal, or a trust policy a resource.",
      explanation: """
        The policy of a role is about the role, so that `Principal` has no place in it; a trust \
        policy is about its own role, which it does not name. AWS refuses both.
        """,
      failing: ExamplePolicy.document(
        "iam",
        [
          #"""
          {
            "Effect": "Allow",
            "Principal": {"AWS": "arn:aws:iam::123456789012:role/wandb"},
            "Action": "ec2:DescribeInstances",
            "Resource": "*"
          }
          """#
        ]),
      passing: ExamplePolicy.role(
        #""Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*""#)))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let check = PolicyCheck(document, resolved) else { return }
    for statement in check.policy.statements {
      if !check.purpose.needsPrincipal, let key = statement.principal?.key {
        report.report(
          "`\(key.value)` has no place in \(check.purpose.noun)", at: key.span,
          help: "leave it out; it belongs into the policies of buckets, keys and queues")
      }
      if !check.purpose.needsResource, let key = statement.resources?.key {
        report.report(
          "`\(key.value)` has no place in \(check.purpose.noun)", at: key.span,
          help: "leave it out; the policy is about its own role")
      }
    }
  }
}
