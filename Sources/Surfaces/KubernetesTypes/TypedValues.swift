import ConfigSyntax
import Diagnostics
import Settings

/// Checks values against the types that the chart's templates and Kubernetes require.
///
/// A large input has a hundred thousand values without a fault. Therefore a path is a closure, which
/// builds the text for a finding only, and the facts are asked once about each key of a structure.
struct TypedValues {
  /// The chart's values of this layer.
  private let root: ConfigNode
  /// The structures of values so far, and their numbers.
  private var structures: [CheckedStructure] = []
  private var numbers: [Int] = []

  /// Checks a layer's values.
  static func check(_ root: ConfigNode, _ reader: inout SurfaceReader) {
    var walk = TypedValues(root: root)
    walk.check(root, "", .root, &reader)
  }

  private init(root: ConfigNode) { self.root = root }

  private mutating func check(
    _ node: ConfigNode, _ path: @autoclosure () -> String, _ type: ValueType,
    _ reader: inout SurfaceReader
  ) {
    switch node.kind {
    case .damaged, .unknown: return
    case .scalar(let scalar) where scalar.isNull: return
    case .scalar(let scalar) where scalar.isUnfilled: return
    case .scalar(let scalar)
    where scalar.text.holds("{{") && type.isText && Self.isTemplate(path()):
      return PrintedText.checkTemplate(node, path(), &reader)
    case .scalar, .sequence, .mapping: break
    }
    switch type {
    case .any: return
    case .structure(let structure): checkStructure(node, path(), structure, &reader)
    case .list(let element): checkList(node, path(), element, &reader)
    case .map(let element): checkMap(node, path(), element, &reader)
    case .textMap(let map, let isTemplate):
      TextMapCheck(map: map, isTemplate: isTemplate).check(node, path(), &reader)
    case .environment: EnvironmentEntry.check(node, path(), &reader)
    case .text(let traits): PrintedText(traits: traits, root: root).check(node, path(), &reader)
    case .size: SizeWord(root: root).check(node, path(), &reader)
    case .flag, .shownFlag: FlagText.check(node, path(), type, &reader)
    default: ScalarTypeCheck.check(node, path(), type, &reader)
    }
  }

  private mutating func checkStructure(
    _ node: ConfigNode, _ path: @autoclosure () -> String, _ structure: ValueStructure,
    _ reader: inout SurfaceReader
  ) {
    guard case .mapping(let entries) = node.kind else {
      return reportNoMapping(node, path(), structure, &reader)
    }
    if structure.isSwitchedOff(in: node) { return }
    let number = self.index(of: structure, in: reader.chartVersion)
    // By index, as below: to copy every entry would take longer than to check it.
    for index in entries.indices {
      var below: String { entries[index].path(below: path()) }
      if entries[index].value.isNull {
        NullCheck.reportTyped(entries[index], below, &reader)
      } else if let type = structures[number].type(of: entries[index].key) {
        guard isRead(below, structure, in: reader.chartVersion) else { continue }
        checkField(entries[index].value, below, type, of: structure, &reader)
      } else if structure.isClosed {
        reader.report(.unknownField(entries[index].key, path(), structure.names))
      }
    }
    if let fault = structures[number].shape?(node, path) { reader.report(fault) }
    if structures[number].hasResources {
      ResourceRequests(root: root).check(node, path(), &reader)
    }
  }

  /// The index of a structure among those so far.
  private mutating func index(of structure: ValueStructure, in release: ChartVersion) -> Int {
    if let index = numbers.firstIndex(of: structure.number) { return index }
    structures.append(CheckedStructure(structure, in: release))
    numbers.append(structure.number)
    return numbers.count - 1
  }

  private func reportNoMapping(
    _ node: ConfigNode, _ path: String, _ structure: ValueStructure, _ reader: inout SurfaceReader
  ) {
    // Helm treats empty text as an empty map in most templates.
    let isEmpty = node.scalar?.text.isEmpty == true && !structure.isReadWithoutDefault(at: path)
    if isEmpty { return }
    // What the chart reads itself is checked along with its keys.
    if structure.isClosed || Self.checkedHere.contains(structure.name) {
      reader.report(.wrongFieldType(path, node, .mapping))
    }
  }

  /// Whether a template passes the section at a path through `tpl`, which evaluates texts in it.
  private static func isTemplate(_ path: String) -> Bool {
    [".volumes[", ".volumeMounts[", ".tolerations[", ".podSecurityContext."].contains(
      where: path.holds)
  }

  /// Whether the release in use reads a key of the chart; what it ignores can have any type.
  private func isRead(
    _ path: @autoclosure () -> String, _ structure: ValueStructure, in release: ChartVersion
  ) -> Bool {
    guard release != .newest, !structure.isClosed else { return true }
    let path = path()
    guard !path.contains("[") else { return true }
    return ChartReads.reading(of: ChartPath(path), in: release).mayMatter
  }

  /// Sections of the chart below maps and lists, which no check of its keys looks into.
  private static let checkedHere: Set = [
    "Autoscaling", "Container", "CronJob", "Horizontal", "Image", "Job", "Sizing", "Strategy",
  ]

  /// Sections that a template leaves out if they are empty.
  private static let tested: Set = ["Affinity", "Lifecycle", "Probe", "Resources"]

