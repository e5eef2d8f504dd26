import ConfigSyntax
import Diagnostics
import Settings

/// The values of several files and `--set` options, merged as Helm merges them.
///
/// Kubernetes sees only the result: one file may write `value` and another `valueFrom` of a variable,
/// or one a limit and another a request. Each node keeps the span of the file that wrote it last.
enum MergedValues {
  /// The merged values; nil unless a layer is values, which Helm merges with those of another layer
  /// or option.
  static func merge(_ layers: [Layer]) -> ConfigNode? {
    let values = layers.filter(\.isValues)
    // Helm applies its options after all files.
    let options = layers.filter { $0.kind is SetOption }
    guard !values.isEmpty, values.count + options.count > 1,
      values.allSatisfy({ $0.kind.merging == .byHelm })
    else { return nil }
    return (values + options).compactMap(\.chartValues).reduce(nil) { merged, next in
      guard let merged else { return next }
      return self.merged(merged, with: next)
    }
  }

  private static func merged(_ node: ConfigNode, with next: ConfigNode) -> ConfigNode {
    guard let old = node.entries, let new = next.entries else { return next }
    var entries = old
    var numbers: [ExactText: Int] = [:]
    for (number, entry) in old.enumerated() { numbers[ExactText(entry.key.value)] = number }
    for entry in new {
      guard let number = numbers[ExactText(entry.key.value)] else {
        entries.append(entry)
        continue
      }
      let value = merged(entries[number].value, with: entry.value)
      entries[number] = Entry(key: entry.key, value: value)
    }
    return ConfigNode(.mapping(entries), next.span, via: next.via)
  }
}
