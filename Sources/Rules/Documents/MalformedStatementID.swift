package import CloudDocuments
package import Diagnostics
package import Settings

/// A `Sid` has characters that IAM rejects.
package enum MalformedStatementID: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3226", "malformed-statement-id", .error,
    evidence: .read(by: .aws, source: "IAM user guide, \"Sid\""),
    Documentation(
      summary: "A `Sid` in a role's policy has characters other than letters and digits.",
      explanation: """
        IAM accepts `A-Z`, `a-z` and `0-9`, or no `Sid` at all. Bucket, key and queue policies \
        accept more characters (IAM user guide, "Sid").
        """,
      failing: ExamplePolicy.role(
        #""Sid": "read-files", "Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*""#
      ),
      passing: ExamplePolicy.role(
        #""Sid": "ReadFiles", "Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*""#
      )))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved),
      check.purpose == .identity || check.purpose == .trust
    else { return }
    let names = check.policy.statements.compactMap { $0.sid?.value }
    // Two names may become equal once a fix removes the other characters.
    let counts = Dictionary(names.map { ($0.filter(isPlain), 1) }, uniquingKeysWith: +)
    for sid in check.policy.statements.compactMap(\.sid) where !PolicyResource.isOpen(sid.value) {
      let plain = String(sid.value.filter(isPlain))
      guard plain != sid.value else { continue }
      let isFixable = !plain.isEmpty && counts[plain] == 1
      findings.add(
        .otherCharacters(in: sid), at: sid.span, help: .removeCharacters,
        fixes: isFixable
          ? document.layout.fixes(quoting: plain, at: sid.span, .write(value: plain)) : [])
    }
  }

  private static func isPlain(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber)
  }
}

extension Message {
  fileprivate static func otherCharacters(in sid: Located) -> Message {
    "the `Sid` `\(value: sid.value.prefix(60))` must contain only letters and digits"
  }

  fileprivate static let removeCharacters: Message = "remove the other characters"
}
