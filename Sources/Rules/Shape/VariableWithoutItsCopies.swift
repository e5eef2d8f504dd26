import ConfigSyntax
package import Diagnostics
package import Settings

/// A variable is set through the chart's values, but its copies keep the chart's value.
package enum VariableWithoutItsCopies: Rule {
  package static let id = DiagnosticID(
    "WB3056", "variable-without-its-copies", .warning,
    evidence: .read(
      by: .chart, source: "Environment of the containers of the newest release, rendered"),
    Documentation(
      summary: "The variable is one of several that the chart sets from the same key.",
      explanation: """
        The chart writes the license to `LICENSE` and `GORILLA_LICENSE`, the URL of MySQL to \
        `MYSQL`, `GORILLA_METADATA_STORE` and others, and so on; which of them a service reads \
        varies. A variable in `extraEnv` or `env` replaces only the one with its name; the others \
        keep the value that the chart sets from its keys (\(ChartRelease.citation), rendered). \
        WB3003 reports `BUCKET`.
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
      let variable = partial.variable
      findings.add(
        .copiesNotSet(partial.unreached, by: variable.spelling), at: variable.value.span,
        via: variable.value.via, setting: partial.setting,
        help: .useKey(partial.reach.typed, whichAlsoSets: partial.names))
    }
  }
}

extension Message {
  fileprivate static func copiesNotSet(_ copies: [String], by spelling: String) -> Message {
    let rest = copies.count == 1 ? "" : " and \(copies.count - 1) more"
    return "`\(spelling)` does not set `\(copies[0])`\(rest)"
  }

  fileprivate static func useKey(_ key: String, whichAlsoSets names: String) -> Message {
    "use `\(key)`, which also sets \(names)"
  }
}
