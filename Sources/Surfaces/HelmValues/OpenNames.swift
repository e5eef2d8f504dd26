import ConfigSyntax
import Diagnostics
import Settings

/// Keys in maps that the chart passes on: Kubernetes may know more of them than this program does,
/// so only a near miss of a known key is reported.
enum OpenNames {
  /// Checks the keys of a free map, and those of the elements of a list.
  static func check(_ node: ConfigNode, _ path: String, _ reader: inout SurfaceReader) {
    guard let names = names(below: path) else { return }
    switch node.kind {
    case .mapping(let entries): checkEntries(entries, of: path, names, &reader)
    case .sequence(let elements):
      for (number, element) in elements.enumerated() {
        checkEntries(element.entries ?? [], of: "\(path)[\(number)]", names, &reader)
      }
    case .scalar, .damaged, .unknown: return
    }
  }

  private static func checkEntries(
    _ entries: [Entry], of path: String, _ names: KnownNames, _ reader: inout SurfaceReader
  ) {
    for entry in entries {
      let name = entry.key.value
      if names.contains(name) {
        check(entry.value, "\(path).\(name)", &reader)
      } else if names.nearest(to: name) != nil {
        ChartKeyCheck.checkName(
          ChartEntry(entry, in: path, of: nil), among: names, &reader)
      }
    }
  }

  private static func names(below path: String) -> KnownNames? {
    let keys = path.pieces(between: ".").suffix(2)
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
