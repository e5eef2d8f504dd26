package import CloudDocuments
package import Diagnostics
package import Settings

/// A policy does not say that it is in today's language.
package enum PolicyWithoutVersion: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3221", "policy-without-version", .warning,
    Documentation(
      summary: "A policy has no `Version`, or another one than 2012-10-17.",
      explanation: """
        Without it AWS reads the policy in the language of 2008-10-17, in which `${…}` is plain \
        text. The documentation's policy of the nodes has none. There is no other version; a \
        date of one's own is refused (IAM user guide, "Version").
        """,
      failing: .document(
        "policy.json",
        #"{"Statement": [{"Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*"}]}"#
          + "\n"),
      passing: ExamplePolicy.role(
        #""Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*""#)))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let policy = document.policy else { return }
    switch policy.version {
    case .unreadable: return
    case .written(let version):
      guard version.value != current, !PolicyResource.isOpen(version.value) else { return }
      let isOld = version.value == "2008-10-17"
      report.report(
        isOld
          ? "`\(version.value)` is the old language of policies"
          : "`\(version.value.prefix(60))` is no version of policies", at: version.span,
        help: "write `\(current)`",
        fixes: document.layout.isJSON
          ? [FixIt("write `\(current)`", [.replace(version.span, with: "\"\(current)\"")], .unsafe)]
          : [],
        severity: isOld ? .warning : .error)
    case .absent:
      guard let first = policy.firstKey, policy.isWhole else { return }
      let edit = document.layout.insert("Version", current, before: first)
      // What is a variable in the new language is text in the old one.
      let fits = document.layout.holds("${") ? FixIt.Applicability.unsafe : .safe
      report.report(
        "the policy has no `Version`", at: policy.start, help: "add `\"Version\": \"\(current)\"`",
        fixes: edit.map { [FixIt("add the version", [$0], fits)] } ?? [])
    }
  }

  private static let current = PolicyDocument.currentVersion
}
