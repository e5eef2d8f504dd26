package import ConfigSyntax
package import Diagnostics
import Settings
package import Terraform

/// A `helm_release` resource of Terraform that installs a chart of W&B.
///
/// The provider merges `values` in their order, and then `set`, `set_list`, `set_sensitive` and `set_wo`.
/// Source: hashicorp/helm 2.17 and 3.0, resource `helm_release`.
package struct HelmResource: InputKind {
  package static let title = "a helm_release of Terraform"

  private let resource: ResourceDeclaration
  private let chart: WrappedChart
  private let scope: ResourceScope

  /// The layers of a module, one for each such resource.
  package static func layers(of module: RootModule, at place: HCLPlace?) -> [Layer] {
    let releases = module.resources.filter {
      $0.mode == .resource && $0.type.value == "helm_release"
    }
    guard !releases.isEmpty else { return [] }
    let scope = ResourceScope(module, at: place)
    return releases.compactMap { resource in
      let chart = WrappedChart(
        resource.text("chart")?.value, from: resource.text("repository")?.value)
      guard !chart.isForeign else { return nil }
      let kind = HelmResource(resource: resource, chart: chart, scope: scope)
      return Layer(kind, ConfigDocument(root: nil, span: resource.span))
    }
  }

  /// The first such resource of a directory that installs charts of others and nothing else.
  ///
  /// Any other resource may be part of a deployment: its bucket, its database.
  package static func soleRelease(of root: RootModule) -> SourceSpan? {
    let managed = root.resources.filter { $0.mode == .resource }
    guard let release = managed.first(where: { $0.type.value == "helm_release" }),
      root.moduleCalls.isEmpty,
      managed.allSatisfy({
        $0.type.value == "helm_release" || $0.type.value.hasPrefix("kubernetes_")
      })
    else { return nil }
    return release.type.span
  }

  package func read(_ root: ConfigNode, _ reader: inout SurfaceReader) {}

  package func expanded(_ layer: Layer, _ surroundings: inout Surroundings) -> [Layer] {
    let version = resource.text("version").map {
      ConfigNode(.scalar(Scalar($0.value, .double)), $0.span)
    }
    let use = ChartUse(chart: chart, version: version, document: layer.document)
    var layers: [Layer] = []
    if let values = resource.body["values"] {
      for expression in Self.elements(of: values.expression) {
        switch scope.document(of: expression, &surroundings) {
        case .document(let document):
          layers += surroundings.layers(of: document, for: use)
        case .unknown(let name, let help):
          layers.append(UnknownValues.layer(name, at: expression.span, help: help))
        case .empty: break
        }
      }
    }
    layers += settings(over: layers, use, &surroundings)
    return layers.isEmpty ? [.empty(layer.document, version: version)] : layers
  }

  /// The expressions of a list; a list that is not written out is one expression.
  private static func elements(of expression: HCLExpression) -> [HCLExpression] {
    switch expression.kind {
    case .tuple(let elements): elements
    case .parentheses(let inner): elements(of: inner)
    default: [expression]
    }
  }

  // MARK: Single values

  /// One value, as a block or an element of a list sets it.
  private struct Setting {
    let name: HCLValue?
    let value: HCLValue?
    let type: String?

    init(_ members: [String: HCLValue]) {
      (name, value, type) = (members["name"], members["value"], members["type"]?.text)
    }

    /// How the provider passes the value to Helm.
    var reading: ParameterTree.Reading {
      switch type {
      case "string": .text
      case "literal": .verbatim
      default: .typed
      }
    }
  }

  /// The blocks `set`, `set_list`, `set_sensitive` and `set_wo`, or the lists of these names, which win
  /// over `layers`.
  private func settings(
    over layers: [Layer], _ use: ChartUse, _ surroundings: inout Surroundings
  ) -> [Layer] {
    var tree = ParameterTree(over: layers, .terraform)
    var hidden: [SourceSpan] = []
    for key in ["set", "set_list", "set_sensitive", "set_wo"] {
      for setting in settings(key, &tree) {
        guard let name = setting.name else { continue }
        guard let path = name.text, let value = setting.value?.node else {
          tree.leaveOpen(Located(name.text ?? key, name.span))
          continue
        }
        tree.set(Located(path, name.span), to: value, setting.reading)
        if key == "set_sensitive" || key == "set_wo" { hidden.append(value.span) }
      }
    }
    let settings = surroundings.layers(of: tree, at: resource.span, for: use)
    let secrets = hidden.isEmpty ? [] : [SensitiveSpans.layer(hidden, at: resource.span)]
    return settings + secrets
  }

  /// The values that blocks or a list of this name set; what is not known is left open in `tree`.
  private func settings(_ key: String, _ tree: inout ParameterTree) -> [Setting] {
    var found: [Setting] = []
    for block in resource.body.blocks {
      if block.type.value == key {
        found.append(Setting(members(of: block.body) { scope.value(of: $0) }))
      } else if block.type.value == "dynamic", block.labels.first?.value == key {
        guard let settings = settings(of: block, key) else {
          tree.leaveOpen(Located(key, block.labels[0].span))
          continue
        }
        found += settings
      }
    }
    guard let list = resource.arguments.first(where: { $0.name.value == key }) else { return found }
    guard let elements = list.value.elements else {
      if list.value.isUnknown { tree.leaveOpen(Located(key, list.name.span)) }
      return found
    }
    return found
      + elements.map { element in
        guard case .object(let object) = element.kind else { return Setting([:]) }
        return Setting(object.members.reduce(into: [:]) { $0[$1.key.value] = $1.value })
      }
  }

  /// What a `dynamic` block sets, once for each element of its `for_each`; nil where that is not known.
  private func settings(of block: HCLBlock, _ key: String) -> [Setting]? {
    guard let each = block.body["for_each"]?.expression,
      let content = block.body.blocks.first(where: { $0.type.value == "content" })?.body
    else { return nil }
    let items = scope.value(of: each)
    let name = block.body["iterator"].flatMap { HCLReferences(of: $0.expression).references.first }
    let pairs: [(key: HCLValue, value: HCLValue)]
    switch items.kind {
    case .object(let object):
      pairs = object.members.map { (HCLValue(.string($0.key.value), $0.key.span), $0.value) }
    case .list(let elements): pairs = elements.map { ($0, $0) }
    case .null, .bool, .number, .string, .unknown: return nil
    }
    return pairs.map { pair in
      var item = HCLObject()
      item.set(Located("key", pair.key.span), pair.key)
      item.set(Located("value", pair.value.span), pair.value)
      let bound = HCLValue(.object(item), pair.value.span)
      return Setting(
        members(of: content) {
          scope.value(of: $0, binding: name?.root.value ?? key, to: bound)
        })
    }
  }

  private func members(
    of body: HCLBody, _ value: (HCLExpression) -> HCLValue
  ) -> [String: HCLValue] {
    body.attributes.reduce(into: [:]) { $0[$1.name.value] = value($1.expression) }
  }
}

extension ResourceDeclaration {
  /// The text of an argument, and where its value was written.
  fileprivate func text(_ name: String) -> Located? {
    guard let value = arguments.first(where: { $0.name.value == name })?.value else { return nil }
    return value.text.map { Located($0, value.span) }
  }
}

/// Values of `set_sensitive`, which no output shows.
private struct SensitiveSpans: InputKind {
  static let title = "values of `set_sensitive`"

  let spans: [SourceSpan]

  static func layer(_ spans: [SourceSpan], at span: SourceSpan) -> Layer {
    let root = ConfigNode(.mapping([]), span)
    return Layer(SensitiveSpans(spans: spans), ConfigDocument(root: root, span: span))
  }

  func read(_ root: ConfigNode, _ reader: inout SurfaceReader) {
    for span in spans { reader.hide(span) }
  }
}
