import Diagnostics
import Terraform

/// What a rule finds in calls of copies of the official modules.
///
/// A mirror or a fork may differ from the release whose number it has, so nothing that depends on
/// the module is certain: an error becomes a warning.
enum CopyFindings {
  /// The findings about the calls; those about the directory itself are found without them.
  static func find(
    by rule: any TerraformRule.Type, in copies: TerraformConfiguration,
    _ publisher: ModuleSource.Publisher
  ) -> [Diagnostic] {
    // The files of a vendored module say what it has, and are compared with the call.
    guard publisher != .vendored || !interfaces.contains(rule.id.code) else { return [] }
    let found = findings(of: rule, in: copies)
    guard rule.id.code != ModuleVersionWithoutRelease.id.code else { return found }
    let others = findings(of: rule, in: copies.withoutCalls)
    return found.filter { finding in
      !others.contains { $0.span == finding.span && $0.message == finding.message }
    }
    .map(lessCertain)
  }

  /// The rules about the inputs and outputs that a release has.
  private static let interfaces = [
    UnknownModuleInput.id.code, MissingModuleInput.id.code, WrongModuleInputType.id.code,
    UnknownModuleOutput.id.code,
  ]

  private static func findings(
    of rule: any TerraformRule.Type, in configuration: TerraformConfiguration
  ) -> [Diagnostic] {
    var findings = RuleFindings(rule.id)
    rule.check(configuration, &findings)
    return findings.diagnostics
  }

  private static func lessCertain(_ finding: Diagnostic) -> Diagnostic {
    guard finding.severity == .error else { return finding }
    var result = Diagnostic(UnknownModuleInput.probable, finding.message, at: finding.span)
    (result.label, result.setting, result.help) = (finding.label, finding.setting, finding.help)
    (result.related, result.fixes, result.via) = (finding.related, finding.fixes, finding.via)
    return result
  }
}
