import ConfigSyntax
import Diagnostics
import Settings

/// Reports keys and settings of the chart that have no equivalent in a target without Helm values.
enum UnwrittenKeys {
  static func report(
    _ foreign: [Field<Configuration>], _ configuration: Configuration,
    _ resolved: ResolvedConfiguration, _ target: String, _ bag: inout DiagnosticBag
  ) {
    let entries = configuration.unmodelled.helm?.entries ?? []
    let keys = entries.flatMap { entry in
      entry.key.value == "global" ? leaves(entry, below: "") : [entry.key.value]
    }
    let ownKeys = operatorKeys(configuration)
    let place = foreign.first?.history(configuration).last.map { resolved[$0].span }
    guard let span = place ?? entries.first?.key.span ?? ownKeys.span else { return }
    bag.reportNotCarried(foreign.map(\.name) + ownKeys.names + keys, target, at: span)
  }

  /// Keys of the operator's own chart without a setting.
  static func operatorKeys(
    _ configuration: Configuration
  ) -> (names: [String], span: SourceSpan?) {
    let entries = configuration.unmodelled.operatorChart?.entries ?? []
    return (entries.map { "operator.\($0.key.value)" }, entries.first?.key.span)
  }

  /// Reports what a custom resource has besides its values: the chart, the namespace, labels.
  static func reportResource(
    _ configuration: Configuration, _ target: String, _ bag: inout DiagnosticBag
  ) {
    let identity: Set = ["apiVersion", "kind", "metadata.name"]
    let sections: Set = ["metadata", "spec"]
    let resource = configuration.unmodelled.operatorResource
    var names: [String] = []
    var first: SourceSpan?
    for entry in resource?.entries ?? [] {
      let section = entry.key.value
      let below = sections.contains(section) ? entry.value.entries : nil
      for (key, path) in below?.map({ ($0.key, "\(section).\($0.key.value)") })
        ?? [(entry.key, section)]
      where !identity.contains(path) {
        names.append(path)
        first = first ?? key.span
      }
    }
    if let first { bag.reportNotCarried(names, target, at: first) }
  }

  private static func leaves(_ entry: Entry, below path: String) -> [String] {
    let own = path.isEmpty ? entry.key.value : "\(path).\(entry.key.value)"
    guard let entries = entry.value.entries, !entries.isEmpty else { return [own] }
    return entries.flatMap { leaves($0, below: own) }
  }
}
