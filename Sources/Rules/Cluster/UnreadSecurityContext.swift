import ConfigSyntax
package import Diagnostics
package import Settings

/// The security context of a component's pods stands under a key that the chart does not read.
package enum UnreadSecurityContext: Rule {
  package static let id = DiagnosticID(
    "WB3057", "unread-security-context", .warning,
    Documentation(
      summary: "`pod.securityContext` of a component is read by nothing.",
      explanation: """
        Documentation has shown `pod.securityContext`, which the components' own charts once read. \
        The chart that they share now declares the key and reads `podSecurityContext` \
        (wandb/docs#2869): pods start with user 999 all the same, and OpenShift refuses them. \
        `container.securityContext` is read.
        """,
      failing: .yaml("app:\n  pod:\n    securityContext:\n      runAsUser: 1000710000\n"),
      passing: .yaml("app:\n  podSecurityContext:\n    runAsUser: 1000710000\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    // Before the release that renamed `app`, components had charts of their own.
    guard resolved.configuration.unmodelled.helm != nil,
      resolved.chartVersion >= ChartVersion(0, 34, 2)
    else { return }
    for section in resolved.componentSections {
      guard let context = SecurityContext(section, "pod", "securityContext") else { continue }
      let read = readPlaces(section, resolved)
      let differing = context.entries.filter {
        read[$0.key.value]?.text != $0.value.dataText
      }
      guard let first = differing.first else { continue }
      let other = differing.lazy.compactMap { read[$0.key.value] }.first
      report.report(
        "the chart does not read `\(context.path)`", at: first.key.span, via: first.value.via,
        help: "move it to `\(context.component).podSecurityContext`",
        related: other.map { [Diagnostic.Label("the value that counts", $0.span)] } ?? [])
    }
  }

  private typealias Place = (text: String, span: SourceSpan)

  /// What `podSecurityContext` says, in settings and beside them, by the keys in it.
  private static func readPlaces(
    _ section: Entry, _ resolved: ResolvedConfiguration
  ) -> [String: Place] {
    let rest = SecurityContext(section, "podSecurityContext")?.values ?? [:]
    var places = rest.mapValues { Place($0.dataText, $0.span) }
    guard let component = resolved.configuration.components[section.key.value] else {
      return places
    }
    func add<Value: SettingValue>(_ key: String, _ setting: Setting<Value>) {
      guard let value = setting.literal, let place = resolved.origin(of: setting) else { return }
      places[key] = (value.text, place.span)
    }
    add("runAsUser", component.runAsUser)
    add("runAsGroup", component.runAsGroup)
    add("runAsNonRoot", component.runAsNonRoot)
    add("fsGroup", component.fsGroup)
    return places
  }
}
