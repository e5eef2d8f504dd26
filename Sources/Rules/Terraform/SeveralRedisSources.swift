package import Diagnostics
package import Terraform

/// More than one switch selects which Redis to use.
package enum SeveralRedisSources: TerraformRule {
  package static let id = DiagnosticID(
    "WB3125", "several-redis-sources", .error,
    evidence: .read(
      by: .terraform, source: "Checks in the files of the modules, which `plan` runs"),
    Documentation(
      summary: "More than one of the switches `use_*_redis` is on.",
      explanation: """
        `use_external_redis`, `use_ctrlplane_redis` and `use_chainguard_redis` exclude each other; \
        the modules check this during `terraform plan`.
        """,
      failing: .aws("use_ctrlplane_redis  = true\nuse_chainguard_redis = true"),
      passing: .aws("use_ctrlplane_redis  = true\nuse_chainguard_redis = false")))

  package static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings) {
    for inputs in terraform.inputs {
      let on = switches.compactMap { name in
        inputs.spanOfTrue(name).map { (name: name, span: $0) }
      }
      guard on.count > 1 else { continue }
      findings.add(
        .bothOn(on[1].name, on[0].name), at: on[1].span, of: on[1].name, inputs, help: .keepOne,
        related: ([on[0]] + on.dropFirst(2)).map { Diagnostic.Label(.alsoOn, $0.span) })
    }
  }

  private static let switches = [
    "use_external_redis", "use_ctrlplane_redis", "use_chainguard_redis",
  ]
}

extension Message {
  fileprivate static func bothOn(_ name: String, _ other: String) -> Message {
    "`\(name)` and `\(other)` are both on"
  }

  fileprivate static let keepOne: Message = "keep only one of them on"

  fileprivate static let alsoOn: Message = "also on"
}
