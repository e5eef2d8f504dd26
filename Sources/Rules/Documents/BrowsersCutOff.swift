package import CloudDocuments
package import Diagnostics
package import Settings

/// A bucket policy denies the requests with which browsers and clients read and write files directly.
package enum BrowsersCutOff: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3280", "browsers-denied", .warning,
    evidence: .read(
      by: .browsers,
      source: "Signed URLs are requested by browsers and clients, from their own networks"),
    Documentation(
      summary:
        "A bucket policy denies the direct requests of browsers and clients.",
      explanation: """
        Browsers and clients read and write files in the bucket directly, with signed URLs. A \
        denial of everything outside a VPC or an endpoint also denies these, unless all of them \
        are in the VPC or reach the bucket through it. Add their public addresses as `NotIpAddress` \
        to the same statement. A denial of `REST-QUERY-STRING`, the `s3:authType` of signed URLs, \
        denies all of them, and one that requires `aws:Referer` denies everything but browsers.
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
        ["s3:GetObject", "s3:PutObject"].contains(where: statement.covers)
      else { continue }
      if statement.conditions.count == 1, let condition = statement.conditions.first {
        if condition.deniesSignedURLs {
          findings.add(.noSignedURLs, at: condition.key.span, help: .allowSignedURLs)
        } else if condition.requiresReferer {
          findings.add(.noReferer, at: condition.key.span, help: .dropReferer)
        }
      }
      guard
        let limits = NetworkLimits(statement), limits.isSole
      else { continue }
      let ranges = limits.conditions.filter { $0.key.value.lowercased() == "aws:sourceip" }
      guard ranges.allSatisfy(\.holdsEverywhere),
        let first = limits.conditions.first(where: \.isOutsideVPC)
      else { continue }
      findings.add(.cutOff(first), at: first.key.span, help: .admitBrowsers)
    }
  }
}

extension PolicyCondition {
  /// Whether the condition holds for every request with a signed URL.
  fileprivate var deniesSignedURLs: Bool {
    guard key.value.lowercased() == "s3:authtype" else { return false }
    let holds = values.contains { $0.value.uppercased() == "REST-QUERY-STRING" }
    switch baseName {
    case "stringequals", "stringequalsignorecase": return holds
    case "stringnotequals", "stringnotequalsignorecase": return !values.isEmpty && !holds
    default: return false
    }
  }

  /// Whether the condition holds for every request that names no page.
  fileprivate var requiresReferer: Bool {
    key.value.lowercased() == "aws:referer" && baseName.hasPrefix("stringnot")
      && !values.contains { $0.value.isEmpty || $0.value == "*" }
  }

  /// Whether the condition holds for requests that do not come through a VPC.
  fileprivate var isOutsideVPC: Bool {
    guard !comparison.value.lowercased().hasPrefix("foranyvalue"),
      baseName.contains("not") || isAbsence
    else { return false }
    return ["aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip"].contains(key.value.lowercased())
  }
}

extension Message {
  fileprivate static let noSignedURLs: Message =
    "`s3:authType` denies signed URLs, with which browsers and clients read and write the bucket"

  fileprivate static let allowSignedURLs: Message =
    "remove the statement, or limit `s3:signatureAge` instead"

  fileprivate static let noReferer: Message =
    "`aws:Referer` denies the server and clients, whose requests do not name a page"

  fileprivate static let dropReferer: Message = "remove the statement"

  fileprivate static func cutOff(_ condition: PolicyCondition) -> Message {
    """
    `\(condition.key.value)` denies browsers and clients outside the VPC, which read and write the \
    bucket directly
    """
  }

  fileprivate static let admitBrowsers: Message =
    "add `NotIpAddress` with their public addresses to the statement, unless all are in the VPC"
}
