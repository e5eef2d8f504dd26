package import Diagnostics
package import Settings

/// The host is a name or an address that only containers or the cluster know.
package enum HostOutOfReach: Rule {
  package static let id = DiagnosticID(
    "WB3076", "unreachable-host", .warning,
    evidence: .read(
      by: .browsers,
      source: """
        RFC 952 and RFC 6761 (special-use names); Docker and Kubernetes resolve their names only \
        inside
        """),
    Documentation(
      summary: "Browsers and SDKs can't reach the host, or probably can't.",
      explanation: """
        People open the host in a browser, and the server puts it into links and signed URLs. Names \
        of services and containers resolve only inside a cluster or a compose project, `0.0.0.0` is \
        an address to listen on, and host names have no underscores (RFC 952). `localhost` is right \
        for a server that is used on its own machine only, and is reported in values of the chart, \
        unless it is the chart's default.
        """,
      failing: .env("HOST=http://wandb-app.default.svc.cluster.local:8080\n"),
      passing: .env("HOST=https://wandb.example.com\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let setting = resolved.configuration.host
    guard let host = setting.literal, let origin = resolved.origin(of: setting),
      MalformedHost.fault(of: host) == nil, let scheme = host.range(of: "://")
    else { return }
    let name = name(host[scheme.upperBound...])
    // An option names the setting, and no location.
    let isOfChart = origin.location == nil || origin.location == .helm("global.host")
    let isOwnMachine = isLoopback(name) && isOfChart && host != defaultHost
    guard
      let clause = isOwnMachine
        ? Message.ownMachine : clause(for: name, isIngressChecked: hasIngress(resolved, origin))
    else { return }
    findings.add(
      .setting(origin.spelling, clause), at: origin, setting: "global.host", help: .useReachableName
    )
  }

  /// Whether the host is the host of an Ingress, whose names Kubernetes checks more strictly.
  private static func hasIngress(
    _ resolved: ResolvedConfiguration, _ origin: Assignment
  ) -> Bool {
    let ingress = resolved.configuration.ingress
    // An option has no location; it sets the key, too.
    let isKey = origin.location == nil || origin.isAtOrBelow("global.host")
    return isKey && ingress.install.literal != false && ingress.create.literal != false
  }

  /// The name in `name:port`, in lower case.
  private static func name(_ authority: Substring) -> String {
    if authority.hasPrefix("[") { return authority.prefix { $0 != "]" }.lowercased() + "]" }
    var name = authority.prefix { $0 != ":" }
    if name.hasSuffix(".") { name = name.dropLast() }
    return name.lowercased()
  }

  private static func clause(for name: String, isIngressChecked: Bool) -> Message? {
    if isUnspecified(name) { return isIngressChecked ? nil : .unspecifiedAddress }
    if let suffix = suffixes.first(where: { name.hasSuffix("." + $0) }) {
      return .inside(suffix, .cluster)
    }
    if containerNames.contains(name) { return .inside(name, .container) }
    if bareNames.contains(name) { return .probablyService }
    guard name.utf8.contains(UInt8(ascii: "_")), !isIngressChecked else { return nil }
    return .underscore
  }

  private static func isUnspecified(_ name: String) -> Bool {
    ["0.0.0.0", "[::]", "[::0]", "[0:0:0:0:0:0:0:0]"].contains(name)
  }

  private static func isLoopback(_ name: String) -> Bool {
    ["localhost", "[::1]"].contains(name) || name.hasSuffix(".localhost")
      || name.hasPrefix("127.") && name.utf8.allSatisfy { $0 == 0x2E || 0x30...0x39 ~= $0 }
  }

  /// The default of every release, for a cluster that is reached by `kubectl port-forward`.
  private static let defaultHost = "http://localhost:8080"

  /// Domains of the cluster's own DNS.
  private static let suffixes = ["cluster.local", "svc"]

  /// Names that Docker and Podman give to the machine around a container.
  private static let containerNames = [
    "gateway.docker.internal", "host.containers.internal", "host.docker.internal",
    "host.minikube.internal", "kubernetes.docker.internal",
  ]

  /// Names without a domain that services of W&B, or of compose files, usually have.
  private static let bareNames = [
    "api", "app", "backend", "frontend", "local", "nginx", "proxy", "server", "traefik", "wandb",
    "wandb-api", "wandb-app", "wandb-console", "wandb-frontend", "wandb-local", "wandb-nginx",
    "wandb-server", "wandb-weave", "web",
  ]
}

extension Message {
  fileprivate static let unspecifiedAddress: Message =
    "is an address to listen on, which browsers and SDKs can't reach"

  fileprivate static let ownMachine: Message =
    "names the machine of each browser and SDK, not the server"

  fileprivate enum Realm { case cluster, container }

  fileprivate static func inside(_ name: String, _ realm: Realm) -> Message {
    switch realm {
    case .cluster: "ends with `.\(name)`, a domain that only the cluster resolves"
    case .container: "is `\(name)`, a name that only containers resolve"
    }
  }

  fileprivate static let probablyService: Message =
    "is probably the name of a service, which browsers and SDKs can't resolve"

  fileprivate static let underscore: Message =
    "contains an underscore, which host names must not contain; some browsers and SDKs reject it"

  fileprivate static let useReachableName: Message =
    "use the name under which people open the server in a browser"
}