  private mutating func checkField(
    _ node: ConfigNode, _ path: @autoclosure () -> String, _ type: ValueType,
    of structure: ValueStructure, _ reader: inout SurfaceReader
  ) {
    // What a template does not look into reaches Kubernetes as it is.
    if structure.isClosed, node.scalar?.text.isEmpty == true, let collection = type.collection {
      return reader.report(.wrongFieldType(path(), node, collection))
    }
    // A template that tests such a section takes `false` and an empty list for none.
    if !structure.isClosed, case .structure(let section) = type, node.entries == nil,
      Self.tested.contains(section.name), FlagText.isTrue(node) == false
    {
      return
    }
    check(node, path(), type, &reader)
  }

  private mutating func checkList(
    _ node: ConfigNode, _ path: @autoclosure () -> String, _ element: ValueType,
    _ reader: inout SurfaceReader
  ) {
    guard case .sequence(let elements) = node.kind else {
      return reportNoList(node, path(), &reader)
    }
    for (number, item) in elements.enumerated() {
      var below: String { "\(path())[\(number)]" }
      if case .structure(let structure) = element, structure.name == "PullSecret",
        item.scalar != nil
      {
        // Older releases take the name alone.
        PrintedText.checkTemplate(item, below, &reader)
        continue
      }
      if item.scalar?.isUnfilled == false, case .structure = element {
        reader.report(.wrongFieldType(below, item, .mapping))
        continue
      }
      check(item, below, element, &reader)
    }
  }

  private func reportNoList(_ node: ConfigNode, _ path: String, _ reader: inout SurfaceReader) {
    if node.scalar?.text.isEmpty == true, !path.hasSuffix("topologySpreadConstraints"),
      !path.hasPrefix("ingress.")
    {
      return
    }
    reader.report(.wrongFieldType(path, node, .list))
  }

  private mutating func checkMap(
    _ node: ConfigNode, _ path: @autoclosure () -> String, _ element: ValueType,
    _ reader: inout SurfaceReader
  ) {
    guard case .mapping(let entries) = node.kind else {
      let isRanged = path().hasSuffix(".containers") || element.isSizing
      guard element.isOfKubernetes || isRanged else { return }
      return reader.report(.wrongFieldType(path(), node, .mapping))
    }
    let sizes = element.isSizing ? sizes(at: path()) : nil
    for index in entries.indices {
      let (key, value) = (entries[index].key, entries[index].value)
      if let sizes, !sizes.contains(key.value) { continue }
      var below: String { "\(path()).\(key.value)" }
      if case .words = element, value.scalar?.text.isEmpty == true, !value.isNull {
        reader.report(.wrongFieldType(below, value, .text))
      }
      if case .quantity = element, ScalarTypeCheck.reportsResource(key, path(), &reader) {
        continue
      }
      check(value, below, element, &reader)
    }
  }
}

extension TypedValues {
  /// The keys that count in a component's `sizing`; nil for that of all components.
  private func sizes(at path: String) -> [String]? {
    guard path != "global.sizing" else { return nil }
    let component = String(path.prefix { $0 != "." })
    let size = root[component]?["size"] ?? root["global"]?["size"]
    return ["default"] + (size?.scalar.map { [$0.text] } ?? [])
  }
}

extension ValueStructure {
  /// Whether the chart renders nothing of a section that is written so.
  fileprivate func isSwitchedOff(in node: ConfigNode) -> Bool {
    switch name {
    case "Component": node["install"]?.scalar?.meaning == .boolean(false)
    case "ComponentIngress", "Vertical": node["enabled"].map(FlagText.isTrue) != true
    case "Role": node["create"].map(FlagText.isTrue) != true
    default: false
    }
  }

  /// Whether a template reads from the section or merges it, where empty text makes Helm fail.
  fileprivate func isReadWithoutDefault(at path: String) -> Bool {
    switch name {
    case "Autoscaling", "Container", "Horizontal", "Strategy": true
    case "SecurityContext": !path.holds(".containers.") && !path.holds(".initContainers.")
    default: false
    }
  }
}

extension Scalar {
  /// Whether the text stands for something that is written later.
  fileprivate var isUnfilled: Bool { text.holds("<") || text.holds("...") }
}

/// A structure in a walk, with what each of its values is checked for.
private struct CheckedStructure {
  let structure: ValueStructure
  /// Fields that must or can't be together.
  let shape: PodShapes.Check?
  /// Whether it has the requests and limits of a container.
  let hasResources: Bool
  private var types = NameCache<ValueType?>()

  init(_ structure: ValueStructure, in release: ChartVersion) {
    self.structure = structure
    shape = PodShapes.check(of: structure, in: release)
    hasResources = structure.name == "Component" || structure.name == "Container"
  }

  /// The type of a key; nil where it is not known.
  mutating func type(of key: Located) -> ValueType? {
    if let known = types[key] { return known }
    let type = structure.type(of: key.value)
    types[key] = type
    return type
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
  /// Whether the value is a string with a certain form.
  fileprivate var isText: Bool {
    switch self {
    case .name, .quantity, .string, .words: true
    default: false
    }
  }

  /// Whether a map of such values has a section for each size.
  fileprivate var isSizing: Bool {
    if case .structure(let structure) = self { structure.name == "Sizing" } else { false }
  }

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

extension Diagnostic {
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
