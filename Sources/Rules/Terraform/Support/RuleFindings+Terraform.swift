import Diagnostics
import Settings
import Terraform

/// How findings about calls become findings of a rule.
extension RuleFindings {
  /// Adds a problem of a call; its input is named as the setting that it sets.
  mutating func add(_ finding: ModuleFinding, code: DiagnosticID? = nil) {
    add(
      finding.message, at: finding.span,
      setting: finding.input.map { FieldCatalog.name(ofInput: $0.name, of: $0.module) },
      help: finding.help, related: finding.related, fixes: finding.fixes, code: code)
  }

  /// Adds each of the problems, with the same code.
  mutating func add(_ findings: [ModuleFinding], code: DiagnosticID? = nil) {
    for finding in findings { add(finding, code: code) }
  }
}
