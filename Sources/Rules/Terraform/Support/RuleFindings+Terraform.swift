import Diagnostics
import Settings
import Terraform

/// How findings about calls become findings of a rule.
extension RuleFindings {
  /// Adds a problem of a call; its input is named as the setting that it sets.
  mutating func add(_ finding: ModuleFinding, severity: Severity? = nil) {
    add(
      finding.message, at: finding.span,
      setting: finding.input.map { FieldCatalog.name(ofInput: $0.name, of: $0.module) },
      help: finding.help, related: finding.related, fixes: finding.fixes, severity: severity)
  }

  /// Adds each of the problems, with the same severity.
  mutating func add(_ findings: [ModuleFinding], severity: Severity? = nil) {
    for finding in findings { add(finding, severity: severity) }
  }
}
