package import CloudDocuments
package import Diagnostics
package import Settings

/// Two statements of a policy have the same `Sid`.
package enum DuplicateStatementID: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3227", "duplicate-statement-id", .error,
    evidence: .read(by: .aws, source: "IAM user guide, \"Sid\""),
    Documentation(
      summary: "Two statements of a policy have the same `Sid`.",
      explanation: """
        AWS rejects the policy (IAM user guide, "Sid"). An empty `Sid` counts as absent, so \
        several statements may have one.
        """,
      failing: ExamplePolicy.document(
        "iam",
        [
          #"{"Sid": "A", "Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*"}"#,
          #"{"Sid": "A", "Effect": "Allow", "Action": "ec2:DescribeVpcs", "Resource": "*"}"#,
        ]),
      passing: ExamplePolicy.document(
        "iam",
        [
          #"{"Sid": "A", "Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*"}"#,
          #"{"Sid": "B", "Effect": "Allow", "Action": "ec2:DescribeVpcs", "Resource": "*"}"#,
        ])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    var first: [String: SourceSpan] = [:]
    for sid in document.policy?.statements.compactMap(\.sid) ?? [] where !sid.value.isEmpty {
      guard let other = first[sid.value] else {
        first[sid.value] = sid.span
        continue
      }
      findings.add(
        .duplicate(sid), at: sid.span, help: .makeUnique, related: [.init(.firstUse, other)])
    }
  }
}

extension Message {
  fileprivate static func duplicate(_ sid: Located) -> Message {
    "another statement already has the `Sid` `\(value: sid.value.prefix(60))`"
  }

  fileprivate static let makeUnique: Message = "give each statement a unique `Sid`"

  fileprivate static let firstUse: Message = "first used here"
}
