package import ConfigSyntax
package import Diagnostics
import Settings

/// A helmfile with releases of W&B charts.
///
/// Helmfile executes the file as a template, and passes `values` on in their order, then `set`. Source:
/// helmfile 0.170, "Configuration", "Templates".
package struct Helmfile: InputKind {
  package static let title = "a helmfile"

  package static var isSuggested: Bool { false }

  /// The releases of W&B charts.
  private let releases: [(node: ConfigNode, chart: WrappedChart)]

  package static func detect(_ document: ConfigDocument) -> Detection {
    guard let root = document.root, root["kind"] == nil else { return .no }
    guard let key = root.entries?.first(where: { $0.key.value == "releases" }),
      case .sequence(let all) = key.value.kind, all.contains(where: { $0["chart"] != nil })
    else { return detectPart(root) }
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

  /// Recognises a document without releases: environments often precede the releases that use them.
  private static func detectPart(_ root: ConfigNode) -> Detection {
    guard let entries = root.entries, let first = entries.first,
      entries.allSatisfy({ keys.contains($0.key.value) })
    else { return .no }
    return .foreign("a document of a helmfile without releases", first.key.span)
  }

  /// The keys of a helmfile that the server's chart does not have.
  private static let keys: Set = [
    "apiVersions", "bases", "commonLabels", "environments", "helmBinary", "helmDefaults",
    "helmfiles",
    "kubeContext", "kubeVersion", "lockFilePath", "missingFileHandler", "repositories", "templates",
  ]

  /// Whether helmfile executes a file as a template: its own file, and those named for it.
  package static func isTemplate(_ path: String) -> Bool {
    let name = path.pieces(between: "/").last ?? ""
    return name.hasSuffix(".gotmpl") || ["helmfile.yaml", "helmfile.yml"].contains(name)
      || path.holds("helmfile.d/")
  }

  /// The documents of a file; nil for a template that only helmfile can execute.
  package static func stream(
    _ file: SourceFile, _ id: FileID, limits: Limits = Limits(), _ bag: inout DiagnosticBag
  ) -> [ConfigDocument]? {
    guard isTemplate(file.path ?? ""), let template = TemplatedYAML(file) else {
      return YAMLReader.read(file, id, limits: limits, &bag)
    }
    return template.obstacle == nil ? template.read(id, &bag) : nil
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
      let use = ChartUse(chart: chart, version: release["version"], document: document)
      let values = values(of: release, use, &surroundings) + secrets(of: release)
      return values + settings(of: release, over: values, use, &surroundings)
    }
    let version = releases.first?.node["version"]
    return layers.isEmpty ? [.empty(document, version: version)] : layers
  }

  private func values(
    of release: ConfigNode, _ use: ChartUse, _ surroundings: inout Surroundings
  ) -> [Layer] {
    guard case .sequence(let values)? = release["values"]?.kind else { return [] }
    return values.flatMap { node -> [Layer] in
      guard let path = node.located ?? surroundings.written(node) else {
        return surroundings.layers(inline: node, for: use)
      }
      if let file = surroundings.file(path.value, nextTo: use.document.span) {
        return surroundings.layers(of: file, for: use)
      }
      return [
        UnknownValues.layer(
          path.value, at: path.span,
          help: path.value.hasSuffix(".gotmpl")
            ? "check the output of `helmfile write-values` as well"
            : "keep the file next to the helmfile, or name it as an input")
      ]
    }
  }

  /// Single values, which win over those of the layers before them.
  private func settings(
    of release: ConfigNode, over layers: [Layer], _ use: ChartUse,
    _ surroundings: inout Surroundings
  ) -> [Layer] {
    var tree = ParameterTree(over: layers, .helmfile)
    for (key, reading) in [("set", ParameterTree.Reading.typed), ("setString", .text)] {
      for node in release[key]?.oneOrMany ?? [] {
        guard let name = node["name"]?.located else { continue }
        if let value = node["value"] ?? node["values"] {
          tree.set(name, to: value, reading)
        } else {
          // `file` names a file with the text.
          tree.leaveOpen(name)
        }
      }
    }
    let span = release["set"]?.span ?? release.span
    return surroundings.layers(of: tree, at: span, for: use)
  }

  /// Files that helmfile decrypts.
  private func secrets(of release: ConfigNode) -> [Layer] {
    guard case .sequence(let files)? = release["secrets"]?.kind else { return [] }
    return files.compactMap(\.located).map {
      UnknownValues.layer(
        $0.value, at: $0.span, help: "check the decrypted values as well: `helmfile write-values`")
    }
  }
}
