package import ConfigSyntax
package import Diagnostics
package import Settings

/// The other inputs of a run, to which a document may refer: a wrapper to its values, a container to
/// a Secret.
package struct Surroundings: Sendable {
  /// The texts of the inputs, and of the files that were read for them.
  package private(set) var sources: SourceMap
  /// The Secrets and ConfigMaps among the inputs.
  package let objects: KnownObjects
  /// The first document of each file.
  private var files: [(name: String, document: ConfigDocument)]
  /// Reads the files that documents name; nil for none.
  private let tree: (any TreeFiles)?
  /// The files that were read because a document names them.
  package private(set) var read: [FileID] = []
  /// What the documents contain: YAML in blocks of text.
  package private(set) var embedded: [ConfigDocument] = []
  /// The files that are layers of a wrapper, and not by themselves.
  package private(set) var claimed: Set<FileID> = []
  /// The names of objects that are layers of a wrapper.
  package private(set) var used: [SourceSpan] = []
  /// What is wrong with the wrappers.
  package var findings = DiagnosticBag()

  package init(
    _ sources: SourceMap, _ objects: KnownObjects, _ documents: [ConfigDocument],
    _ tree: (any TreeFiles)? = nil
  ) {
    (self.sources, self.objects, self.tree) = (sources, objects, tree)
    var seen: Set<FileID> = []
    files = documents.compactMap { document in
      let file = document.span.file
      guard seen.insert(file).inserted, sources.isFile(file) else { return nil }
      return (sources[file].path ?? "", document)
    }
  }

  /// The YAML in a text of a document; nil where there is none.
  package mutating func embed(_ node: ConfigNode) -> ConfigDocument? {
    let file = sources[node.span.file]
    guard let document = EmbeddedYAML.read(node, in: file, &findings) else { return nil }
    add(document)
    return document
  }

  /// The YAML in a text with actions of Go templates, which another program executes.
  mutating func embedTemplate(_ node: ConfigNode) -> ConfigDocument? {
    guard node.isTemplate, let template = TemplatedYAML(sources[node.span.file]) else {
      return embed(node)
    }
    guard let document = template.read(in: node, &findings) else { return nil }
    add(document)
    return document
  }

  /// A text that is not known, as it was written.
  func written(_ node: ConfigNode) -> Located? {
    guard case .unknown = node.kind else { return nil }
    let text = sources[node.span.file].text(node.span)
    let isQuoted = text.count > 1 && text.first == text.last && "\"'".contains(text.prefix(1))
    return Located(isQuoted ? String(text.dropFirst().dropLast()) : text, node.span)
  }

  /// Adds a document that was found in a text of another one.
  mutating func add(_ document: ConfigDocument) { embedded.append(document) }

  /// The file at a path relative to the one of `document`, or else to the folder of the run; nil if
  /// it does not exist.
  ///
  /// An input of that name is part of the document from then on, and not a layer.
  package mutating func file(_ path: String, nextTo document: SourceSpan?) -> ConfigDocument? {
    let name = TreePath.path(path, nextTo: document.flatMap { sources[$0.file].path } ?? "")
    let known = files.first { TreePath.withoutDots($0.name) == name }?.document
    guard let found = known ?? readFile(name) else { return nil }
    claimed.insert(found.span.file)
    return found
  }

  /// Reads a file that is not an input.
  private mutating func readFile(_ name: String) -> ConfigDocument? {
    guard case .bytes(let bytes)? = tree?.contents(of: name) else { return nil }
    let source = SourceFile(name: name, bytes: bytes)
    let id = sources.add(source)
    let stream = (Helmfile.stream(source, id, &findings) ?? []).map {
      $0.decryptable?.document ?? $0
    }
    embedded += stream
    read.append(id)
    guard let first = stream.first else { return nil }
    files.append((name, first))
    return first
  }

  /// An object whose data are layers.
  package mutating func use(
    _ kind: KnownObjects.Kind, _ name: String, in namespace: String?
  ) -> KnownObjects.Object? {
    let object = objects.object(kind, name, in: namespace)
    if let object { used.append(object.name.span) }
    return object
  }

  /// The file that a kustomization among the inputs puts into a key of an object.
  mutating func generated(
    _ kind: KnownObjects.Kind, _ name: String, _ key: String
  ) -> ConfigDocument? {
    let section = kind == .secret ? "secretGenerator" : "configMapGenerator"
    for (_, document) in files {
      let generators = document.root?[section]?.oneOrMany ?? []
      let files = generators.filter { $0["name"]?.scalar?.text == name }
        .flatMap { $0["files"]?.oneOrMany ?? [] }
      for entry in files.compactMap({ $0.scalar?.text }) {
        // `KEY=PATH`, or a path whose last name is the key.
        let path = entry.split(separator: "=", maxSplits: 1).last.map(String.init) ?? entry
        let own = path == entry ? path.split(separator: "/").last.map(String.init) : nil
        guard own == key || entry == "\(key)=\(path)" else { continue }
        return file(path, nextTo: document.span)
      }
    }
    return nil
  }
}
