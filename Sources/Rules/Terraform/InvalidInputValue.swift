import ConfigSyntax
package import Diagnostics
package import Terraform

/// A value that one of the module's checks, or the cloud itself, rejects.
package enum InvalidInputValue: TerraformRule {
  package static let id = DiagnosticID(
    "WB3124", "invalid-input-value", .error,
    evidence: .read(
      by: .terraform,
      source: """
        `validation` blocks in the modules at every tag, and `deployment-size.tf`; API references of \
        the clouds
        """),
    Documentation(
      summary: "The module or the cloud rejects the value of an input.",
      explanation: """
        In some releases, inputs have a `validation` block, which `terraform plan` runs; this \
        finding lists the values that it accepts. `size` has none: from aws 5.0.0, google 6.0.0 \
        and azurerm 4.0.0 on, the plan fails where the module looks up an unknown size. \
        `kubernetes_map_accounts` must be empty from aws 8.0.0 on, and AWS deletes a key only \
        after a waiting period of 7 to 30 days.
        """,
      failing: .aws("bucket_permissions_mode = \"strikt\""),
      passing: .aws("bucket_permissions_mode = \"strict\"")))

  package static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings) {
    for inputs in terraform.inputs {
      checkWords(inputs, terraform, &findings)
      guard inputs.call.module == .aws else { continue }
      checkWindow(inputs, &findings)
      checkAccounts(inputs, &findings)
    }
  }

  private static func checkWords(
    _ inputs: ModuleInputs, _ terraform: TerraformConfiguration, _ findings: inout RuleFindings
  ) {
    // The sign-in method is a setting, which has its own finding.
    for variable in inputs.call.release?.variables ?? []
    where !variable.allowedValues.isEmpty && variable.name != "oidc_auth_method" {
      guard let word = inputs.text(variable.name), !variable.allowedValues.contains(word.value)
      else { continue }
      let suggestion = NameSuggestion.nearest(to: word.value, among: variable.allowedValues)
      findings.add(
        .notValid(.excerpt(of: word), variable.name), at: word.span, of: variable.name, inputs,
        help: suggestion.map { .didYouMean($0) } ?? .useOne(of: variable.allowedValues),
        fixes: suggestion.map { [.write($0, for: word)] } ?? [])
    }
  }

  private static func checkWindow(_ inputs: ModuleInputs, _ findings: inout RuleFindings) {
    let name = "kms_key_deletion_window"
    guard let value = inputs.value(name), let days = value.number else { return }
    guard let whole = days.integer, (7...30).contains(whole) else {
      return findings.add(
        .windowOutOfRange(name), at: value.span, of: name, inputs, help: .useWholeNumber)
    }
  }

  private static func checkAccounts(_ inputs: ModuleInputs, _ findings: inout RuleFindings) {
    let name = "kubernetes_map_accounts"
    guard let version = inputs.call.version, version.major >= 8,
      let value = inputs.value(name), case .list(let accounts) = value.kind, !accounts.isEmpty
    else { return }
    findings.add(
      .mustBeEmpty(name), at: value.span, of: name, inputs, help: .useRolesAndUsers)
  }
}

extension Message {
  fileprivate static func notValid(_ word: Message, _ name: String) -> Message {
    "`\(word)` is not a valid `\(name)`"
  }

  fileprivate static func useOne(of words: [String]) -> Message {
    "use one of \(words.joined(separator: ", "))"
  }

  fileprivate static func windowOutOfRange(_ name: String) -> Message {
    "`\(name)` must be 7 to 30 days"
  }

  fileprivate static let useWholeNumber: Message = "use a whole number from 7 to 30"

  fileprivate static func mustBeEmpty(_ name: String) -> Message {
    "`\(name)` must be empty from aws 8.0.0 on"
  }

  fileprivate static let useRolesAndUsers: Message =
    "use `kubernetes_map_roles` and `kubernetes_map_users` instead"
}
