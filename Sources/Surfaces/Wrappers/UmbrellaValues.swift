package import ConfigSyntax
import Diagnostics
import Settings

/// Values of a chart that has operator-wandb as a dependency, below its name or its alias.
///
/// Helm passes the section on, and the `global` next to it, which wins over the section's own.
/// Source: Helm 3.17, "Subcharts and Global Values", and `chartutil.CoalesceValues`.
package struct UmbrellaValues: InputKind {
  package static let title = "values of an umbrella chart"

  package static var isSuggested: Bool { false }

  /// The key of the section.
  private let name: String

  /// Recognises the name of the chart itself; an alias is known from the `Chart.yaml` alone.
  package static func detect(_ document: ConfigDocument) -> Detection {
    detect(document, "operator-wandb")
  }

  /// Recognises values next to a `Chart.yaml`.
  package static func detect(
    _ document: ConfigDocument, of dependencies: [UmbrellaDependency]
  ) -> Detection {
    for dependency in dependencies {
      let found = detect(document, dependency.name)
      if case .yes = found { return found }
    }
    // Values of other dependencies: nothing in them reaches the server's chart but `global`.
    guard let dependency = dependencies.first, let entries = document.root?.entries,
      case .yes(let kind) = InputKinds.detect(document), kind is HelmValues,
      entries.allSatisfy({ entry in
        entry.key.value == "global" || ChartKey.root.child(entry.key.value) == nil
      })
    else { return .no }
    return .yes(UmbrellaValues(name: dependency.name))
  }

  private static func detect(_ document: ConfigDocument, _ name: String) -> Detection {
    guard let section = document.root?[name], section.entries != nil else { return .no }
    return .yes(UmbrellaValues(name: name))
  }

  package func read(_ root: ConfigNode, _ reader: inout SurfaceReader) {}

  package func expanded(_ layer: Layer, _ surroundings: inout Surroundings) -> [Layer] {
    let document = layer.document
    let chart = surroundings.file("Chart.yaml", nextTo: document.span)?.root
    let dependency = chart.flatMap { root in
      UmbrellaDependency.all(in: root).first { $0.name == name }
    }
    let version = layer.versionNode ?? dependency?.version
    let section = document.root?[name]
    let use = ChartUse(chart: .server, version: version, document: document)
    var layers = surroundings.layers(inline: section, for: use)
    if let global = document.root?.entries?.first(where: { $0.key.value == "global" }) {
      let root = ConfigNode(.mapping([global]), global.value.span)
      layers += surroundings.layers(inline: root, for: use)
    }
    return layers.isEmpty ? [.empty(document, version: version)] : layers
  }
}

/// operator-wandb among the dependencies of a chart.
package struct UmbrellaDependency: Sendable {
  /// The alias, or the chart's name without one.
  package let name: String
  /// The node that names the release.
  package let version: ConfigNode?

  /// The dependencies of a `Chart.yaml`.
  package static func all(in root: ConfigNode) -> [UmbrellaDependency] {
    guard case .sequence(let all)? = root["dependencies"]?.kind else { return [] }
    return all.filter { $0["name"]?.scalar?.text == "operator-wandb" }.map {
      UmbrellaDependency(
        name: $0["alias"]?.scalar?.text ?? "operator-wandb", version: $0["version"])
    }
  }
}
