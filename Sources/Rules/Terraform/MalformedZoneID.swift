package import Diagnostics
package import Terraform

/// `zone_id` names the Route 53 zone by something other than its ID.
package enum MalformedZoneID: TerraformRule {
  package static let id = DiagnosticID(
    "WB3139", "malformed-zone-id", .error,
    evidence: .read(by: .aws, source: "Amazon Route 53 API, hosted zone IDs"),
    Documentation(
      summary: "`zone_id` is not the ID of a Route 53 hosted zone.",
      explanation: """
        An ID is a `Z` followed by capital letters and digits, at most 32 characters in all. The \
        name of the zone belongs in `domain_name`.
        """,
      failing: .aws("extra_fqdn = []", zone: "example.com"),
      passing: .aws("extra_fqdn = []")))

  package static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings) {
    for inputs in terraform.inputs where inputs.call.module == .aws {
      guard let zone = inputs.text("zone_id"), !isID(zone.value) else { continue }
      findings.add(
        .notZoneID, at: zone.span, of: "zone_id", inputs,
        help: zone.value.contains(".") ? .lookUpZone : .writeZoneID)
    }
  }

  private static func isID(_ text: String) -> Bool {
    // The provider removes the API's prefix.
    let id = text.hasPrefix("/hostedzone/") ? text.dropFirst("/hostedzone/".count) : text[...]
    return (2...32).contains(id.utf8.count) && id.hasPrefix("Z")
      && id.utf8.allSatisfy { $0.isUppercaseLetter || $0.isDigit }
  }
}

extension Message {
  fileprivate static let notZoneID: Message = "`zone_id` is not the ID of a hosted zone"

  /// The help for the name of a zone.
  fileprivate static let lookUpZone: Message =
    "use the zone's ID; `aws route53 list-hosted-zones` shows it"

  fileprivate static let writeZoneID: Message =
    "write a Z followed by capital letters and digits"
}
