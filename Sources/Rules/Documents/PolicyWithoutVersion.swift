package import CloudDocuments
package import Diagnostics
package import Settings

/// A policy does not declare the current version of the policy language.
package enum PolicyWithoutVersion: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3221", "policy-without-version", .warning,
    evidence: .read(by: .aws, source: "IAM user guide, \"Version\""),
    Documentation(
      summary: "A policy has no `Version`, or the old one.",
      explanation: """
        Without `Version`, AWS reads the policy in version 2008-10-17 of the language, in which \
        `${…}` is plain text. The node policy in the documentation has none.
        """,
      failing: .document(
        "policy.json",
        #"{"Statement": [{"Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*"}]}"#
          + "\n"),
      passing: ExamplePolicy.role(
        #""Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*""#)))

  package static let otherIDs = [unknown]

  private static let unknown = DiagnosticID(
    "WB3289", "unknown-policy-version", .error,
    evidence: .read(by: .aws, source: "IAM user guide, \"Version\""),
    Documentation(
      summary: "`Version` of a policy is not a version of the policy language.",
      explanation: """
        `Version` is not the date of the policy. The versions are 2012-10-17 and 2008-10-17, and \
        AWS rejects any other.
        """,
      failing: .document(
        "policy.json",
        #"{"Version": "2024-01-01", "Statement": [{"Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*"}]}"#
          + "\n"),
      passing: ExamplePolicy.role(
        #""Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*""#)))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let policy = document.policy else { return }
    switch policy.version {
    case .unreadable: return
    case .written(let version):
      guard version.value != current, !PolicyResource.isOpen(version.value) else { return }
      let isOld = version.value == "2008-10-17"
      findings.add(
        isOld ? .oldVersion(version) : .unknownVersion(version, current: current),
        at: version.span, help: .write(current),
        fixes: document.layout.fixes(quoting: current, at: version.span, .write(current)),
        code: isOld ? nil : unknown)
    case .absent:
      guard let first = policy.firstKey, policy.isWhole else { return }
      let edit = document.layout.insert("Version", current, before: first)
      // `${…}` is a variable in the new version but plain text in the old one.
      let fits = document.layout.holds("${") ? FixIt.Applicability.unsafe : .safe
      findings.add(
        .noVersion, at: policy.start, help: .addVersion(current),
        fixes: edit.map { [FixIt(.addElement, [$0], fits)] } ?? [])
    }
  }

  private static let current = PolicyDocument.currentVersion
}

extension Message {
  fileprivate static func oldVersion(_ version: Located) -> Message {
    "`\(version.value)` is the old version of the policy language"
  }

  fileprivate static func unknownVersion(_ version: Located, current: String) -> Message {
    "`Version` must be `\(current)`, not `\(value: version.value.prefix(60))`"
  }

  fileprivate static let noVersion: Message = "the policy has no `Version`"

  fileprivate static func addVersion(_ current: String) -> Message {
    "add `\"Version\": \"\(current)\"`"
  }

  fileprivate static let addElement: Message = "add `Version`"
}
