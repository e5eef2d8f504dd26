package import CloudDocuments
package import Diagnostics
package import Settings

/// A bucket can be reached only through a VPC, but browsers read and write it directly.
package enum BrowsersCutOff: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3280", "browsers-cut-off", .warning,
    Documentation(
      summary:
        "A bucket policy denies every request from outside a VPC, such as those of browsers.",
      explanation: """
        Browsers and clients read and write files in the bucket directly, with signed URLs. A \
        denial of everything outside a VPC or an endpoint also denies these, unless all of them \
        are in the VPC or reach the bucket through it. Add their public addresses as `NotIpAddress` \
        to the same statement.
        """,
      failing: NetworkExample.denial(#""StringNotEquals": {"aws:SourceVpce": "vpce-0a1b2c3d"}"#),
      passing: NetworkExample.denial(
        """
        "StringNotEquals": {"aws:SourceVpce": "vpce-0a1b2c3d"},
            "NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}
        """)))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose == .bucket else { return }
    for statement in check.policy.statements where statement.effect == .deny {
      guard statement.principal?.everybody != nil,
        ["s3:GetObject", "s3:PutObject"].contains(where: statement.covers),
        let limits = NetworkLimits(statement), limits.isSole
      else { continue }
      let ranges = limits.conditions.filter { $0.key.value.lowercased() == "aws:sourceip" }
      guard ranges.isEmpty, let first = limits.conditions.first(where: \.isOutsideVPC) else {
        continue
      }
      findings.add(.cutOff(first), at: first.key.span, help: .admitBrowsers)
    }
  }
}

extension PolicyCondition {
  /// Whether the condition holds for requests that do not come through a VPC.
  fileprivate var isOutsideVPC: Bool {
    guard !comparison.value.lowercased().hasPrefix("foranyvalue"), baseName.contains("not") else {
      return false
    }
    return ["aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip"].contains(key.value.lowercased())
  }
}

extension Message {
  fileprivate static func cutOff(_ condition: PolicyCondition) -> Message {
    """
    `\(condition.key.value)` denies browsers and clients outside the VPC, which read and write the \
    bucket directly
    """
  }

  fileprivate static let admitBrowsers: Message =
    "add `NotIpAddress` with their public addresses to the statement, unless all are in the VPC"
}
