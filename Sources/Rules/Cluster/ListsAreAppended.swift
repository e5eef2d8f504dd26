package import Diagnostics
package import Settings

/// A list of a custom resource is appended to another one.
package enum ListsAreAppended: Rule {
  package static let id = DiagnosticID(
    "WB3053", "lists-are-appended", .note,
    Documentation(
      summary: "The operator appends the list to the one of the channel or the console.",
      explanation: """
        Operator v1 merges mappings key by key and appends lists: a certificate that both the \
        resource and the console give stands twice, and one that is taken out of the resource may \
        still be there.
        """,
      failing: .yaml(ExampleResource.with("customCACerts:\n        - |\n" + certificate)),
      passing: .yaml(ExampleResource.with("caCertsConfigMap: wandb-authorities\n"))))

  private static let certificate =
    ExampleCertificate.authority.split(separator: "\n").map { "    \($0)\n" }.joined()

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    guard resolved.configuration.certificates.custom.literal?.elements.isEmpty == false else {
      return
    }
    for place in resolved.assignments
    where resolved.resourceLayers.contains(place.layer) && place.written.isKnown
      && place.setting == "global.customCACerts"
    {
      report.report(
        "the operator appends `\(place.spelling)` to the list of the console or channel",
        at: place, setting: place.setting,
        help: "leave out what the console or the channel gives already")
    }
  }
}
