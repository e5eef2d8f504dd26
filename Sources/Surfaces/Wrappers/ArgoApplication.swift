package import ConfigSyntax
import Diagnostics
import Settings

/// An `Application` of Argo CD that installs a chart of W&B, or an `ApplicationSet` that generates such.
///
/// Argo CD merges `valueFiles`, then `valuesObject` or, without it, `values`, then `parameters`. What
/// the generators of an `ApplicationSet` fill in is unknown.
/// Source: Argo CD 2.14, "Helm", "Generating Applications with ApplicationSet", and
/// `ApplicationSourceHelm.ValuesYAML`.
package struct ArgoApplication: InputKind {
  package static let title = "an Application of Argo CD"

  package static var isSuggested: Bool { false }

  /// The sources that install a chart of W&B.
  private let sources: [(node: ConfigNode, chart: WrappedChart)]
  /// Whether an `ApplicationSet` generates it.
  private let isGenerated: Bool
  /// The namespace of the release.
  private let namespace: ConfigNode?
  /// A patch of the generated `Application`s, which only Argo CD can apply.
  private let patch: SourceSpan?

  package static func detect(_ document: ConfigDocument) -> Detection {
    guard let root = document.root, let kind = root["kind"], let name = kind.scalar?.text,
      name == "Application" || name == "ApplicationSet",
      root["apiVersion"]?.scalar?.text.hasPrefix("argoproj.io/") == true
    else { return .no }
    let isSet = name == "ApplicationSet"
    let template = isSet ? root.descendant(["spec", "template", "spec"]) : nil
    let spec = isSet ? template?.withoutTemplates : root["spec"]
    let all = (spec?["sources"] ?? spec?["source"])?.oneOrMany ?? []
    let sources = all.compactMap { source -> (node: ConfigNode, chart: WrappedChart)? in
      let name = (source["chart"] ?? source["path"])?.scalar?.text
      let chart = WrappedChart(name, from: source["repoURL"]?.scalar?.text)
      return chart.isForeign || name == nil ? nil : (source, chart)
    }
    guard !sources.isEmpty else { return .another(name, at: kind.span) }
    return .yes(
      ArgoApplication(
        sources: sources, isGenerated: isSet,
        namespace: spec?.descendant(["destination", "namespace"]),
        patch: isSet ? root.descendant(["spec", "templatePatch"])?.span : nil))
  }

  package var isObject: Bool { true }

  package func read(_ root: ConfigNode, _ reader: inout SurfaceReader) {}

  package func expanded(_ layer: Layer, _ surroundings: inout Surroundings) -> [Layer] {
    let document = layer.document
    let layers = sources.flatMap { source, chart -> [Layer] in
      guard let helm = source["helm"] else { return [] }
      let version = source["chart"] == nil ? nil : source["targetRevision"]
      let use = ChartUse(chart: chart, version: version, document: document)
      let values = files(helm, use, &surroundings) + inline(helm, use, &surroundings)
      return values + parameters(helm, over: values, use, &surroundings)
    }
    let version = sources.first?.node["targetRevision"]
    let all = layers + patchLayers
    return all.isEmpty ? [.empty(document, version: version)] : all.map { $0.of(namespace) }
  }

  private var patchLayers: [Layer] {
    guard let patch else { return [] }
    return [
      UnknownValues.layer(
        "templatePatch", at: patch, help: "check a generated `Application` as well")
    ]
  }

  /// The files in a repository, which are known if they are inputs.
  private func files(
    _ helm: ConfigNode, _ use: ChartUse, _ surroundings: inout Surroundings
  ) -> [Layer] {
    guard case .sequence(let files)? = helm["valueFiles"]?.kind else { return [] }
    return files.flatMap { node -> [Layer] in
      guard let name = node.located ?? surroundings.written(node) else { return [] }
      if let file = Self.file(name.value, use.document, &surroundings) {
        return surroundings.layers(of: file, for: use)
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
    _ helm: ConfigNode, _ use: ChartUse, _ surroundings: inout Surroundings
  ) -> [Layer] {
    let text = helm["values"]
    guard let object = helm["valuesObject"], !object.isNull else {
      return isGenerated
        ? surroundings.layers(template: text, for: use)
        : surroundings.layers(text: text, for: use)
    }
    if let text, text.scalar?.text.isEmpty == false {
      let key = helm.entries?.first { $0.key.value == "values" }?.key.span ?? text.span
      surroundings.findings.report(.unreadValues(key, object.span))
    }
    return surroundings.layers(inline: object, for: use)
  }

  /// Single values, which win over those of the layers before them.
  private func parameters(
    _ helm: ConfigNode, over layers: [Layer], _ use: ChartUse,
    _ surroundings: inout Surroundings
  ) -> [Layer] {
    var tree = ParameterTree(over: layers, .argoCD)
    for parameter in helm["parameters"]?.oneOrMany ?? [] {
      guard let name = parameter["name"]?.located, let value = parameter["value"] else { continue }
      let isText = parameter["forceString"]?.scalar?.text == "true"
      tree.set(name, to: value, isText ? .text : .typed)
    }
    for parameter in helm["fileParameters"]?.oneOrMany ?? [] {
      if let name = parameter["name"]?.located { tree.leaveOpen(name) }
    }
    let span = helm["parameters"]?.span ?? helm.span
    return surroundings.layers(of: tree, at: span, for: use)
  }
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
