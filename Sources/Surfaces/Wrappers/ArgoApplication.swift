package import ConfigSyntax
import Diagnostics
import Settings

/// An `Application` of Argo CD that installs a chart of W&B.
///
/// Argo CD merges `valueFiles`, then `valuesObject` or, without it, `values`, then `parameters`.
/// Source: Argo CD 2.14, "Helm", and `ApplicationSourceHelm.ValuesYAML`.
package struct ArgoApplication: InputKind {
  package static let title = "an Application of Argo CD"

  package static var isSuggested: Bool { false }

  /// The sources that install a chart of W&B.
  private let sources: [(node: ConfigNode, chart: WrappedChart)]

  package static func detect(_ document: ConfigDocument) -> Detection {
    guard let root = document.root, let kind = root["kind"], kind.scalar?.text == "Application",
      root["apiVersion"]?.scalar?.text.hasPrefix("argoproj.io/") == true
    else { return .no }
    let spec = root["spec"]
    let all = (spec?["sources"] ?? spec?["source"])?.oneOrMany ?? []
    let sources = all.compactMap { source -> (node: ConfigNode, chart: WrappedChart)? in
      let name = (source["chart"] ?? source["path"])?.scalar?.text
      let chart = WrappedChart(name, from: source["repoURL"]?.scalar?.text)
      return chart.isForeign || name == nil ? nil : (source, chart)
    }
    guard !sources.isEmpty else {
      return .foreign(
        "an `Application` of another chart", kind.span,
        alone: "this `Application` does not install a chart of W&B")
    }
    return .yes(ArgoApplication(sources: sources))
  }

  package var isObject: Bool { true }

  package func read(_ root: ConfigNode, _ reader: inout SurfaceReader) {}

  package func expanded(_ layer: Layer, _ surroundings: inout Surroundings) -> [Layer] {
    let document = layer.document
    let layers = sources.flatMap { source, chart -> [Layer] in
      guard let helm = source["helm"] else { return [] }
      let version = source["chart"] == nil ? nil : source["targetRevision"]
      return files(helm, document, chart, version, &surroundings)
        + inline(helm, document, chart, version, &surroundings)
        + parameters(helm, document, chart, version, &surroundings)
    }
    let version = sources.first?.node["targetRevision"]
    let target = document.root?.descendant(["spec", "destination", "namespace"])
    return layers.isEmpty
      ? [.empty(document, version: version)] : layers.map { $0.of(target) }
  }

  /// The files in a repository, which are known if they are inputs.
  private func files(
    _ helm: ConfigNode, _ document: ConfigDocument, _ chart: WrappedChart, _ version: ConfigNode?,
    _ surroundings: inout Surroundings
  ) -> [Layer] {
    guard case .sequence(let files)? = helm["valueFiles"]?.kind else { return [] }
    return files.flatMap { node -> [Layer] in
      guard let name = node.located else { return [] }
      if let file = Self.file(name.value, document, &surroundings) {
        return surroundings.layers(of: file, for: chart, version: version)
      }
      return [
        UnknownValues.layer(
          name.value, at: name.span, help: "name this file as an input before the `Application`")
      ]
    }
  }

  /// The file at a path in a repository: `$NAME/` is the repository of another source, whose root may
  /// be the folder of the run.
  private static func file(
    _ path: String, _ document: ConfigDocument, _ surroundings: inout Surroundings
  ) -> ConfigDocument? {
    guard path.hasPrefix("$") else { return surroundings.file(path, nextTo: document.span) }
    let inner = String(path.drop { $0 != "/" }.dropFirst())
    return surroundings.file(inner, nextTo: nil) ?? surroundings.file(inner, nextTo: document.span)
  }

  private func inline(
    _ helm: ConfigNode, _ document: ConfigDocument, _ chart: WrappedChart, _ version: ConfigNode?,
    _ surroundings: inout Surroundings
  ) -> [Layer] {
    let text = helm["values"]
    guard let object = helm["valuesObject"], !object.isNull else {
      return surroundings.layers(text: text, for: chart, version: version)
    }
    if let text, text.scalar?.text.isEmpty == false {
      let key = helm.entries?.first { $0.key.value == "values" }?.key.span ?? text.span
      surroundings.findings.report(.unreadValues(key, object.span))
    }
    return surroundings.layers(inline: object, of: document, for: chart, version: version)
  }

  private func parameters(
    _ helm: ConfigNode, _ document: ConfigDocument, _ chart: WrappedChart, _ version: ConfigNode?,
    _ surroundings: inout Surroundings
  ) -> [Layer] {
    guard let node = helm["parameters"], case .sequence(let parameters) = node.kind else {
      return []
    }
    var tree = ParameterTree()
    for parameter in parameters {
      guard let name = parameter["name"]?.located, let value = parameter["value"] else { continue }
      let isText = parameter["forceString"]?.scalar?.text == "true"
      tree.set(name, to: value, isText ? .text : .typed)
    }
    return surroundings.layers(
      inline: tree.root(at: node.span), of: document, for: chart, version: version)
      + tree.unread.map { UnknownValues.layer($0.value, at: $0.span, help: .listIndex) }
  }
}

extension Message {
  /// What to do about an index in the path of a value.
  static let listIndex: Message = "write the whole list in the values"
}

extension Diagnostic {
  fileprivate static func unreadValues(_ span: SourceSpan, _ object: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.unreadValues, "Argo CD ignores `values` next to `valuesObject`", at: span)
    diagnostic.related = [Label("the values that it reads", object)]
    diagnostic.help = "move the values to `valuesObject`, or remove one of the two"
    return diagnostic
  }
}
