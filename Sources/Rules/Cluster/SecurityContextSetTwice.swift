import ConfigSyntax
package import Diagnostics
package import Settings

/// The two keys for the security context of a component's containers disagree.
package enum SecurityContextSetTwice: Rule {
  package static let id = DiagnosticID(
    "WB3058", "security-context-set-twice", .warning,
    evidence: .read(by: .chart, source: "Template of wandb-base (Sprig `merge`), rendered"),
    Documentation(
      summary: "`securityContext` and `container.securityContext` of a component differ.",
      explanation: """
        The chart merges `securityContext` over `container.securityContext`, but a value in the \
        former that is false, 0 or empty does not win, so which of the two takes effect depends on \
        the values themselves. Keep one of the keys.
        """,
      failing: .yaml(
        """
        app:
          securityContext: {readOnlyRootFilesystem: true}
          container:
            securityContext: {readOnlyRootFilesystem: false}

        """),
      passing: .yaml("app:\n  securityContext: {readOnlyRootFilesystem: true}\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    guard resolved.configuration.unmodelled.helm != nil else { return }
    for section in resolved.componentSections {
      guard let context = SecurityContext(section, "container", "securityContext"),
        let winner = SecurityContext(section, "securityContext")
      else { continue }
      let others = winner.values
      for entry in context.entries {
        let key = entry.key.value
        guard let other = others[key], other.dataText != entry.value.dataText else { continue }
        findings.add(
          .differ("\(context.path).\(key)", "\(winner.path).\(key)"), at: entry.value.span,
          via: entry.value.via, help: .keep("\(winner.path).\(key)"),
          related: [.init(.otherValue, other.span)])
      }
    }
  }
}

extension Message {
  fileprivate static func differ(_ path: String, _ winner: String) -> Message {
    "`\(path)` and `\(winner)` differ"
  }

  fileprivate static func keep(_ path: String) -> Message { "keep `\(path)`" }
}
