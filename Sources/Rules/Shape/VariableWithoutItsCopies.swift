import ConfigSyntax
package import Diagnostics
package import Settings

/// A variable is set through the chart's values, and its copies keep what the chart makes.
package enum VariableWithoutItsCopies: Rule {
  package static let id = DiagnosticID(
    "WB3056", "variable-without-its-copies", .warning,
    Documentation(
      summary: "The variable is one of several that the chart makes of one key.",
      explanation: """
        The chart writes the license into `LICENSE` and `GORILLA_LICENSE`, the URL of MySQL into \
        `MYSQL`, `GORILLA_METADATA_STORE` and more, and so on; which of them a service reads is \
        its own affair. A variable of `extraEnv` or `env` replaces the one of its name, and the \
        others keep what the chart makes of its keys (operator-wandb 0.43.8, rendered). \
        `BucketVariableInExtraEnv` (WB3003) says so of `BUCKET`.
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

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    guard !resolved.chartVariables.isEmpty else { return }
    for partial in resolved.partialVariables where partial.variable.name != "BUCKET" {
      let (variable, others) = (partial.variable, partial.unreached)
      let rest = others.count == 1 ? "" : " and \(others.count - 1) more"
      report.report(
        "`\(variable.spelling)` does not reach `\(others[0])`\(rest)", at: variable.value.span,
        via: variable.value.via, setting: partial.setting,
        help: "use `\(partial.reach.typed)`, which also makes \(partial.names)")
    }
  }
}
