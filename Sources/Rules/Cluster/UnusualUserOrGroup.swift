import ConfigSyntax
package import Diagnostics
package import Settings

/// A component runs as a user or group that its image is not made for.
package enum UnusualUserOrGroup: Rule {
  package static let id = DiagnosticID(
    "WB3036", "unusual-user-or-group", .warning,
    Documentation(
      summary: "A component runs as a user or group that W&B's images do not expect.",
      explanation: """
        The images belong to user 999 and group 0 (wandb-base 0.12.4). Where a cluster picks users \
        itself, as OpenShift does, the documentation asks for a user of 100000 or more, still in \
        group 0; in another group the pods can't write their own files, and root is what Pod \
        Security admission refuses. The context of a container is looked at as well: Kubernetes \
        puts it over that of the pod.
        """,
      failing: .yaml("app:\n  podSecurityContext:\n    runAsUser: 1000\n"),
      passing: .yaml("app:\n  podSecurityContext:\n    runAsUser: 100000\n    runAsGroup: 0\n")))

  /// The users of images that are not W&B's usual one (operator-wandb 0.43.8).
  private static let ownUsers = ["frontend": 101, "mcp-server": 1000]

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    for (name, component) in resolved.components {
      let section = "\(name).podSecurityContext"
      if let user = component.runAsUser.literal, let fault = fault(ofUser: user, name),
        let place = resolved.origin(of: component.runAsUser)
      {
        report.report(
          "`\(place.spelling)` \(fault)", at: place, setting: "\(section).runAsUser",
          help: userHelp)
      }
      if let group = component.runAsGroup.literal, group > 0,
        let place = resolved.origin(of: component.runAsGroup)
      {
        report.report(
          "`\(place.spelling)` \(groupFault)", at: place,
          setting: "\(section).runAsGroup", help: "write 0")
      }
      if component.runAsNonRoot.literal == false,
        let place = resolved.origin(of: component.runAsNonRoot)
      {
        report.report(
          "`\(place.spelling)` \(rootFault)", at: place,
          setting: "\(section).runAsNonRoot", help: rootHelp)
      }
    }
    checkContainers(resolved, &report)
  }

  /// `securityContext`, `container.securityContext` and those of single containers.
  private static func checkContainers(
    _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard resolved.configuration.unmodelled.helm != nil else { return }
    for context in resolved.containerContexts {
      for entry in context.entries {
        guard let (fault, help) = fault(of: entry, context.component) else { continue }
        report.report(
          "`\(context.path).\(entry.key.value)` \(fault)", at: entry.value.span,
          via: entry.value.via, help: help)
      }
    }
  }

  private static func fault(
    of entry: Entry, _ component: String
  ) -> (fault: String, help: String)? {
    switch (entry.key.value, entry.value.scalar?.meaning) {
    case ("runAsUser", .integer(let digits)?):
      Int(digits).flatMap { fault(ofUser: $0, component) }.map { ($0, userHelp) }
    case ("runAsGroup", .integer(let digits)?) where digits != "0": (groupFault, "write 0")
    case ("runAsNonRoot", .boolean(false)?): (rootFault, rootHelp)
    default: nil
    }
  }

  private static let userHelp = "leave it out, or write 100000 or more"
  private static let groupFault = "is not 0, the group of the image's files"
  private static let rootFault = "lets the component run as root"
  private static let rootHelp = "leave it out; no image needs root"

  private static func fault(ofUser user: Int, _ component: String) -> String? {
    switch user {
    case 0: "is root"
    case 999, ownUsers[component]: nil
    case 1..<100_000: "is neither the image's user nor one above 99999"
    default: nil
    }
  }
}
