import ConfigSyntax
import Diagnostics
import Settings

/// Checks values against the types that the chart's templates and Kubernetes require.
struct TypedValues {
  /// The chart's values of this layer.
  let root: ConfigNode

  /// Checks a layer's values.
  static func check(_ root: ConfigNode, _ reader: inout SurfaceReader) {
    TypedValues(root: root).check(root, "", .root, &reader)
  }

  private func check(
    _ node: ConfigNode, _ path: String, _ type: ValueType, _ reader: inout SurfaceReader
  ) {
    switch node.kind {
    case .damaged, .unknown: return
    case .scalar(let scalar) where scalar.isNull: return
    case .scalar(let scalar) where scalar.text.holds("<") || scalar.text.holds("..."): return
    case .scalar, .sequence, .mapping: break
    }
    switch type {
    case .any: return
    case .structure(let structure): checkStructure(node, path, structure, &reader)
    case .list(let element): checkList(node, path, element, &reader)
    case .map(let element): checkMap(node, path, element, &reader)
    case .textMap(let map, let isTemplate):
      TextMapCheck(map: map, isTemplate: isTemplate).check(node, path, &reader)
    case .environment: EnvironmentEntry.check(node, path, &reader)
    case .text(let traits): PrintedText(traits: traits, root: root).check(node, path, &reader)
    case .size: SizeWord(root: root).check(node, path, &reader)
    case .flag, .shownFlag: FlagText.check(node, path, type, &reader)
    default: ScalarTypeCheck.check(node, path, type, &reader)
    }
  }

  private func checkStructure(
    _ node: ConfigNode, _ path: String, _ structure: ValueStructure, _ reader: inout SurfaceReader
  ) {
    guard let entries = node.entries else {
      // Helm treats empty text as an empty map in most templates.
      let isEmpty =
        node.scalar?.text.isEmpty == true && !path.hasSuffix("container.securityContext")
      if isEmpty, structure.name != "Horizontal" { return }
      // What the chart reads itself is checked along with its keys.
      if structure.isClosed || ["Horizontal", "Image"].contains(structure.name) {
        reader.report(.wrongFieldType(path, node, .mapping))
      }
      return
    }
    for entry in entries {
      let below = entry.path(below: path)
      if entry.value.isNull {
        NullCheck.reportTyped(entry, below, &reader)
      } else if let type = structure.type(of: entry.key.value) {
        checkField(entry.value, below, type, of: structure, &reader)
      } else if structure.isClosed {
        reader.report(.unknownField(entry.key, path, structure.names))
      }
    }
    PodShapes.check(node, path, structure.name, &reader)
    if structure.name == "Component" || structure.name == "Container" {
      ResourceRequests(root: root, path: path).check(node, &reader)
    }
  }

  private func checkField(
    _ node: ConfigNode, _ path: String, _ type: ValueType, of structure: ValueStructure,
    _ reader: inout SurfaceReader
  ) {
    // What a template does not look into reaches Kubernetes as it is.
    if structure.isClosed, node.scalar?.text.isEmpty == true, let collection = type.collection {
      return reader.report(.wrongFieldType(path, node, collection))
    }
    check(node, path, type, &reader)
  }

  private func checkList(
    _ node: ConfigNode, _ path: String, _ element: ValueType, _ reader: inout SurfaceReader
  ) {
    guard case .sequence(let elements) = node.kind else {
      if node.scalar?.text.isEmpty == true, !path.hasSuffix("topologySpreadConstraints"),
        !path.hasPrefix("ingress.")
      {
        return
      }
      return reader.report(.wrongFieldType(path, node, .list))
    }
    for (number, item) in elements.enumerated() {
      let below = "\(path)[\(number)]"
      if case .structure(let structure) = element, structure.name == "PullSecret",
        item.scalar != nil
      {
        // Older releases take the name alone.
        PrintedText.checkTemplate(item, below, &reader)
        continue
      }
      if item.isNull || item.scalar?.text.isEmpty == true, case .structure = element {
        reader.report(.wrongFieldType(below, item, .mapping))
        continue
      }
      check(item, below, element, &reader)
    }
  }

  private func checkMap(
    _ node: ConfigNode, _ path: String, _ element: ValueType, _ reader: inout SurfaceReader
  ) {
    guard let entries = node.entries else {
      guard element.isOfKubernetes else { return }
      return reader.report(.wrongFieldType(path, node, .mapping))
    }
    for entry in entries {
      if case .words = element, entry.value.scalar?.text.isEmpty == true, !entry.value.isNull {
        reader.report(.wrongFieldType("\(path).\(entry.key.value)", entry.value, .text))
      }
      if element == .quantity { ScalarTypeCheck.checkResource(entry.key, path, &reader) }
      check(entry.value, "\(path).\(entry.key.value)", element, &reader)
    }
  }
}

extension SurfaceReader {
  /// Reports a finding about a value, unless an error about it is already known.
  mutating func report(_ diagnostic: Diagnostic) {
    guard !findings.hasError(at: diagnostic.span),
      !resolver.findings.hasError(at: diagnostic.span)
    else { return }
    findings.report(diagnostic)
  }
}

extension ValueType {
  /// Whether a map of such values is one of Kubernetes' own, and not a section of the chart.
  fileprivate var isOfKubernetes: Bool {
    switch self {
    case .quantity, .string, .words: true
    default: false
    }
  }
}

extension ValueType {
  /// What a value must be that has elements or keys; nil for a single value.
  fileprivate var collection: ExpectedValue? {
    switch self {
    case .list: .list
    case .map, .structure, .textMap: .mapping
    default: nil
    }
  }
}

extension ConfigNode {
  /// The type of the value as Kubernetes names it, with its article.
  var typeNoun: String {
    guard let scalar else { return noun }
    switch scalar.meaning {
    case .null: return "null"
    case .boolean: return "a Boolean"
    case .integer, .float: return "a number"
    case .string, .refused: return "a string"
    }
  }

  /// The text of a string; nil for any other value.
  var stringValue: String? {
    if case .string(let text)? = scalar?.meaning { text } else { nil }
  }
}

extension Diagnostic {
  /// A value whose type Kubernetes rejects.
  static func wrongFieldType(
    _ path: String, _ node: ConfigNode, _ expected: ExpectedValue
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.wrongFieldType, "`\(path)` must be \(expected.noun), not \(node.typeNoun)",
      at: node.span)
    diagnostic.addUses(node.via)
    if node.typeNoun == "a string", node.scalar?.style != .plain,
      [.number, .wholeNumber, .boolean].contains(expected)
    {
      diagnostic.help = "remove the quotes"
    } else if expected == .text, node.scalar != nil {
      diagnostic.help = "quote the value"
    }
    return diagnostic
  }

  fileprivate static func unknownField(
    _ key: Located, _ path: String, _ names: [String]
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.unknownField, "Kubernetes has no field `\(path).\(key.value)`",
      at: key.span)
    diagnostic.suggest(KnownNames(names).nearest(to: key.value), insteadOf: key)
    return diagnostic
  }
}
