package import ConfigSyntax
import Diagnostics
import Settings

/// A `HelmRelease` of Flux that installs a chart of W&B.
///
/// Flux merges the objects of `spec.valuesFrom` in their order, and then `spec.values`. Source: Flux
/// 2.4, helm-controller, "Helm Releases"; `helm.fluxcd.io/v1` is the older Helm Operator's.
package struct HelmRelease: InputKind {
  package static let title = "a HelmRelease of Flux"

  package static var isSuggested: Bool { false }

  private let chart: WrappedChart

  package static func detect(_ document: ConfigDocument) -> Detection {
    guard let root = document.root, let kind = root["kind"], kind.scalar?.text == "HelmRelease",
      let version = root["apiVersion"]?.scalar?.text, version.contains("fluxcd.io/")
    else { return .no }
    let spec = root.descendant(["spec", "chart", "spec"])
    let older = root.descendant(["spec", "chart"])
    let reference = root.descendant(["spec", "chartRef", "name"])
    let name = spec?["chart"] ?? older?["name"] ?? older?["path"] ?? reference
    let source = spec?.descendant(["sourceRef", "name"]) ?? older?["repository"] ?? older?["git"]
    let chart = WrappedChart(name?.scalar?.text, from: source?.scalar?.text)
    guard !chart.isForeign else { return .another("HelmRelease", at: kind.span) }
    return .yes(HelmRelease(chart: chart))
  }

  package var isObject: Bool { true }

  package func read(_ root: ConfigNode, _ reader: inout SurfaceReader) {}

  package func expanded(_ layer: Layer, _ surroundings: inout Surroundings) -> [Layer] {
    let document = layer.document
    guard let spec = document.root?["spec"] else { return [.empty(document, version: nil)] }
    let version =
      spec.descendant(["chart", "spec", "version"]) ?? spec.descendant(["chart", "version"])
    let use = ChartUse(chart: chart, version: version, document: document)
    var layers: [Layer] = []
    if case .sequence(let references)? = spec["valuesFrom"]?.kind {
      for reference in references {
        layers += self.layers(from: reference, over: layers, use, &surroundings)
      }
    }
    layers += surroundings.layers(inline: spec["values"], for: use)
    let target = spec["targetNamespace"] ?? document.root?.descendant(["metadata", "namespace"])
    return layers.isEmpty
      ? [.empty(document, version: version)] : layers.map { $0.of(target) }
  }

  /// The values in a ConfigMap or a Secret, whole or for one path.
  private func layers(
    from reference: ConfigNode, over layers: [Layer], _ use: ChartUse,
    _ surroundings: inout Surroundings
  ) -> [Layer] {
    guard let kind = reference["kind"]?.scalar.flatMap({ KnownObjects.Kind(rawValue: $0.text) }),
      let name = reference["name"]?.located
    else { return [] }
    let key = reference["valuesKey"]?.scalar?.text ?? "values.yaml"
    if reference["targetPath"] == nil,
      let file = surroundings.generated(kind, name.value, key)
    {
      return surroundings.layers(of: file, for: use)
    }
    let namespace = use.document.root?.descendant(["metadata", "namespace"])?.scalar?.text
    let unknown = reference["targetPath"]?.located ?? name
    guard let object = surroundings.use(kind, name.value, in: namespace) else {
      // An optional object may exist as well.
      return [
        UnknownValues.layer(
          unknown.value, at: unknown.span,
          help: "name the file with this \(kind.rawValue) as an input, too")
      ]
    }
    guard let text = object[key] else {
      if reference["optional"]?.scalar?.text != "true" {
        surroundings.findings.report(.keyMissing(key, in: object, at: name.span))
      }
      return []
    }
    if let problem = object.problem(with: key) { surroundings.findings.report(problem) }
    if case .unknown = text.kind {
      return [UnknownValues.layer(unknown.value, at: unknown.span, help: .checkAsWell)]
    }
    guard let target = reference["targetPath"]?.located else {
      return surroundings.layers(text: text, for: use)
    }
    var tree = ParameterTree(over: layers)
    if reference["literal"]?.scalar?.text == "true" {
      tree.set(target, to: text, .verbatim)
    } else if let quoted = Self.unquoted(text) {
      tree.set(target, to: quoted, .text)
    } else {
      tree.set(target, to: text, .typed)
    }
    return surroundings.layers(of: tree, at: text.span, for: use)
  }

  /// The text without the quotes that surround it; nil for text that has none.
  private static func unquoted(_ node: ConfigNode) -> ConfigNode? {
    guard let text = node.scalar?.text, let quote = text.first, quote == "'" || quote == "\"",
      text.last == quote
    else { return nil }
    func isQuote(_ character: Character) -> Bool { character == "'" || character == "\"" }
    let start = text.drop(while: isQuote)
    let inner = String(start.reversed().drop(while: isQuote).reversed())
    return ConfigNode(.scalar(Scalar(inner, .double)), node.span, via: node.via)
  }
}

extension Message {
  /// What to do about a value that another program decrypts or fills in.
  fileprivate static let checkAsWell: Message = "check the values that Flux uses as well"
}
