import CloudFacts
import Diagnostics
import Settings

extension Diagnostic {
  /// A setting without which the target cannot be written.
  static func missing(
    _ setting: String, for target: Target, _ resolved: ResolvedConfiguration
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.missingSetting, "`\(target.name)` requires `\(setting)`",
      at: resolved.beginning)
    diagnostic.setting = setting
    let field = FieldCatalog.field(named: setting)
    diagnostic.help =
      field?.spellings.isEmpty ?? false
      ? "set it with --set \(setting)=VALUE; \(otherPlace(setting))"
      : "set `\(place(of: field, setting, resolved))` in an input or with --set \(setting)=VALUE"
    return diagnostic
  }

  /// The setting as the user's inputs would spell it: a variable is a member of `global.extraEnv` in
  /// Helm values.
  private static func place(
    of field: Field<Configuration>?, _ setting: String, _ resolved: ResolvedConfiguration
  ) -> String {
    let spellings = field?.spellings.filter { $0.role == .canonical } ?? []
    let usesChart = resolved.assignments.contains { $0.spelling.hasPrefix("global.") }
    if let key = spellings.first(where: { $0.location.surface == .helm }), usesChart {
      return key.location.name
    }
    guard let variable = spellings.first(where: { $0.location.surface == .environment }) else {
      return setting
    }
    return usesChart ? "global.extraEnv.\(variable.location.name)" : variable.location.name
  }

  private static func otherPlace(_ setting: String) -> String {
    switch setting {
    case "kubernetes.namespace": "`metadata.namespace` of a custom resource is also read"
    case "aws.principal": "the annotation `\(CloudAnnotation.role)` is also read"
    case "google.serviceAccount":
      "the annotation `\(CloudAnnotation.googleAccount)` is also read"
    default: "no input file can set it"
    }
  }
}
