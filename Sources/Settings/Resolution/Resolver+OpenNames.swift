import ConfigSyntax
import Diagnostics

/// Keys in maps that the chart passes on: Kubernetes may know more of them than this program does,
/// so only a near miss of a known key is reported.
extension Resolver {
  /// Checks the keys of a free map, and those of the elements of a list.
  mutating func checkOpenNames(_ entry: Entry, _ path: String) {
    switch entry.value.kind {
    case .mapping(let entries): checkOpenNames(entries, path, Self.openNames(below: path))
    case .sequence(let elements):
      let names = Self.openNames(below: path)
      guard names != nil else { return }
      for (number, element) in elements.enumerated() {
        checkOpenNames(element.entries ?? [], "\(path)[\(number)]", names)
      }
    case .scalar, .damaged, .unknown: return
    }
  }

  private mutating func checkOpenNames(_ entries: [Entry], _ path: String, _ names: KnownNames?) {
    guard let names else { return }
    for entry in entries {
      let name = entry.key.value
      if names.contains(name) {
        checkOpenNames(entry, "\(path).\(name)")
      } else if names.nearest(to: name) != nil {
        checkName(entry, path, among: names)
      }
    }
  }

  private static func openNames(below path: String) -> KnownNames? {
    let keys = path.split(separator: ".").suffix(2)
    switch (keys.first, keys.last) {
    case (_, "resources"): return resources
    case (_, "autoscaling"): return autoscaling
    case ("autoscaling", "horizontal"): return horizontal
    case ("ingress", "tls"), ("secondary", "tls"): return certificates
    default: return nil
    }
  }

  private static let resources = KnownNames(["limits", "requests", "claims"])
  private static let autoscaling = KnownNames([
    "enabled", "horizontal", "keda", "maxReplicas", "minReplicas", "vertical",
  ])
  private static let horizontal = KnownNames([
    "behavior", "enabled", "maxReplicas", "metrics", "minReplicas",
    "targetCPUUtilizationPercentage", "targetMemoryUtilizationPercentage",
  ])
  private static let certificates = KnownNames(["hosts", "secretName"])
}
