package import Diagnostics
package import Terraform

/// The zone of Route 53 is not named by its ID.
package enum MisshapenZoneID: TerraformRule {
  package static let id = DiagnosticID(
    "WB3139", "misshapen-zone-id", .error,
    Documentation(
      summary: "`zone_id` is no ID of a hosted zone of Route 53.",
      explanation: """
        An ID is `Z` and capital letters and digits, 32 characters at most. The name of the zone \
        belongs into `domain_name`.
        """,
      failing: .aws("extra_fqdn = []", zone: "example.com"),
      passing: .aws("extra_fqdn = []")))

  package static func check(_ terraform: TerraformConfiguration, _ report: inout RuleReport) {
    for inputs in terraform.inputs where inputs.call.module == .aws {
      guard let zone = inputs.text("zone_id"), !isID(zone.value) else { continue }
      report.report(
        "`zone_id` is no ID of a hosted zone", at: zone.span, of: "zone_id", inputs,
        help: zone.value.contains(".")
          ? "give the zone's ID, as `aws route53 list-hosted-zones` shows it"
          : "write Z and what follows it, in capital letters")
    }
  }

  private static func isID(_ text: String) -> Bool {
    // The provider takes the prefix of the API away.
    let id = text.hasPrefix("/hostedzone/") ? text.dropFirst("/hostedzone/".count) : text[...]
    return (2...32).contains(id.utf8.count) && id.hasPrefix("Z")
      && id.utf8.allSatisfy {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
      }
  }
}
