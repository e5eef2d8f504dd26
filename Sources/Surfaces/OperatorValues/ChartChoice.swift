import ConfigSyntax
import Diagnostics
import Settings

/// Which chart a values file is for, the server's or the operator's own, by its top-level keys.
///
/// A key that only resembles a known one also counts, so that a typo is one finding and does not
/// make all other keys unknown.
struct ChartChoice {
  /// How many keys only this chart knows.
  private var server = 0
  private var operatorChart = 0
  /// Whether a key is one that people set at the top level of the operator's chart only.
  private var isSigned = false

  init(_ entries: [Entry]) {
    for entry in entries { look(at: entry) }
    // The server's chart reads it below `global`; the operator's, as documented, at the top level.
    if entries.contains(where: { $0.key.value == "caCertsConfigMap" }),
      entries.allSatisfy({ Self.operatorKeys.contains($0.key.value) })
    {
      isSigned = true
    }
    guard isSigned else { return }
    for entry in entries { count(entry.key.value) }
  }

  /// Whether the operator's chart knows more of the keys.
  var isOperatorChart: Bool { isSigned && operatorChart > server }

  private mutating func look(at entry: Entry) {
    switch entry.key.value {
    case "customCACerts": isSigned = true
    case "image": isSigned = isSigned || entry.value.entries != nil
    case let name where !isSigned && ChartKey.root.child(name) == nil:
      isSigned = Self.signs.contains(name) || Self.signs.nearest(to: name) != nil
    default: break
    }
  }

  private mutating func count(_ name: String) {
    if Self.operatorKeys.contains(name) {
      operatorChart += ChartKey.root.child(name) == nil ? 1 : 0
    } else if Self.isServers(name) {
      server += 1
    } else if Self.operatorKeys.nearest(to: name) != nil {
      operatorChart += 1
    } else if Self.serverKeys.nearest(to: name) != nil {
      server += 1
    }
  }

  /// Whether the server's chart has the key at the top level, or below `global`, which some forget.
  private static func isServers(_ name: String) -> Bool {
    ChartKey.root.child(name) != nil || ChartKey.at("global")?.child(name) != nil
  }

  private static let signs = KnownNames(["airgapped", "manager", "namespaceIsolation"])
  private static let operatorKeys = OperatorChart.keys
  private static let serverKeys = KnownNames(ChartKey.root.names)
}
