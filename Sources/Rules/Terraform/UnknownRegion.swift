import CloudFacts
package import Diagnostics
package import Terraform

/// A region or location that the cloud is not known to have.
package enum UnknownRegion: TerraformRule {
  package static let id = DiagnosticID(
    "WB3132", "unknown-region", .warning,
    evidence: .read(by: .clouds, source: "Region lists that the clouds published in 2025"),
    Documentation(
      summary: "The region of a provider or module is not a known one.",
      explanation: """
        `region` of the providers `aws` and `google`, and `location` of the modules for Azure, are \
        compared with the lists that the clouds publish (2025), so a newer region is reported, too.
        """,
      failing: .google(region: "europe-west-2", zone: "europe-west2-a"),
      passing: .google(region: "europe-west2", zone: "europe-west2-a")))

  package static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings) {
    for (provider, regions) in [("aws", CloudRegions.aws), ("google", .google)] {
      for (_, region) in terraform.texts("region", of: provider)
      where !regions.contains(region.value) {
        let suggestion = regions.suggestion(for: region.value)
        findings.add(
          .unknownRegion(.excerpt(of: region)), at: region.span, help: help(suggestion),
          fixes: suggestion.map { [.write($0, for: region)] } ?? [])
      }
    }
    for inputs in terraform.inputs where inputs.root == .azurerm {
      guard let text = inputs.text("location") else { continue }
      let name = text.value.lowercased().filter { $0 != " " }
      guard !CloudRegions.azure.contains(name) else { continue }
      let suggestion = CloudRegions.azure.suggestion(for: name)
      findings.add(
        .unknownLocation(.excerpt(of: text)), at: text.span, of: "location", inputs,
        help: help(suggestion), fixes: suggestion.map { [.write($0, for: text)] } ?? [])
    }
  }

  private static func help(_ suggestion: String?) -> Message {
    suggestion.map { .didYouMean($0) } ?? .checkList
  }
}

extension Message {
  fileprivate static func unknownRegion(_ region: Message) -> Message {
    "`\(region)` is not a known region"
  }

  fileprivate static func unknownLocation(_ location: Message) -> Message {
    "`\(location)` is not a known location"
  }

  fileprivate static let checkList: Message = "check the cloud's list of regions"
}
