import ConfigSyntax
import Diagnostics
import Settings
import Surfaces

/// Documents that are read together with others: wrappers of values, charts around the server's, and
/// resources with Secrets.
extension InputReading {
  /// Lets custom resources read the Secrets, which are then part of the configuration.
  mutating func readSecrets() {
    guard layers.contains(where: { $0.kind is CustomResourceV2 }) else { return }
    let companions = Companions(objects, layers: layers.count)
    layers = layers.map { $0.reading(with: companions) }
    foreign.removeAll { [objects] in objects.hasSecret(in: $0.document) }
  }

  /// Reads each `Chart.yaml` in advance: it says which key of the values next to it is the server's.
  mutating func noteUmbrellas(_ inputs: [Input]) {
    for input in inputs {
      let (name, bytes): (String, [UInt8])
      switch input {
      case .file(let path, let contents, _), .part(let path, let contents):
        (name, bytes) = (path, contents)
      case .tooLarge, .set, .companion, .environment: continue
      }
      guard name == CompanionFiles.chartFile || name.hasSuffix("/" + CompanionFiles.chartFile),
        ByteSearch.occurs("operator-wandb", in: bytes)
      else { continue }
      var ignored = DiagnosticBag()
      let documents = YAMLReader.read(SourceFile(name: name, bytes: bytes), FileID(0), &ignored)
      let folder = Surroundings.path("", nextTo: name)
      umbrellas[folder] = documents.first?.root.map { UmbrellaDependency.all(in: $0) }
    }
  }

  /// The kind of a document; the chart in its folder may name a section of it.
  func detect(_ document: ConfigDocument) -> Detection {
    guard !umbrellas.isEmpty else { return InputKinds.detect(document) }
    let name = sources[document.span.file].path ?? ""
    let dependencies = umbrellas[Surroundings.path("", nextTo: name)] ?? []
    let found = UmbrellaValues.detect(document, of: dependencies)
    if case .yes = found { return found }
    return InputKinds.detect(document)
  }

  /// Replaces wrappers by the layers of values in them, which may be in other inputs.
  mutating func expandLayers() {
    var surroundings = Surroundings(sources, objects, documents)
    let expanded = layers.map { layer in
      (layer: layer, parts: layer.kind.expanded(layer, &surroundings))
    }
    let claimed = surroundings.claimed
    layers = expanded.flatMap { layer, parts in
      // A file that belongs to a wrapper is not a layer by itself.
      claimed.contains(layer.document.span.file) ? [] : parts
    }
    foreign.removeAll { object in
      surroundings.used.contains { object.document.contains($0) }
        || claimed.contains(object.span.file)
    }
    documents += surroundings.embedded
    bag.report(surroundings.findings.sorted)
  }
}
