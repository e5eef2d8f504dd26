package import ConfigSyntax
import Diagnostics
import Settings

/// A helmfile with releases of W&B charts.
///
/// Helmfile passes `values` on in their order, then `set`. Source: helmfile 0.170, "Configuration".
package struct Helmfile: InputKind {
  package static let title = "a helmfile"

  package static var isSuggested: Bool { false }

  /// The releases of W&B charts.
  private let releases: [(node: ConfigNode, chart: WrappedChart)]

  package static func detect(_ document: ConfigDocument) -> Detection {
    guard let root = document.root, root["kind"] == nil,
      let key = root.entries?.first(where: { $0.key.value == "releases" }),
      case .sequence(let all) = key.value.kind, all.contains(where: { $0["chart"] != nil })
    else { return .no }
    let releases = all.compactMap { release -> (node: ConfigNode, chart: WrappedChart)? in
      guard let name = release["chart"]?.scalar?.text else { return nil }
      let repository = name.split(separator: "/").first.map(String.init)
      let chart = WrappedChart(name, from: repository.flatMap { Self.address(of: $0, in: root) })
      return chart.isForeign ? nil : (release, chart)
    }
    guard !releases.isEmpty else {
      return .foreign(
        "a helmfile", key.key.span, alone: "no release of this helmfile is of a chart of W&B")
    }
    return .yes(Helmfile(releases: releases))
  }

  /// The address of a repository that the file declares.
  private static func address(of name: String, in root: ConfigNode) -> String? {
    guard case .sequence(let all)? = root["repositories"]?.kind else { return name }
    return all.first { $0["name"]?.scalar?.text == name }?["url"]?.scalar?.text ?? name
  }

  package func read(_ root: ConfigNode, _ reader: inout SurfaceReader) {}

  package func expanded(_ layer: Layer, _ surroundings: inout Surroundings) -> [Layer] {
    let document = layer.document
    let layers = releases.flatMap { release, chart -> [Layer] in
      values(of: release, chart, document, &surroundings)
        + settings(of: release, chart, document, &surroundings)
        + secrets(of: release)
    }
    let version = releases.first?.node["version"]
    return layers.isEmpty ? [.empty(document, version: version)] : layers
  }

  private func values(
    of release: ConfigNode, _ chart: WrappedChart, _ document: ConfigDocument,
    _ surroundings: inout Surroundings
  ) -> [Layer] {
    guard case .sequence(let values)? = release["values"]?.kind else { return [] }
    let version = release["version"]
    return values.flatMap { node -> [Layer] in
      guard let path = node.located else {
        return surroundings.layers(inline: node, of: document, for: chart, version: version)
      }
      if let file = surroundings.file(path.value, nextTo: document.span) {
        return surroundings.layers(of: file, for: chart, version: version)
      }
      return [
        UnknownValues.layer(
          path.value, at: path.span,
          help: path.value.hasSuffix(".gotmpl")
            ? "check the output of `helmfile write-values` instead"
            : "keep the file next to the helmfile, or name it as an input")
      ]
    }
  }

  private func settings(
    of release: ConfigNode, _ chart: WrappedChart, _ document: ConfigDocument,
    _ surroundings: inout Surroundings
  ) -> [Layer] {
    var tree = ParameterTree()
    for (key, reading) in [("set", ParameterTree.Reading.typed), ("setString", .text)] {
      guard case .sequence(let all)? = release[key]?.kind else { continue }
      for node in all {
        guard let name = node["name"]?.located, let value = node["value"] else { continue }
        tree.set(name, to: value, reading)
      }
    }
    let span = release["set"]?.span ?? release.span
    return surroundings.layers(
      inline: tree.root(at: span), of: document, for: chart, version: release["version"])
      + tree.unread.map { UnknownValues.layer($0.value, at: $0.span, help: .listIndex) }
  }

  /// Files that helmfile decrypts.
  private func secrets(of release: ConfigNode) -> [Layer] {
    guard case .sequence(let files)? = release["secrets"]?.kind else { return [] }
    return files.compactMap(\.located).map {
      UnknownValues.layer($0.value, at: $0.span, help: "the file is encrypted")
    }
  }
}
