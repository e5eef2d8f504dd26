import ConfigSyntax
import Diagnostics
import Settings

/// Values for chart `wandb-base`, from which operator-wandb builds its components.
///
/// Source: `charts/wandb-base/values.yaml` and `test-configs/wandb-base` in wandb/helm-charts. In
/// values of operator-wandb, all of its keys are below a component.
enum ComponentChart {
  /// The refusal of such a document; nil for any other.
  static func detect(_ entries: [Entry]) -> Detection? {
    guard let sign = entries.first(where: isSign),
      !entries.contains(where: { ComponentName.isComponent($0.key.value) })
    else { return nil }
    return .refused(.valuesOfAnotherChart("chart `wandb-base`", sign.key))
  }

  /// Whether an entry has containers or jobs, which no other chart has at the root.
  private static func isSign(_ entry: Entry) -> Bool {
    guard ["containers", "cronJobs", "jobs"].contains(entry.key.value) else { return false }
    return entry.value.entries?.contains { member in
      ["args", "command", "containers", "image"].contains { member.value[$0] != nil }
    } ?? false
  }
}
