package import Diagnostics
package import Settings

/// A secret stands in a custom resource as plain text.
package enum SecretInCustomResource: Rule {
  package static let id = DiagnosticID(
    "WB3035", "secret-in-custom-resource", .warning,
    Documentation(
      summary: "A custom resource holds a secret as plain text.",
      explanation: """
        Who may read `WeightsAndBiases` resources, backups of the cluster and the console reads \
        the secret as well (wandb/terraform-aws-wandb#283, wandb/helm-charts#215). The chart \
        takes a Secret's name and key in its place.
        """,
      failing: .yaml(
        ExampleResource.with("license: eyJhbGciOiJSUzI1NiJ9.eyJtYXhVc2VycyI6NX0.c2ln")),
      passing: .yaml(ExampleResource.with("licenseSecret: {name: wandb, key: license}"))))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    let configuration = resolved.configuration
    for field in fields(resolved) {
      guard case .text(let text)? = field.read(configuration), isSecret(text),
        let place = field.history(configuration).last.map({ resolved[$0] }),
        resolved.resourceLayers.contains(place.layer)
      else { continue }
      report.report(
        "`\(place.spelling)` holds a secret as plain text", at: place, setting: field.name,
        help: help(field, place))
    }
  }

  /// The secret settings that resources set; the whole table would take longer than all the rest.
  private static func fields(_ resolved: ResolvedConfiguration) -> [Field<Configuration>] {
    guard !resolved.resourceLayers.isEmpty else { return [] }
    var fields: [Field<Configuration>] = []
    var index = resolved.index
    for assignment in resolved.assignments
    where resolved.resourceLayers.contains(assignment.layer)
      && resolved.secretSpans.contains(assignment.span)
      && !fields.contains(where: { $0.name == assignment.setting })
    {
      guard let place = index.field(named: assignment.setting) else { continue }
      let field = index.field(place)
      if field.isSecret { fields.append(field) }
    }
    return fields
  }

  /// A URL is none without user information.
  private static func isSecret(_ text: String) -> Bool {
    !text.contains("://") || UserInfo.range(in: Array(text.utf8)[...]) != nil
  }

  private static func help(_ field: Field<Configuration>, _ place: Assignment) -> String {
    let helm = field.spellings.filter { $0.place.surface == .helm }
    if let reference = helm.first(where: { $0.content == .reference }) {
      return "put it into a Secret, and name that in `\(reference.place.name)`"
    }
    let isVariable = ["extraEnv.", ".env."].contains { place.spelling.contains($0) }
    let variable = field.spellings.first { $0.place.surface == .environment }
    let path =
      helm.first { $0.content == .literalOrReference }?.place.name
      ?? (isVariable ? nil : variable.map { "global.extraEnv.\($0.place.name)" })
      ?? place.spelling
    return "put it into a Secret, and name that in `\(path).valueFrom`"
  }
}
