package import Diagnostics
package import Terraform

/// Google's provider has a zone of another region.
package enum ZoneOutsideRegion: TerraformRule {
  package static let id = DiagnosticID(
    "WB3136", "zone-outside-region", .error,
    Documentation(
      summary: "`zone` of provider `google` is not in its `region`.",
      explanation: """
        A zone is a letter behind its region: `europe-west2-a` is in `europe-west2`. The module \
        makes the network in the region, and what has a zone would not find it there.
        """,
      failing: .google(region: "europe-west2", zone: "us-central1-a"),
      passing: .google(region: "europe-west2", zone: "europe-west2-a")))

  package static func check(_ terraform: TerraformConfiguration, _ report: inout RuleReport) {
    let regions = terraform.texts("region", of: "google")
    for (provider, zone) in terraform.texts("zone", of: "google") {
      guard let region = regions.first(where: { $0.0.span == provider.span })?.1,
        // Of a region that nobody knows there is a finding already.
        CloudRegions.google.contains(region.value)
      else { continue }
      let letter = zone.value.dropFirst(region.value.count + 1)
      guard !zone.value.hasPrefix(region.value + "-") || letter.utf8.count != 1 else { continue }
      report.report(
        "`\(terraform.shown(zone))` is no zone of the region", at: zone.span,
        help: "write `\(terraform.shown(region))-a` or another one of its zones",
        related: [Diagnostic.Label("the region", region.span)])
    }
  }
}
