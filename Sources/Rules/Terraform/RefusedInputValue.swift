import ConfigSyntax
package import Diagnostics
package import Terraform

/// A value that a check of the module, or the cloud behind it, refuses.
package enum RefusedInputValue: TerraformRule {
  package static let id = DiagnosticID(
    "WB3124", "refused-input-value", .error,
    Documentation(
      summary: "The module or the cloud refuses the value of an input.",
      explanation: """
        Some inputs have a `validation` block in some releases, which `terraform plan` runs: this \
        finding names what it would let through. `kubernetes_map_accounts` must stay empty from \
        aws 8.0.0 on, and AWS keeps a key 7 to 30 days before it deletes it.
        """,
      failing: .aws("bucket_permissions_mode = \"strikt\""),
      passing: .aws("bucket_permissions_mode = \"strict\"")))

  package static func check(_ terraform: TerraformConfiguration, _ report: inout RuleReport) {
    for inputs in terraform.inputs {
      checkWords(inputs, terraform, &report)
      guard inputs.call.module == .aws else { continue }
      checkWindow(inputs, &report)
      checkAccounts(inputs, &report)
    }
  }

  private static func checkWords(
    _ inputs: ModuleInputs, _ terraform: TerraformConfiguration, _ report: inout RuleReport
  ) {
    // The method of signing in is a setting, with a finding of its own.
    for variable in inputs.call.release?.variables ?? []
    where !variable.allowedValues.isEmpty && variable.name != "oidc_auth_method" {
      guard let word = inputs.text(variable.name), !variable.allowedValues.contains(word.value)
      else { continue }
      let suggestion = NameSuggestion.nearest(to: word.value, among: variable.allowedValues)
      report.report(
        "`\(terraform.shown(word))` is no value of `\(variable.name)`", at: word.span,
        of: variable.name, inputs,
        help: suggestion.map { "did you mean `\($0)`?" }
          ?? "write one of \(variable.allowedValues.joined(separator: ", "))")
    }
  }

  private static func checkWindow(_ inputs: ModuleInputs, _ report: inout RuleReport) {
    let name = "kms_key_deletion_window"
    guard let value = inputs.value(name), let days = value.number else { return }
    guard let whole = days.integer, (7...30).contains(whole) else {
      return report.report(
        "`\(name)` is not 7 to 30 days", at: value.span, of: name, inputs,
        help: "write a whole number from 7 to 30")
    }
  }

  private static func checkAccounts(_ inputs: ModuleInputs, _ report: inout RuleReport) {
    let name = "kubernetes_map_accounts"
    guard let version = inputs.call.version, version.major >= 8,
      let value = inputs.value(name), case .list(let accounts) = value.kind, !accounts.isEmpty
    else { return }
    report.report(
      "`\(name)` must be empty from 8.0.0 on", at: value.span, of: name, inputs,
      help: "use `kubernetes_map_roles` and `kubernetes_map_users`")
  }
}
