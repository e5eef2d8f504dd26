package import CloudDocuments
package import Diagnostics
package import Settings

/// A statement has an element that its kind of policy does not allow.
package enum MisplacedElement: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3225", "misplaced-policy-element", .error,
    evidence: .read(
      by: .aws,
      source: "IAM user guide, \"Principal\" and \"Resource\": `MalformedPolicyDocument`"),
    Documentation(
      summary: "A role's policy names a principal, or a trust policy names a resource.",
      explanation: """
        A role's policy applies to the role itself, so it has no `Principal`; a trust policy is \
        about access to its own role, so it has no `Resource`. AWS rejects both.
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
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved) else { return }
    for statement in check.policy.statements {
      if !check.purpose.needsPrincipal, let key = statement.principal?.key {
        findings.add(
          .notAllowed(key, in: check.purpose), at: key.span, help: .movePrincipal)
      }
      if !check.purpose.needsResource, let key = statement.resources?.key {
        findings.add(
          .notAllowed(key, in: check.purpose), at: key.span, help: .removeResource)
      }
    }
  }
}

extension Message {
  fileprivate static func notAllowed(_ key: Located, in purpose: PolicyPurpose) -> Message {
    "`\(key.value)` is not allowed in \(purpose.noun)"
  }

  fileprivate static let movePrincipal: Message =
    "remove it; it belongs in bucket, key and queue policies"

  fileprivate static let removeResource: Message =
    "remove it; a trust policy is about its own role"
}
