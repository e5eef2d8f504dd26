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
    let isOnCommandLine = FieldCatalog.field(named: setting)?.spellings.isEmpty ?? false
    diagnostic.help =
      isOnCommandLine
      ? "set it with --set \(setting)=VALUE; \(otherPlace(setting))"
      : "set `\(setting)` in an input or with --set \(setting)=VALUE"
    return diagnostic
  }

  private static func otherPlace(_ setting: String) -> String {
    setting == "kubernetes.namespace"
      ? "`metadata.namespace` of a custom resource is also read" : "no input file can set it"
  }
}
