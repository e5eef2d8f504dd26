import ConfigSyntax
import Diagnostics
import Settings

/// Fields of Kubernetes' structures that must or can't be together.
enum PodShapes {
  static func check(
    _ node: ConfigNode, _ path: String, _ structure: String, _ reader: inout SurfaceReader
  ) {
    let fault: Diagnostic? =
      switch structure {
      case "Toleration": toleration(node, path)
      case "SecurityContext": securityContext(node, path)
      case "Horizontal": autoscaler(node, path)
      case "Volume": volume(node, path)
      case "Service": service(node, path)
      case "DisruptionBudget": disruptionBudget(node, path)
      case "Issuer": issuer(node, path)
      default: nil
      }
    if let fault { reader.report(fault) }
  }

  private static func toleration(_ node: ConfigNode, _ path: String) -> Diagnostic? {
    guard node["key"]?.scalar?.text.isEmpty ?? true, node["operator"]?.scalar?.text != "Exists"
    else { return nil }
    return .impossible(path, node, "must have `operator: Exists`, because it has no `key`")
  }

  private static func securityContext(_ node: ConfigNode, _ path: String) -> Diagnostic? {
    guard let privileged = node["privileged"], isTrue(privileged),
      !(node["allowPrivilegeEscalation"].map(isTrue) ?? false)
    else { return nil }
    return .impossible(
      path, privileged, "must have `allowPrivilegeEscalation: true`, because it is privileged")
  }

  private static func isTrue(_ node: ConfigNode) -> Bool {
    node.scalar?.meaning == .boolean(true)
  }

  private static func autoscaler(_ node: ConfigNode, _ path: String) -> Diagnostic? {
    guard let written = node["minReplicas"], case .integer(let digits)? = written.scalar?.meaning,
      let least = Int(digits), node["enabled"].map(isTrue) ?? false
    else { return nil }
    if least < 1 { return .impossible(path, written, "must have a `minReplicas` of at least 1") }
    guard case .integer(let digits)? = node["maxReplicas"]?.scalar?.meaning,
      let most = Int(digits), most < least
    else { return nil }
    return .impossible(path, written, "has a `minReplicas` above its `maxReplicas`")
  }

  private static func volume(_ node: ConfigNode, _ path: String) -> Diagnostic? {
    guard let entries = node.entries else { return nil }
    if node["name"] == nil { return .impossible(path, node, "must have a `name`") }
    let sources = entries.filter { $0.key.value != "name" && !$0.value.isNull }
    guard sources.count == 1 else {
      return .impossible(path, node, "must have exactly one source")
    }
    if node["secret"]?.entries != nil, node["secret"]?["secretName"] == nil {
      return .impossible("\(path).secret", node, "must have a `secretName`")
    }
    if ["redis-ca"].contains(node["name"]?.scalar?.text) {
      return .impossible(path, node, "has the name of a volume of the chart's own")
    }
    return nil
  }
}

extension PodShapes {
  private static func service(_ node: ConfigNode, _ path: String) -> Diagnostic? {
    guard case .sequence(let ports)? = node["ports"]?.kind,
      ["ClusterIP", nil].contains(node["type"]?.scalar?.text),
      let port = ports.first(where: { $0["nodePort"] != nil })
    else { return nil }
    return .impossible(path, port, "must have `type: NodePort`, because a port has a `nodePort`")
  }

  private static func disruptionBudget(_ node: ConfigNode, _ path: String) -> Diagnostic? {
    guard let least = node["minAvailable"], !least.isNull, node["maxUnavailable"]?.isNull != true
    else { return nil }
    return .impossible(
      path, least,
      "must have `maxUnavailable: null` with `minAvailable`, because the chart sets it to 1")
  }

  private static func issuer(_ node: ConfigNode, _ path: String) -> Diagnostic? {
    guard let create = node["create"], FlagText.isTrue(create) == true else { return nil }
    return .issuedHost(path, create)
  }
}

extension Diagnostic {
  fileprivate static func issuedHost(_ path: String, _ node: ConfigNode) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.unknownField,
      "with `\(path).create`, the chart writes `tls[].host`, which Kubernetes does not know",
      at: node.span)
    diagnostic.help = "list the hosts in `ingress.tls`"
    return diagnostic
  }

  fileprivate static func impossible(
    _ path: String, _ node: ConfigNode, _ fault: String
  ) -> Diagnostic {
    Diagnostic(
      KubernetesProblem.impossibleCombination, "`\(path)` \(fault)", at: node.span)
  }
}
