import ConfigSyntax
import Diagnostics
import Settings

/// Keys and settings of the chart that a target which is no values file has no place for.
enum UnwrittenKeys {
  static func report(
    _ foreign: [Field<Configuration>], _ configuration: Configuration,
    _ resolved: ResolvedConfiguration, _ target: String, _ bag: inout DiagnosticBag
  ) {
    let entries = configuration.unmodelled.helm?.entries ?? []
    let keys = entries.flatMap { entry in
      entry.key.value == "global" ? leaves(entry, below: "") : [entry.key.value]
    }
    let settings = foreign.map(\.name)
    let place = foreign.first?.history(configuration).last.map { resolved[$0].span }
    guard let span = place ?? entries.first?.key.span else { return }
    bag.reportNotCarried(settings + keys, target, at: span)
  }

  private static func leaves(_ entry: Entry, below path: String) -> [String] {
    let own = path.isEmpty ? entry.key.value : "\(path).\(entry.key.value)"
    guard let entries = entry.value.entries, !entries.isEmpty else { return [own] }
    return entries.flatMap { leaves($0, below: own) }
  }
}
