import ConfigSyntax
package import Diagnostics
package import Settings

/// A variable for all components does not reach one that has a default for it.
package enum VariableOverriddenByDefault: Rule {
  package static let id = DiagnosticID(
    "WB3098", "variable-overridden-by-default", .warning,
    evidence: .read(
      by: .chart, source: "values.yaml of \(ChartRelease.citation), `app.env`"),
    Documentation(
      summary: "A component uses the chart's default for a variable, not the value of the inputs.",
      explanation: """
        The chart sets some variables below a component's own `env`, which wins over \
        `global.extraEnv` and `global.env`: since 0.33.0 it ships `app.env.BUCKET_QUEUE: \
        internal://`, so that a queue in `global.extraEnv` alone is not used. `wandb-cfg render` \
        writes a queue from another kind of input to both.
        """,
      failing: .yaml("global:\n  extraEnv:\n    BUCKET_QUEUE: sqs://wandb-events\n"),
      passing: .yaml(
        """
        global:
          extraEnv:
            BUCKET_QUEUE: sqs://wandb-events
        app:
          env:
            BUCKET_QUEUE: sqs://wandb-events

        """)))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for variable in resolved.chartVariables {
      for known in resolved.defaults(winningOver: variable) {
        findings.add(
          .notUsed(variable.spelling, by: known), at: variable.value.span, via: variable.value.via,
          help: .setOwn(known.path))
      }
    }
  }
}

extension Message {
  fileprivate static func notUsed(_ spelling: String, by known: DefaultVariable) -> Message {
    """
    `\(known.component)` does not use `\(spelling)`: the chart sets `\(known.path)` to \
    `\(known.text)` by default
    """
  }

  fileprivate static func setOwn(_ path: String) -> Message { "set `\(path)` as well" }
}
