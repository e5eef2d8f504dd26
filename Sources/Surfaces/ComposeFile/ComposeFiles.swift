import ConfigSyntax
package import Diagnostics

/// A file that a compose file names with `include`, or with `extends` in a service.
package struct ComposeReference: Sendable {
  /// The path from the directory of the file that names it; nil for one that depends on a variable,
  /// or is not a path of this machine.
  package let path: String?
  /// Where the path is written.
  package let span: SourceSpan
}

/// The files of a Compose project besides the one that is an input.
///
/// Source: Compose Specification, "Include" and "extends"; measured with Compose 5.6.1.
struct ComposeFiles: Sendable {
  /// The most files of a project: files that include each other have no end.
  private static let mostFiles = 100
  /// The longest chain of files of which each names the next one.
  private static let mostSteps = 16

  /// What was read, by where the path is written; nil for what is not known.
  private var roots: [SourceSpan: ConfigNode?] = [:]
  /// What the files so far name, and how many files lead there.
  private var queue: [(reference: ComposeReference, steps: Int)] = []

  /// The files that a file names, none of which was read.
  init(namedIn root: ConfigNode) { addReferences(in: root, steps: 1) }

  var isEmpty: Bool { roots.isEmpty }

  /// The next file to read; nil after the last one.
  var next: ComposeReference? { roots.count < Self.mostFiles ? queue.first?.reference : nil }

  /// Records what a file contains; nil if that is not known.
  mutating func add(_ root: ConfigNode?, for reference: ComposeReference) {
    let steps = queue.first { $0.reference.span == reference.span }?.steps ?? Self.mostSteps
    queue.removeAll { $0.reference.span == reference.span }
    roots[reference.span] = .some(root)
    if let root, steps < Self.mostSteps { addReferences(in: root, steps: steps + 1) }
  }

  private mutating func addReferences(in root: ConfigNode, steps: Int) {
    queue += (Self.includes(in: root) + Self.extensions(in: root)).map { ($0, steps) }
  }

  /// The contents of the file whose path is written at `span`; nil if they are not known.
  subscript(span: SourceSpan) -> ConfigNode? { roots[span] ?? nil }

  /// Whether one of the files is missing, damaged or not known.
  var isIncomplete: Bool { roots.values.contains { $0?.isOfDamagedText ?? true } }

  /// The files that a file includes, and those that they include, each before the one that includes
  /// it.
  func included(in root: ConfigNode, depth: Int = mostSteps) -> [ConfigNode] {
    guard depth > 0 else { return [] }
    return Self.includes(in: root).compactMap { self[$0.span] }.flatMap { root in
      included(in: root, depth: depth - 1) + [root]
    }
  }

  /// The references of `include` whose files are not known.
  func unread(in root: ConfigNode) -> [SourceSpan] {
    ([root] + included(in: root)).flatMap { Self.includes(in: $0) }.map(\.span)
      .filter { self[$0] == nil }
  }

  private static func includes(in root: ConfigNode) -> [ComposeReference] {
    (root["include"]?.oneOrMany ?? []).flatMap { element -> [ComposeReference] in
      guard element.entries != nil else { return reference(element).map { [$0] } ?? [] }
      // Other variables and another directory change what the file means.
      let isPlain = element["env_file"] == nil && element["project_directory"] == nil
      return (element["path"]?.oneOrMany ?? []).compactMap { node in
        isPlain ? reference(node) : ComposeReference(path: nil, span: node.span)
      }
    }
  }

  private static func extensions(in root: ConfigNode) -> [ComposeReference] {
    (root["services"]?.entries ?? []).compactMap { service in
      service.value["extends"]?["file"].flatMap(reference)
    }
  }

  private static func reference(_ node: ConfigNode) -> ComposeReference? {
    guard let text = node.scalar?.text else { return nil }
    let isPath = !text.holds("://") && !text.hasPrefix("git@") && !text.contains("$")
    return ComposeReference(path: isPath ? text : nil, span: node.span)
  }
}
