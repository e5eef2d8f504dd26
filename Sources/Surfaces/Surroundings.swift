package import ConfigSyntax
package import Diagnostics
package import Settings

/// The other inputs of a run, to which a document may refer: a wrapper to its values, a container to
/// a Secret.
package struct Surroundings: Sendable {
  /// The texts of the inputs.
  package let sources: SourceMap
  /// The Secrets and ConfigMaps among the inputs.
  package let objects: KnownObjects
  /// The first document of each file.
  private let files: [(name: String, document: ConfigDocument)]
  /// What the documents contain: YAML in blocks of text.
  package private(set) var embedded: [ConfigDocument] = []
  /// The files that are layers of a wrapper, and not by themselves.
  package private(set) var claimed: Set<FileID> = []
  /// The names of objects that are layers of a wrapper.
  package private(set) var used: [SourceSpan] = []
  /// What is wrong with the wrappers.
  package var findings = DiagnosticBag()

  package init(_ sources: SourceMap, _ objects: KnownObjects, _ documents: [ConfigDocument]) {
    (self.sources, self.objects) = (sources, objects)
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

  /// The file at a path relative to the one of `document`, or else to the folder of the run, if it
  /// is an input; it is then read as part of the wrapper only.
  package mutating func file(_ path: String, nextTo document: SourceSpan?) -> ConfigDocument? {
    let name = Self.path(path, nextTo: document.flatMap { sources[$0.file].path } ?? "")
    guard let found = files.first(where: { PathText.normalized($0.name) == name }) else {
      return nil
    }
    claimed.insert(found.document.span.file)
    return found.document
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

  // MARK: Paths

  /// A path relative to the folder of a file, in its shortest form.
  package static func path(_ path: String, nextTo file: String) -> String {
    guard !path.hasPrefix("/") else { return PathText.normalized(path) }
    let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    return PathText.normalized((folder + [Substring(path)]).joined(separator: "/"))
  }
}
