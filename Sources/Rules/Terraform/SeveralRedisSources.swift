package import Diagnostics
package import Terraform

/// More than one switch selects which Redis to use.
package enum SeveralRedisSources: TerraformRule {
  package static let id = DiagnosticID(
    "WB3125", "several-redis-sources", .error,
    Documentation(
      summary: "More than one of the switches `use_*_redis` is on.",
      explanation: """
        `use_external_redis`, `use_ctrlplane_redis` and `use_chainguard_redis` exclude each other; \
        the modules check this during `terraform plan`.
        """,
      failing: .aws("use_ctrlplane_redis  = true\nuse_chainguard_redis = true"),
      passing: .aws("use_ctrlplane_redis  = true\nuse_chainguard_redis = false")))

  private static let switches = [
    "use_external_redis", "use_ctrlplane_redis", "use_chainguard_redis",
  ]

  package static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings) {
    for inputs in terraform.inputs {
      let on = switches.compactMap { name in
        inputs.placeOn(name).map { (name: name, span: $0) }
      }
      guard on.count > 1 else { continue }
      findings.add(
        "`\(on[1].name)` and `\(on[0].name)` are both on", at: on[1].span, of: on[1].name, inputs,
        help: "keep only one of them on",
        related: [on[0]].map { Diagnostic.Label("also on", $0.span) }
          + on.dropFirst(2).map { Diagnostic.Label("also on", $0.span) })
    }
  }
}
