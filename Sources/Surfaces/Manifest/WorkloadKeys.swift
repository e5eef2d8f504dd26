import ConfigSyntax
import Diagnostics

/// The keys of a workload that say how its pod and its container run.
enum WorkloadKeys {
  /// Those of the workload itself, of its pod at a path, and of one of the pod's containers.
  static func all(of root: ConfigNode, pod path: [String], container number: Int) -> [Located] {
    let pod = root.descendant(path)
    var keys = pod?["containers"]?.oneOrMany ?? []
    guard keys.indices.contains(number) else { return [] }
    let container = keys.remove(at: number)
    let sidecars = keys.compactMap { $0["name"]?.located }.map {
      Located("containers.\($0.value)", $0.span)
    }
    let workload = path.count > 1 ? root["spec"] : nil
    let all =
      written(in: container, except: ["name", "image", "env", "envFrom"])
      + written(in: pod, except: ["containers"]) + sidecars
      + written(in: workload, except: ["selector", "template", "jobTemplate"])
    var seen: Set<String> = []
    return all.filter { seen.insert($0.value).inserted }
  }

  private static func written(in node: ConfigNode?, except names: Set<String>) -> [Located] {
    (node?.entries ?? []).filter { entry in
      !names.contains(entry.key.value) && !entry.value.isNull && !isServerPort(entry)
    }.map(\.key)
  }

  /// Whether the entry has the port of the server alone, which all targets know.
  private static func isServerPort(_ entry: Entry) -> Bool {
    guard entry.key.value == "ports", case .sequence(let ports) = entry.value.kind else {
      return false
    }
    return ports.allSatisfy { $0["containerPort"]?.scalar?.text == "8080" && $0["hostPort"] == nil }
  }
}
