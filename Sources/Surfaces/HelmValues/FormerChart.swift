import ConfigSyntax
import Diagnostics
import Settings

/// Values for chart `wandb`, which installed wandb/local before operator-wandb replaced it.
///
/// Source: `charts/wandb/values.yaml` in wandb/helm-charts. Keys such as `mysql` and `ingress` occur
/// in both charts with different contents, so none of them is read.
enum FormerChart {
  /// The refusal of such a document; nil for any other.
  static func detect(_ entries: [Entry]) -> Detection? {
    let names = entries.map(\.key.value)
    guard !names.contains("global"), let sign = entries.first(where: isSign) else { return nil }
    let others = names.filter { keys.contains($0) }
    guard others.count >= 2 else { return nil }
    return .refused(.valuesOfAnotherChart("the former chart `wandb`", sign.key))
  }

  /// Whether an entry is one that only this chart has.
  private static func isSign(_ entry: Entry) -> Bool {
    switch entry.key.value {
    case "bucketRegion", "bucketKmsKeyArn", "bucketQueue", "smtpServer": true
    // The bucket of operator-wandb is a section, below `global`.
    case "bucket": entry.value.scalar.map { $0.text.holds("://") } ?? false
    case "mysql": entry.value["managed"] != nil
    default: false
    }
  }

  private static let keys = [
    "bucket", "bucketKmsKeyArn", "bucketQueue", "bucketRegion", "host", "image", "ldap", "license",
    "mysql", "podSecurityContext", "service", "smtpServer",
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
