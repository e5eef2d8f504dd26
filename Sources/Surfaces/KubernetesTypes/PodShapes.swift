import ConfigSyntax
import Diagnostics
import Settings

/// Fields of Kubernetes' structures that must or can't be together.
enum PodShapes {
  /// Finds the fault of a value; the path is that of the value.
  typealias Check = (_ node: ConfigNode, _ path: () -> String) -> Diagnostic?

  /// The check of a structure's values in a release; nil if its fields do not depend on each other.
  static func check(of structure: ValueStructure, in release: ChartVersion) -> Check? {
    let shape = shape(of: structure.name, release)
    let required = structure.required
    guard !required.isEmpty else { return shape }
    return { node, path in
      SchedulingShapes.required(required, node, path) ?? shape?(node, path)
    }
  }

  private static func shape(of structure: String, _ release: ChartVersion) -> Check? {
    switch structure {
    case "Toleration": SchedulingShapes.toleration
    case "NodeTerms": SchedulingShapes.nodeTerms
    case "NodeExpression", "LabelExpression": SchedulingShapes.expression
    case "PreferredNode", "PreferredPod": SchedulingShapes.preference
    case "TopologySpread": SchedulingShapes.spread
    case "Profile": profile
    case "SecurityContext": securityContext
    case "Horizontal": autoscaler
    case "Volume": volume
    case "Container": mounts
    case "Component": { restartPolicy($0, $1, release) }
    case "Service": service
    case "DisruptionBudget": disruptionBudget
    case "Issuer": issuer
    default: nil
    }
  }

  private static func securityContext(_ node: ConfigNode, _ path: () -> String) -> Diagnostic? {
    guard let privileged = node["privileged"], isTrue(privileged),
      !(node["allowPrivilegeEscalation"].map(isTrue) ?? false)
    else { return nil }
    return .impossible(
      path(), privileged, "must have `allowPrivilegeEscalation: true`, because it is privileged")
  }

  private static func profile(_ node: ConfigNode, _ path: () -> String) -> Diagnostic? {
    guard let type = node["type"]?.stringValue else { return nil }
    let file = node["localhostProfile"].flatMap { $0.isNull ? nil : $0 }
    switch (type, file) {
    case ("Localhost", nil):
      return .impossible(path(), node, "must have a `localhostProfile` with `type: Localhost`")
    case ("RuntimeDefault", let file?), ("Unconfined", let file?):
      return .impossible(path(), file, "must have `type: Localhost` with a `localhostProfile`")
    default: return nil
    }
  }

  private static func isTrue(_ node: ConfigNode) -> Bool {
    node.scalar?.meaning == .boolean(true)
  }

  private static func autoscaler(_ node: ConfigNode, _ path: () -> String) -> Diagnostic? {
    guard let written = node["minReplicas"], case .integer(let digits)? = written.scalar?.meaning,
      let least = Int(digits), node["enabled"].map(isTrue) ?? false
    else { return nil }
    if least < 1 { return .impossible(path(), written, "must have a `minReplicas` of at least 1") }
    guard let limit = node["maxReplicas"], case .integer(let digits)? = limit.scalar?.meaning,
      let most = Int(digits), most < least
    else { return nil }
    let later = limit.span.file > written.span.file ? limit : written
    return .impossible(path(), later, "has a `minReplicas` above its `maxReplicas`")
  }

  private static func volume(_ node: ConfigNode, _ path: () -> String) -> Diagnostic? {
    guard let entries = node.entries else { return nil }
    let sources = entries.filter { $0.key.value != "name" && !$0.value.isNull }
    guard sources.count == 1 else {
      return .impossible(path(), node, "must have exactly one source")
    }
    if node["secret"]?.entries != nil, node["secret"]?["secretName"] == nil {
      return .impossible("\(path()).secret", node, "must have a `secretName`")
    }
    if let name = node["name"], let text = name.stringValue, text.contains("."), !text.holds("{{") {
      return .impossible(path(), name, "must have a `name` without dots")
    }
    if node["name"]?.scalar?.text == "redis-ca" {
      return .impossible(path(), node, "has the name of a volume of the chart's own")
    }
    return nil
  }
}

extension PodShapes {
  /// Paths at which the chart mounts a volume of its own.
  private static let mountPaths = ["/etc/ssl/certs/redis_ca.pem"]

  private static func mounts(_ node: ConfigNode, _ path: () -> String) -> Diagnostic? {
    guard case .sequence(let mounts)? = node["volumeMounts"]?.kind else { return nil }
    var paths = mountPaths
    for mount in mounts {
      guard let mountPath = mount["mountPath"], let text = mountPath.stringValue else { continue }
      if paths.contains(text) {
        return .impossible(
          "\(path()).volumeMounts", mountPath, "mounts two volumes at the same path")
      }
      paths.append(text)
    }
    return nil
  }

  private static func service(_ node: ConfigNode, _ path: () -> String) -> Diagnostic? {
    guard case .sequence(let ports)? = node["ports"]?.kind,
      ["ClusterIP", nil].contains(node["type"]?.scalar?.text),
      let port = ports.first(where: { $0["nodePort"] != nil })
    else { return nil }
    return .impossible(path(), port, "must have `type: NodePort`, because a port has a `nodePort`")
  }

  /// The pods of a Deployment or StatefulSet are always restarted.
  private static func restartPolicy(
    _ node: ConfigNode, _ path: () -> String, _ release: ChartVersion
  ) -> Diagnostic? {
    guard let policy = node["restartPolicy"],
      ["OnFailure", "Never"].contains(policy.stringValue?.uncommented)
    else { return nil }
    let kind =
      node["kind"]?.stringValue
      ?? ChartReads.default(
        at: ChartPath("\(path()).kind"), in: release)?.value
    guard ["Deployment", "StatefulSet"].contains(kind),
      ChartReads.reads(ChartPath("\(path()).restartPolicy"), in: release)
    else { return nil }
    return .impossible(path(), policy, "must have `restartPolicy: Always`, because it is not a job")
  }

  private static func disruptionBudget(_ node: ConfigNode, _ path: () -> String) -> Diagnostic? {
    guard let least = node["minAvailable"], !least.isNull, node["maxUnavailable"]?.isNull != true
    else { return nil }
    return .impossible(
      path(), least,
      "must have `maxUnavailable: null` with `minAvailable`, because the chart sets it to 1")
  }

  private static func issuer(_ node: ConfigNode, _ path: () -> String) -> Diagnostic? {
    guard let create = node["create"], FlagText.isTrue(create) == true else { return nil }
    return .issuedHost(path(), create)
  }
}

extension Diagnostic {
  fileprivate static func issuedHost(_ path: String, _ node: ConfigNode) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.unknownField,
      "with `\(path).create`, the chart writes `tls[].host`, a field that Kubernetes does not have",
      at: node.span)
    diagnostic.help = "list the hosts in `ingress.tls`"
    return diagnostic
  }

  static func impossible(
    _ path: String, _ node: ConfigNode, _ fault: String
  ) -> Diagnostic {
    Diagnostic(
      KubernetesProblem.impossibleCombination, "`\(path)` \(fault)", at: node.span)
  }
}
