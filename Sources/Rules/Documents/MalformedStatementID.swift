package import CloudDocuments
package import Diagnostics
package import Settings

/// The name of a statement has characters that IAM refuses.
package enum MalformedStatementID: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3226", "malformed-statement-id", .error,
    Documentation(
      summary: "The `Sid` of a role's policy has other characters than letters and digits.",
      explanation: """
        IAM takes `A-Z`, `a-z` and `0-9`, and no `Sid` at all. Buckets, keys and queues take \
        more (IAM user guide, "Sid").
        """,
      failing: ExamplePolicy.role(
        #""Sid": "read-files", "Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*""#
      ),
      passing: ExamplePolicy.role(
        #""Sid": "ReadFiles", "Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*""#
      )))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let check = PolicyCheck(document, resolved),
      check.purpose == .identity || check.purpose == .trust
    else { return }
    let names = check.policy.statements.compactMap { $0.sid?.value }
    // Two names may differ in nothing but what a fix leaves out.
    let counts = Dictionary(names.map { ($0.filter(isPlain), 1) }, uniquingKeysWith: +)
    for sid in check.policy.statements.compactMap(\.sid) where !PolicyResource.isOpen(sid.value) {
      let plain = String(sid.value.filter(isPlain))
      guard plain != sid.value else { continue }
      let canFix = document.layout.isJSON && !plain.isEmpty && counts[plain] == 1
      report.report(
        "`\(sid.value.prefix(60))` is no name of a statement of IAM", at: sid.span,
        help: "use letters and digits",
        fixes: canFix
          ? [FixIt("write `\(plain)`", [.replace(sid.span, with: "\"\(plain)\"")], .unsafe)] : [])
    }
  }

  private static func isPlain(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber)
  }
}
