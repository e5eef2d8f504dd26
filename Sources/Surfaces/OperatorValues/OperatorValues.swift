package import ConfigSyntax
import Diagnostics
import Settings

/// Values for the operator's own chart, recognised by its top-level keys.
package struct OperatorValues: InputKind {
  package static let title = "values of the operator's chart"

  package static func detect(_ document: ConfigDocument) -> Detection {
    guard let entries = document.root?.entries, ChartChoice(entries).isOperatorChart else {
      return .no
    }
    return .yes(OperatorValues())
  }

  package func read(_ root: ConfigNode, _ reader: inout SurfaceReader) {
    let rest = readSection("", root.entries ?? [], &reader)
    guard !rest.isEmpty else { return }
    reader.keep(.operatorKeys(ConfigNode(.mapping(rest), root.span)), root.span)
  }

  /// Reads the claimed keys of a section; returns the entries that no setting claims.
  private func readSection(
    _ section: String, _ entries: [Entry], _ reader: inout SurfaceReader
  ) -> [Entry] {
    var rest: [Entry] = []
    for entry in entries {
      let path = entry.path(below: section)
      switch reader.find(.operatorChart(path)) {
      case .claim(.field(let number, let spelling), let owner):
        let id = FieldID(section: owner, index: number)
        let origin = reader.origin(WrittenName(path, .operatorChart(path)), entry.value)
        let value = FieldReader(id, as: spelling, at: origin, &reader)
        if value.read(entry.value, &reader) == .keepsEntry { rest.append(entry) }
      case .mapping:
        let below = readSection(path, entry.value.entries ?? [], &reader)
        if !below.isEmpty {
          rest.append(Entry(key: entry.key, value: ConfigNode(.mapping(below), entry.value.span)))
        }
      case .claim(.member, _), .nothing:
        if section.isEmpty {
          ChartKeyCheck.checkName(
            ChartEntry(entry, in: "", of: nil), among: OperatorChart.keys, &reader)
        }
        rest.append(entry)
      }
    }
    return rest
  }
}

extension OperatorChart {
  /// The keys of chart operator 1.4.8, and those that only earlier releases read: `extraEnvs`
  /// (1.1.4), `clusterRole` and `rbacProxy` (before 1.3.1).
  static let keys = KnownNames([
    "affinity", "airgapped", "caCertsConfigMap", "clusterRole", "customCACerts", "extraEnv",
    "extraEnvs", "fullnameOverride", "image", "manager", "nameOverride", "namespaceIsolation",
    "nodeSelector", "podAnnotations", "podSecurityContext", "rbacProxy", "replicaCount",
    "resources", "role", "securityContext", "tolerations",
  ])
}
