package import CloudDocuments
package import Diagnostics
package import Settings

/// A bucket policy admits only private addresses, which S3 never sees as the source of a request.
package enum PrivateSourceAddress: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3279", "private-source-address", .error,
    evidence: .read(
      by: .aws, source: "IAM user guide, \"AWS global condition context keys\", `aws:SourceIp`"),
    Documentation(
      summary: "A policy admits only requests from private addresses, and thus none.",
      explanation: """
        `aws:SourceIp` is the public address of a request; a request through a VPC endpoint has \
        no such key, which `NotIpAddress` counts as a match. A denial of everything outside \
        private ranges therefore denies every request, the server's included (IAM user guide, \
        "AWS global condition context keys").
        """,
      failing: NetworkExample.denial(#""NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}"#),
      passing: NetworkExample.denial(#""NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}"#)))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose != .trust else { return }
    for statement in check.policy.statements {
      guard let limits = NetworkLimits(statement), let effect = statement.effect else { continue }
      for condition in limits.conditions where condition.key.value.lowercased() == "aws:sourceip" {
        let isDenial =
          effect == .deny && condition.baseName == "notipaddress" && limits.isSole
          && limits.conditions.count == 1
        let isGrant = effect == .allow && condition.baseName == "ipaddress" && condition.isPositive
        guard isDenial || isGrant, !condition.values.isEmpty,
          condition.values.allSatisfy({ AddressRange.isPrivate($0.value) }),
          let first = condition.values.first
        else { continue }
        findings.add(
          isDenial ? .deniesAll(first) : .grantsNothing(first), at: first.span, help: .namePublic)
      }
    }
  }
}

extension Message {
  fileprivate static func deniesAll(_ range: Located) -> Message {
    """
    S3 never sees a request from the private range `\(value: range.value.prefix(45))`, so the \
    statement denies every request
    """
  }

  fileprivate static func grantsNothing(_ range: Located) -> Message {
    """
    AWS never sees a request from the private range `\(value: range.value.prefix(45))`, so the \
    statement allows none
    """
  }

  fileprivate static let namePublic: Message = """
    write the public addresses after NAT, or compare `aws:SourceVpce` or `aws:SourceVpc` for \
    requests through a VPC endpoint
    """
}
