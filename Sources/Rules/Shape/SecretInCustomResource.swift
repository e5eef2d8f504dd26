package import Diagnostics
package import Settings

/// A custom resource contains a secret in plain text.
package enum SecretInCustomResource: Rule {
  package static let id = DiagnosticID(
    "WB3035", "secret-in-custom-resource", .warning,
    evidence: .read(
      by: .kubernetes, source: "wandb/terraform-aws-wandb#283; wandb/helm-charts#215"),
    Documentation(
      summary: "A custom resource contains a secret in plain text.",
      explanation: """
        Anyone who can read `WeightsAndBiases` resources, backups of the cluster or the console \
        can also read the secret (wandb/terraform-aws-wandb#283, wandb/helm-charts#215). The chart \
        accepts a Secret's name and key instead.
        """,
      failing: .yaml(
        ExampleResource.with("license: eyJhbGciOiJSUzI1NiJ9.eyJtYXhVc2VycyI6NX0.c2ln")),
      passing: .yaml(ExampleResource.with("licenseSecret: {name: wandb, key: license}"))))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let configuration = resolved.configuration
    for field in fields(resolved) {
      guard case .text(let text)? = field.read(configuration), isSecret(text),
        let origin = field.history(configuration).last.map({ resolved[$0] }),
        resolved.resourceLayers.contains(origin.layer)
      else { continue }
      findings.add(
        .plainSecret(in: origin.spelling), at: origin, setting: field.name,
        help: .moveToSecret(namedIn: reference(field, origin)))
    }
  }

  /// The secret settings that resources set; reading the whole table takes longer than the rest.
  private static func fields(_ resolved: ResolvedConfiguration) -> [Field<Configuration>] {
    guard !resolved.resourceLayers.isEmpty else { return [] }
    var fields: [Field<Configuration>] = []
    var index = resolved.index
    for assignment in resolved.assignments
    where resolved.resourceLayers.contains(assignment.layer)
      && resolved.secretSpans.contains(assignment.span)
      && !fields.contains(where: { $0.name == assignment.setting })
    {
      guard let id = index.fieldID(named: assignment.setting) else { continue }
      let field = index.field(id)
      if field.isSecret { fields.append(field) }
    }
    return fields
  }

  /// Whether the text may be a secret; a URL without user information is not.
  private static func isSecret(_ text: String) -> Bool {
    !text.holds("://") || UserInfo.range(in: Array(text.utf8)[...]) != nil
  }

  /// The path that may name a Secret instead of the value at `origin`.
  private static func reference(_ field: Field<Configuration>, _ origin: Assignment) -> String {
    let helm = field.spellings.filter { $0.location.surface == .helm }
    if let reference = helm.first(where: { $0.content == .reference }) {
      return reference.location.name
    }
    let isVariable = origin.location?.isChartVariable == true
    let variable = field.spellings.first { $0.location.surface == .environment }
    let path =
      helm.first { $0.content == .literalOrReference }?.location.name
      ?? (isVariable ? nil : variable.map { "global.extraEnv.\($0.location.name)" })
      ?? origin.spelling
    return "\(path).valueFrom"
  }
}

extension Message {
  fileprivate static func plainSecret(in spelling: String) -> Message {
    "`\(spelling)` contains a secret in plain text"
  }

  fileprivate static func moveToSecret(namedIn path: String) -> Message {
    "store it in a Secret, and name the Secret in `\(path)`"
  }
}
