package import ConfigSyntax
package import Diagnostics
import Settings
package import Terraform

/// A `helm_release` resource of Terraform that installs a chart of W&B.
///
/// The provider merges `values` in their order, and then `set`, `set_list` and `set_sensitive`. Source:
/// hashicorp/helm 2.17 and 3.0, resource `helm_release`.
package struct HelmResource: InputKind {
  package static let title = "a helm_release of Terraform"

  private let resource: ResourceDeclaration
  private let chart: WrappedChart
  private let scope: HCLScope
  private let locals: [LocalDeclaration]
  /// Where values of sensitive variables are written.
  private let sensitive: SpanSet

  /// The layers of a directory, one for each such resource.
  package static func layers(of root: RootModule) -> [Layer] {
    let releases = root.resources.filter { $0.mode == .resource && $0.type.value == "helm_release" }
    guard !releases.isEmpty else { return [] }
    var scope = HCLScope.module(variables: [:])
    for variable in root.variables { scope.variables[variable.name.value] = variable.value }
    for local in root.locals { scope.locals[local.name.value] = local.value }
    return releases.compactMap { resource in
      let chart = WrappedChart(
        resource.text("chart")?.value, from: resource.text("repository")?.value)
      guard !chart.isForeign else { return nil }
      let kind = HelmResource(
        resource: resource, chart: chart, scope: scope, locals: root.locals,
        sensitive: root.sensitiveSpans)
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

  /// The files that `file()` reads in the values of such resources, relative to the directory.
  package static func files(_ name: String, _ bytes: [UInt8]) -> [String] {
    guard !name.hasSuffix(".json"), ByteSearch.occurs("helm_release", in: bytes),
      ByteSearch.occurs("file(", in: bytes)
    else { return [] }
    var ignored = DiagnosticBag()
    let body = HCLParser.read(SourceFile(name: name, bytes: bytes), FileID(0), &ignored)
    return body.blocks.filter { $0.labels.first?.value == "helm_release" }.flatMap { block in
      block.body["values"].map { elements(of: $0.expression) } ?? []
    }.compactMap { expression in
      guard case .call(let call) = expression.kind, call.name.value == "file" else { return nil }
      return call.arguments.first.flatMap(path)
    }
  }

  package func read(_ root: ConfigNode, _ reader: inout SurfaceReader) {}

  package func expanded(_ layer: Layer, _ surroundings: inout Surroundings) -> [Layer] {
    let version = resource.text("version").map {
      ConfigNode(.scalar(Scalar($0.value, .double)), $0.span)
    }
    var layers: [Layer] = []
    if let values = resource.body["values"] {
      for expression in Self.elements(of: values.expression) {
        layers += read(expression, version, depth: 8, &surroundings)
      }
    }
    layers += settings(version, &surroundings)
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

  // MARK: Values

  /// The layers of one document of values, which `expression` writes as text.
  private func read(
    _ expression: HCLExpression, _ version: ConfigNode?, depth: Int,
    _ surroundings: inout Surroundings
  ) -> [Layer] {
    guard depth > 0 else { return [] }
    switch expression.kind {
    case .parentheses(let inner), .wrapped(let inner):
      return read(inner, version, depth: depth - 1, &surroundings)
    case .call(let call):
      if let layers = read(call, expression, version, &surroundings) { return layers }
    case .traversal(let base, let steps):
      if case .variable("local") = base.kind, case .attribute(let name)? = steps.first,
        steps.count == 1, let local = locals.first(where: { $0.name.value == name.value })
      {
        return read(local.expression, version, depth: depth - 1, &surroundings)
      }
    case .string, .template:
      if let document = surroundings.heredoc(expression, scope, sensitive: sensitive) {
        return surroundings.layers(of: document, for: chart, version: version)
      }
    default: break
    }
    guard let value = value(of: expression), let text = value.text else {
      return [
        UnknownValues.layer(
          "values", at: expression.span, help: "only Terraform knows these values")
      ]
    }
    let node = ConfigNode(.scalar(Scalar(text, .environment)), value.span)
    return surroundings.layers(text: node, for: chart, version: version)
  }

  /// The values that a function makes text of; nil for other functions.
  private func read(
    _ call: HCLCall, _ expression: HCLExpression, _ version: ConfigNode?,
    _ surroundings: inout Surroundings
  ) -> [Layer]? {
    guard let argument = call.arguments.first else { return nil }
    switch call.name.value {
    case "yamlencode", "jsonencode":
      guard let value = value(of: argument) else { return nil }
      let document = ConfigDocument(root: value.node, span: argument.span)
      return surroundings.layers(of: document, for: chart, version: version)
    case "file", "templatefile":
      guard let path = Self.path(argument), call.name.value == "file",
        let file = surroundings.file(path, nextTo: expression.span)
      else {
        return [
          UnknownValues.layer(
            call.name.value, at: expression.span, help: "name the file with the values as an input")
        ]
      }
      return surroundings.layers(of: file, for: chart, version: version)
    default: return nil
    }
  }

  /// The path in `file("${path.module}/values.yaml")`, relative to the directory.
  static func path(_ expression: HCLExpression) -> String? {
    switch expression.kind {
    case .string(let text): return text
    case .template(let parts):
      var path = ""
      for part in parts {
        switch part {
        case .literal(let text): path += text
        case .interpolation(let inner):
          guard case .traversal(let base, let steps) = inner.kind,
            case .variable("path") = base.kind, case .attribute(let name)? = steps.first,
            name.value == "module" || name.value == "root"
          else { return nil }
          path += "."
        case .condition, .loop: return nil
        }
      }
      return path
    default: return nil
    }
  }

  // MARK: Single values

  /// The blocks `set`, `set_list` and `set_sensitive`, or the lists of these names.
  private func settings(
    _ version: ConfigNode?, _ surroundings: inout Surroundings
  ) -> [Layer] {
    var tree = ParameterTree()
    var hidden: [SourceSpan] = []
    for key in ["set", "set_list", "set_sensitive"] {
      for setting in settings(key) {
        guard let name = setting["name"], let path = name.text, let value = setting["value"]?.node
        else { continue }
        let isText = setting["type"]?.text == "string"
        tree.set(Located(path, name.span), to: value, isText ? .text : .typed)
        if key == "set_sensitive" { hidden.append(value.span) }
      }
    }
    let document = ConfigDocument(root: nil, span: resource.span)
    let layers = surroundings.layers(
      inline: tree.root(at: resource.span), of: document, for: chart, version: version)
    let unread = tree.unread.map { UnknownValues.layer($0.value, at: $0.span, help: .listIndex) }
    let dynamic = resource.body.blocks.filter { block in
      block.type.value == "dynamic" && block.labels.first?.value.hasPrefix("set") == true
    }.map {
      UnknownValues.layer("dynamic", at: $0.type.span, help: "only Terraform knows these values")
    }
    let secrets = hidden.isEmpty ? [] : [SensitiveSpans.layer(hidden, at: resource.span)]
    return layers + unread + dynamic + secrets
  }

  private func settings(_ key: String) -> [[String: HCLValue]] {
    let blocks = resource.body.blocks.filter { $0.type.value == key }.map { block in
      block.body.attributes.reduce(into: [String: HCLValue]()) { result, attribute in
        result[attribute.name.value] = value(of: attribute.expression)
      }
    }
    let list = resource.arguments.first { $0.name.value == key }?.value.elements ?? []
    return blocks
      + list.map { element in
        guard case .object(let object) = element.kind else { return [:] }
        return object.members.reduce(into: [:]) { $0[$1.key.value] = $1.value }
      }
  }

  private func value(of expression: HCLExpression) -> HCLValue? {
    var evaluation = HCLEvaluation(scope)
    return evaluation.silentValue(of: expression)
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
