import CloudFacts
package import Diagnostics
package import Terraform

/// The `google` provider's zone is in another region.
package enum ZoneOutsideRegion: TerraformRule {
  package static let id = DiagnosticID(
    "WB3136", "zone-outside-region", .error,
    evidence: .read(by: .googleCloud, source: "Google Cloud documentation, \"Regions and zones\""),
    Documentation(
      summary: "`zone` of provider `google` is not in its `region`.",
      explanation: """
        A zone's name is its region and a letter: `europe-west2-a` is in `europe-west2`. The \
        module creates the network in the region, and resources in another region's zone can't \
        use it.
        """,
      failing: .google(region: "europe-west2", zone: "us-central1-a"),
      passing: .google(region: "europe-west2", zone: "europe-west2-a")))

  package static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings) {
    let regions = terraform.texts("region", of: "google")
    for (provider, zone) in terraform.texts("zone", of: "google") {
      guard let region = regions.first(where: { $0.0.span == provider.span })?.1,
        // An unknown region already has a finding.
        CloudRegions.google.contains(region.value)
      else { continue }
      let letter = zone.value.dropFirst(region.value.count + 1)
      guard !zone.value.hasPrefix(region.value + "-") || letter.utf8.count != 1 else { continue }
      let shown = Message.excerpt(of: region)
      findings.add(
        .zone(.excerpt(of: zone), outside: shown), at: zone.span, help: .useZone(of: shown),
        related: [Diagnostic.Label(.region, region.span)],
        fixes: [.write("\(region.value)-a", for: zone, summary: .writeZone(of: shown))])
    }
  }
}

extension Message {
  fileprivate static func zone(_ zone: Message, outside region: Message) -> Message {
    "`\(zone)` is not a zone of region `\(region)`"
  }

  fileprivate static func useZone(of region: Message) -> Message {
    "use `\(region)-a` or another zone of the region"
  }

  fileprivate static func writeZone(of region: Message) -> Message { "write `\(region)-a`" }

  fileprivate static let region: Message = "the region"
}
