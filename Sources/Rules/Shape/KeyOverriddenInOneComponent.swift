package import Diagnostics
package import Settings

/// A variable of one component replaces what the chart sets from a key for all of them.
package enum KeyOverriddenInOneComponent: Rule {
  package static let id = DiagnosticID(
    "WB3300", "key-overridden-in-one-component", .note,
    evidence: .read(
      by: .chart, source: "Environment of the containers of the newest release, rendered"),
    Documentation(
      summary: "A component has another value for a setting than the key for all components.",
      explanation: """
        A variable below a component's `env` or `extraEnv` replaces what the chart sets from its \
        keys, but only in the containers of that component. If several components read the \
        setting, they disagree: a client ID of `app` alone does not reach `api`. For a single \
        container, `wandb-cfg render` writes the value of the key.
        """,
      failing: .yaml(
        """
        global:
          host: https://wandb.example.com
          slack: {clientId: "1.2", secret: 0a1b2c3d}
        app:
          env:
            SLACK_CLIENT_ID: "3.4"

        """),
      passing: .yaml(
        """
        global:
          host: https://wandb.example.com
          slack: {clientId: "1.2", secret: 0a1b2c3d}

        """)))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    guard !resolved.views.isEmpty else { return }
    var effective: [String: Assignment] = [:]
    for assignment in resolved.assignments { effective[assignment.setting] = assignment }
    for view in resolved.views {
      // The assignments of a view begin with those of all components.
      let own = view.resolved.assignments.dropFirst(resolved.assignments.count)
      var reported: Set<Location> = []
      for assignment in own {
        guard let location = assignment.location, !location.isContainerVariable,
          let key = effective[assignment.setting], key.location?.isGlobalKey == true,
          key.written.isKnown, assignment.written.isKnown, key.written != assignment.written,
          reported.insert(location).inserted
        else { continue }
        findings.add(
          .overrides(assignment.spelling, key.spelling, in: view.component), at: assignment,
          setting: assignment.setting, help: .setKey(key.spelling),
          related: [.init(.otherValue, key.span)])
      }
    }
  }
}

extension Message {
  fileprivate static func overrides(
    _ spelling: String, _ key: String, in component: String
  ) -> Message {
    "`\(spelling)` overrides `\(key)`, but only in `\(component)`"
  }

  fileprivate static func setKey(_ key: String) -> Message {
    "set `\(key)` if every component needs the value"
  }
}
