import ConfigSyntax
package import Diagnostics
package import Settings

/// A component runs as a user or group that its image is not built for.
package enum UnusualUserOrGroup: Rule {
  package static let id = DiagnosticID(
    "WB3036", "unusual-user-or-group", .warning,
    evidence: .read(
      by: .kubernetes,
      source: "wandb-base 0.12.4, default security contexts; W&B documentation, \"OpenShift\""),
    Documentation(
      summary: "A component runs as a user or group that W&B's images do not expect.",
      explanation: """
        The images belong to user 999 and group 0 (wandb-base 0.12.4). Where the cluster assigns \
        users, as OpenShift does, the documentation asks for a user of 100000 or more, still in \
        group 0; in another group the pods can't write their own files, and Pod Security admission \
        rejects root. The security context of a container is checked as well: Kubernetes applies \
        it over the pod's.
        """,
      failing: .yaml("app:\n  podSecurityContext:\n    runAsUser: 1000\n"),
      passing: .yaml("app:\n  podSecurityContext:\n    runAsUser: 100000\n    runAsGroup: 0\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for (name, component) in resolved.components {
      let section = "\(name).podSecurityContext"
      if let user = component.runAsUser.literal, let fault = fault(ofUser: user, name),
        let origin = resolved.origin(of: component.runAsUser)
      {
        findings.add(
          .setting(origin.spelling, fault), at: origin, setting: "\(section).runAsUser",
          help: .removeUser)
      }
      if let group = component.runAsGroup.literal, group > 0,
        let origin = resolved.origin(of: component.runAsGroup)
      {
        findings.add(
          .setting(origin.spelling, .unusualGroup), at: origin, setting: "\(section).runAsGroup",
          help: .writeGroup,
          fixes: [.writeLiteral("0", for: Located(String(group), origin.span))])
      }
      if component.runAsNonRoot.literal == false,
        let origin = resolved.origin(of: component.runAsNonRoot)
      {
        findings.add(
          .setting(origin.spelling, .allowsRoot), at: origin, setting: "\(section).runAsNonRoot",
          help: .removeRoot)
      }
    }
    checkContainers(resolved, &findings)
  }

  /// Checks `securityContext`, `container.securityContext` and those of single containers.
  private static func checkContainers(
    _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard resolved.configuration.unmodelled.helm != nil else { return }
    for context in resolved.containerContexts {
      for entry in context.entries {
        guard let (fault, help) = fault(of: entry, context.component) else { continue }
        findings.add(
          .setting("\(context.path).\(entry.key.value)", fault), at: entry.value.span,
          via: entry.value.via, help: help,
          fixes: entry.key.value == "runAsGroup"
            ? entry.value.located.map { [.writeLiteral("0", for: $0)] } ?? [] : [])
      }
    }
  }

  private static func fault(
    of entry: Entry, _ component: String
  ) -> (fault: Message, help: Message)? {
    switch (entry.key.value, entry.value.scalar?.meaning) {
    case ("runAsUser", .integer(let digits)?):
      Int(digits).flatMap { fault(ofUser: $0, component) }.map { ($0, .removeUser) }
    case ("runAsGroup", .integer(let digits)?) where digits != "0": (.unusualGroup, .writeGroup)
    case ("runAsNonRoot", .boolean(false)?): (.allowsRoot, .removeRoot)
    default: nil
    }
  }

  private static func fault(ofUser user: Int, _ component: String) -> Message? {
    switch user {
    case 0: .root
    case 999, ownUsers[component]: nil
    case 1..<100_000: .unusualUser
    default: nil
    }
  }

  /// The users of images that do not run as 999 (operator-wandb 0.43.8).
  private static let ownUsers = ["frontend": 101, "mcp-server": 1000]
}

extension Message {
  fileprivate static let root: Message = "is root"

  fileprivate static let unusualUser: Message = "must be the image's user or at least 100000"

  fileprivate static let removeUser: Message = "remove it, or write 100000 or more"

  fileprivate static let unusualGroup: Message = "must be 0, the group of the image's files"

  fileprivate static let writeGroup: Message = "write 0"

  fileprivate static let allowsRoot: Message = "lets the component run as root"

  fileprivate static let removeRoot: Message = "remove it; no image needs root"
}
