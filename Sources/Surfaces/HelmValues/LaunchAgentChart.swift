import ConfigSyntax
import Diagnostics

/// Values for chart `launch-agent`, which runs an agent of W&B Launch next to any server.
///
/// Source: `charts/launch-agent/values.yaml` in wandb/helm-charts. The chart has no key in common
/// with operator-wandb.
enum LaunchAgentChart {
  /// The refusal of such a document; nil for any other.
  static func detect(_ entries: [Entry]) -> Detection? {
    let names = entries.map(\.key.value)
    guard !names.contains("global"), names.filter(keys.contains).count >= 2,
      let sign = entries.first(where: isSign)
    else { return nil }
    return .refused(.valuesOfAnotherChart("chart `launch-agent`", sign.key))
  }

  /// Whether an entry is one that only this chart has.
  private static func isSign(_ entry: Entry) -> Bool {
    switch entry.key.value {
    case "launchConfig", "additionalTargetNamespaces": true
    case "agent": ["apiKey", "image", "useExternalWandbSecret"].contains { entry.value[$0] != nil }
    default: false
    }
  }

  private static let keys: Set<String> = [
    "additionalTargetNamespaces", "agent", "baseUrl", "gitCreds", "launchConfig", "namespace",
    "volcano",
  ]
}

extension Diagnostic {
  /// Values of a chart that is not operator-wandb; `key` is one that only it has.
  static func valuesOfAnotherChart(_ chart: String, _ key: Located) -> Diagnostic {
    var diagnostic = Diagnostic(
      InputKindProblem.valuesOfAnotherChart,
      "these are values of \(chart), so nothing in this document is read", at: key.span)
    diagnostic.help = "check values of chart operator-wandb"
    return diagnostic
  }
}
