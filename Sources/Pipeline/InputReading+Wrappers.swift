import ConfigSyntax
import Diagnostics
import Settings
import Surfaces

/// Documents that are read together with others: wrappers of values, charts around the server's, and
/// resources with Secrets.
extension InputReading {
  /// Lets custom resources read the Secrets, which are then part of the configuration.
  mutating func readSecrets() {
    let namespaces = layers.filter { $0.kind is CustomResourceV2 }.map(\.namespace)
    guard !namespaces.isEmpty else { return }
    let companions = Companions(objects, layers: layers.count)
    layers = layers.map { $0.reading(with: companions) }
    let read = objects.secrets.filter { namespaces.contains(where: $0.isVisible) }
    let secrets = SpanSet(read.map(\.name.span))
    foreign.removeAll { secrets.hasRegion(in: $0.document) }
  }

  /// Reads each `Chart.yaml` in advance: it says which key of the values next to it is the server's.
  mutating func noteUmbrellas(_ inputs: [Input]) {
    for input in inputs {
      guard case .file(let name, let bytes, _) = input,
        name == Self.chartFile || name.hasSuffix("/" + Self.chartFile)
      else { continue }
      umbrellas[TreePath.path("", nextTo: name)] = Self.dependencies(name, bytes)
    }
  }

  private static let chartFile = "Chart.yaml"

  private static func dependencies(_ name: String, _ bytes: [UInt8]) -> [UmbrellaDependency] {
    guard ByteSearch.occurs("operator-wandb", in: bytes) else { return [] }
    var ignored = DiagnosticBag()
    let documents = YAMLReader.read(SourceFile(name: name, bytes: bytes), FileID(0), &ignored)
    return documents.first?.root.map { UmbrellaDependency.all(in: $0) } ?? []
  }

  /// The dependencies of the chart in the folder of an input, if its values may be those of a chart.
  private mutating func dependencies(nextTo file: SourceFile) -> [UmbrellaDependency] {
    guard let name = file.path, !name.hasSuffix(Self.chartFile) else { return [] }
    let folder = TreePath.path("", nextTo: name)
    if let known = umbrellas[folder] { return known }
    // Each of many documents of a file asks.
    if filesOfOthers.contains(name) { return [] }
    guard let files, ByteSearch.occurs("global:", in: file.bytes) else {
      filesOfOthers.insert(name)
      return []
    }
    let chart = TreePath.path(Self.chartFile, nextTo: name)
    var found: [UmbrellaDependency] = []
    if case .bytes(let bytes) = files.contents(of: chart) {
      found = Self.dependencies(chart, bytes)
    }
    umbrellas[folder] = found
    return found
  }

  /// The kind of a document; the chart in its folder may name a section of it.
  mutating func detect(_ document: ConfigDocument) -> Detection {
    let dependencies = dependencies(nextTo: sources[document.span.file])
    guard !dependencies.isEmpty else { return InputKinds.detect(document) }
    let found = UmbrellaValues.detect(document, of: dependencies)
    if case .yes = found { return found }
    return InputKinds.detect(document)
  }

  /// Replaces wrappers by the layers of values in them, which may be in other inputs.
  mutating func expandLayers() {
    var surroundings = Surroundings(sources, objects, documents, files)
    let expanded = layers.map { layer in
      (layer: layer, parts: layer.kind.expanded(layer, &surroundings))
    }
    let claimed = surroundings.claimed
    layers = expanded.flatMap { layer, parts in
      // A file that belongs to a wrapper is not a layer by itself.
      claimed.contains(layer.document.span.file) ? [] : parts
    }
    let used = SpanSet(surroundings.used)
    foreign.removeAll { object in
      used.hasRegion(in: object.document) || claimed.contains(object.span.file)
    }
    sources = surroundings.sources
    documents += surroundings.embedded
    commented += surroundings.read.map { SuppressionIndex.Source(file: $0, syntax: .yaml) }
    bag.report(surroundings.findings.sorted)
  }
}
