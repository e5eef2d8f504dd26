import ConfigSyntax
import Diagnostics
import Settings

/// A document whose values are all below a key that the chart does not read.
enum WrongRoot {
  /// The refusal of such a document; nil for any other.
  static func detect(_ entries: [Entry]) -> Detection? {
    guard !entries.contains(where: { isRead($0.key.value) }) else { return nil }
    for entry in entries {
      if entry.key.value == "spec", entry.value["values"] != nil {
        return .refused(.resourceWithoutKind(entry.key, missing: missing(in: entries)))
      }
      guard let path = path(to: entry, depth: 3) else { continue }
      return .refused(.wrongRoot(entry.key, path))
    }
    return nil
  }

  /// Whether the chart reads a key of this name at the top level.
  private static func isRead(_ name: String) -> Bool { ChartKey.root.child(name) != nil }

  /// What a custom resource lacks to be one.
  private static func missing(in entries: [Entry]) -> String {
    let names = ["apiVersion", "kind"].filter { name in
      !entries.contains { $0.key.value == name }
    }
    return names.map { "`\($0)`" }.joined(separator: " and ")
  }

  /// The path of the values at or below an entry; nil where there are none.
  private static func path(to entry: Entry, depth: Int) -> String? {
    guard depth > 0, let children = entry.value.entries, !children.isEmpty else { return nil }
    let name = entry.key.value
    if isValues(children, isUsual: isUsual(name)) { return name }
    for child in children where !isRead(child.key.value) {
      if let below = path(to: child, depth: depth - 1) { return "\(name).\(below)" }
    }
    return nil
  }

  /// Whether entries are values of the chart: a `global` with its keys, or, below a key that often
  /// is such a root, nothing but keys of the chart or of its `global`.
  private static func isValues(_ entries: [Entry], isUsual: Bool) -> Bool {
    if let global = entries.first(where: { $0.key.value == "global" })?.value.entries,
      let known = ChartKey.at("global"),
      global.contains(where: { known.child($0.key.value) != nil })
    {
      return true
    }
    let below = ChartKey.at("global")
    return isUsual
      && entries.allSatisfy { isRead($0.key.value) || below?.child($0.key.value) != nil }
  }

  /// Whether a key is named like a release, a chart or what other tools put around values.
  private static func isUsual(_ name: String) -> Bool {
    roots.contains(name) || name.lowercased().holds("wandb")
  }

  private static let roots = [
    "chart", "helm", "values", "valuesInline", "valuesObject", "weights-and-biases",
  ]
}

extension Diagnostic {
  fileprivate static func wrongRoot(_ key: Located, _ path: String) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.wrongRoot,
      "chart operator-wandb reads nothing in this document, whose values are below `\(path)`",
      at: key.span)
    diagnostic.help =
      """
      move the contents of `\(path)` to the top level; if an umbrella chart passes them on, check \
      that section as a file of its own
      """
    return diagnostic
  }

  fileprivate static func resourceWithoutKind(_ key: Located, missing: String) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.wrongRoot,
      "nothing in this document is read: a custom resource must have \(missing)", at: key.span)
    diagnostic.help =
      """
      add `apiVersion: apps.wandb.com/v1` and `kind: WeightsAndBiases`, or move the contents of \
      `spec.values` to the top level
      """
    return diagnostic
  }
}
