import ConfigSyntax
package import Diagnostics
package import Settings

/// A variable is set through the chart's values, but its copies keep the chart's value.
package enum VariableWithoutItsCopies: Rule {
  package static let id = DiagnosticID(
    "WB3056", "variable-without-its-copies", .warning,
    Documentation(
      summary: "The variable is one of several that the chart sets from the same key.",
      explanation: """
        The chart writes the license to `LICENSE` and `GORILLA_LICENSE`, the URL of MySQL to \
        `MYSQL`, `GORILLA_METADATA_STORE` and others, and so on; which of them a service reads \
        varies. A variable in `extraEnv` or `env` replaces only the one with its name; the others \
        keep the value that the chart sets from its keys (operator-wandb 0.43.8, rendered). \
        `BucketVariableInExtraEnv` (WB3003) reports `BUCKET`.
        """,
      failing: .yaml(
        "global:\n  extraEnv:\n    MYSQL: mysql://wandb:secret@db.example.com:3306/wandb\n"),
      passing: .yaml(
        """
        global:
          mysql:
            host: db.example.com
            port: 3306
            database: wandb
            user: wandb
            password: secret

        """)))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    guard !resolved.chartVariables.isEmpty else { return }
    for partial in resolved.partialVariables where partial.variable.name != "BUCKET" {
      let (variable, others) = (partial.variable, partial.unreached)
      let rest = others.count == 1 ? "" : " and \(others.count - 1) more"
      findings.add(
        "`\(variable.spelling)` does not set `\(others[0])`\(rest)", at: variable.value.span,
        via: variable.value.via, setting: partial.setting,
        help: "use `\(partial.reach.typed)`, which also sets \(partial.names)")
    }
  }
}
