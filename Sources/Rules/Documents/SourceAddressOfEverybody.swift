package import CloudDocuments
package import Diagnostics
package import Settings

/// A condition compares the source of a request with ranges that contain every address.
package enum SourceAddressOfEverybody: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3281", "source-address-of-everybody", .warning,
    evidence: .read(
      by: .aws,
      source: """
        IAM user guide, "IAM JSON policy elements: Condition operators" (missing keys), and global \
        condition key `aws:SourceIp`
        """),
    Documentation(
      summary: "A condition on source addresses covers every address, and thus limits nothing.",
      explanation: """
        Requests through a VPC endpoint have no `aws:SourceIp`: `IpAddress` does not match them, and \
        `NotIpAddress` does. With ranges that contain every address, these are the only requests that \
        the condition distinguishes, whichever addresses were meant.
        """,
      failing: NetworkExample.denial(#""NotIpAddress": {"aws:SourceIp": "0.0.0.0/0"}"#),
      passing: NetworkExample.denial(#""NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}"#)))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved) else { return }
    lazy var needs = DeniedNeeds(check)
    for statement in check.policy.statements {
      guard let effect = statement.effect else { continue }
      for condition in statement.conditions {
        guard condition.key.value.lowercased() == "aws:sourceip",
          AddressRange.cover(.four, condition.values.map(\.value)),
          let outcome = Self.outcome(
            effect, condition, of: statement,
            deniesNeed: !needs.actions(deniedBy: statement).isEmpty),
          let first = condition.values.first
        else { continue }
        findings.add(.coversEverything(first, outcome), at: first.span, help: .nameAddresses)
      }
    }
  }

  /// What the statement does; nil if that can be meant, or another rule reports it.
  private static func outcome(
    _ effect: PolicyStatement.Effect, _ condition: PolicyCondition, of statement: PolicyStatement,
    deniesNeed: @autoclosure () -> Bool
  ) -> Message? {
    switch (effect, condition.baseName) {
    case (.deny, "notipaddress"): return .deniesVPCOnly
    case (.allow, "notipaddress"): return .allowsVPCOnly
    case (.allow, "ipaddress"):
      return statement.principal?.everybody == nil || statement.saysWho ? .allowsInternet : nil
    case (.deny, "ipaddress"):
      return statement.conditions.count == 1 && deniesNeed() ? .deniesInternet : nil
    default: return nil
    }
  }
}

extension Message {
  fileprivate static func coversEverything(_ range: Located, _ outcome: Message) -> Message {
    "`\(value: range.value.prefix(45))` covers every address, so the statement \(outcome)"
  }

  fileprivate static let deniesInternet: Message =
    "denies W&B, browsers and clients everything that does not come through a VPC endpoint"

  fileprivate static let deniesVPCOnly: Message =
    "denies only requests through VPC endpoints, which have no address"

  fileprivate static let allowsInternet: Message =
    "allows requests from everywhere except through VPC endpoints, which have no address"

  fileprivate static let allowsVPCOnly: Message =
    "allows only requests through VPC endpoints, which have no address"

  fileprivate static let nameAddresses: Message =
    "write the public addresses that are meant, or remove the condition"
}
