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
    var merged: ValueTree?
    for next in (values + options).compactMap(\.chartValues) {
      ValueTree.merge(next, into: &merged)
    }
    return merged?.node
  }
}
