import ConfigSyntax
package import Diagnostics
package import Settings

/// The security context of a component's pods is set under a key that the chart does not read.
package enum UnreadSecurityContext: Rule {
  package static let id = DiagnosticID(
    "WB3057", "unread-security-context", .warning,
    evidence: .read(
      by: .chart,
      source: "Template of wandb-base, which reads `podSecurityContext`; wandb/docs#2869"),
    Documentation(
      summary: "The chart does not read `pod.securityContext` of a component.",
      explanation: """
        The documentation has shown `pod.securityContext`, which the components' own charts once \
        read. The chart that they now share declares the key but reads `podSecurityContext` \
        (wandb/docs#2869): pods still start as user 999, and OpenShift rejects them. \
        `container.securityContext` is read.
        """,
      failing: .yaml("app:\n  pod:\n    securityContext:\n      runAsUser: 1000710000\n"),
      passing: .yaml("app:\n  podSecurityContext:\n    runAsUser: 1000710000\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    // Before the release that renamed `app`, each component had its own chart.
    guard resolved.configuration.unmodelled.helm != nil,
      resolved.chartVersion >= ChartVersion(0, 34, 2)
    else { return }
    for section in resolved.componentSections {
      guard let context = SecurityContext(section, "pod", "securityContext") else { continue }
      let read = readLocations(section, resolved)
      let differing = context.entries.filter {
        read[$0.key.value]?.text != $0.value.dataText
      }
      guard let first = differing.first else { continue }
      let other = differing.lazy.compactMap { read[$0.key.value] }.first
      findings.add(
        .notRead(context.path), at: first.key.span, via: first.value.via,
        help: .move(to: "\(context.component).podSecurityContext"),
        related: other.map { [.init(.valueInEffect, $0.span)] } ?? [])
    }
  }

  private typealias Location = (text: String, span: SourceSpan)

  /// The values of `podSecurityContext` by key, whether they are settings or not.
  private static func readLocations(
    _ section: Entry, _ resolved: ResolvedConfiguration
  ) -> [String: Location] {
    let rest = SecurityContext(section, "podSecurityContext")?.values ?? [:]
    var locations = rest.mapValues { Location($0.dataText, $0.span) }
    guard let component = resolved.configuration.components[section.key.value] else {
      return locations
    }
    func add<Value: SettingValue>(_ key: String, _ setting: Setting<Value>) {
      guard let value = setting.literal, let origin = resolved.origin(of: setting) else { return }
      locations[key] = (value.text, origin.span)
    }
    add("runAsUser", component.runAsUser)
    add("runAsGroup", component.runAsGroup)
    add("runAsNonRoot", component.runAsNonRoot)
    add("fsGroup", component.fsGroup)
    return locations
  }
}

extension Message {
  fileprivate static func notRead(_ path: String) -> Message {
    "the chart does not read `\(path)`"
  }

  fileprivate static func move(to path: String) -> Message { "move it to `\(path)`" }

  fileprivate static let valueInEffect: Message = "the value in effect"
}
