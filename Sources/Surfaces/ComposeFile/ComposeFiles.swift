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

  /// What was read, by where the path is written; nil for what is not known.
  private var roots: [SourceSpan: ConfigNode?] = [:]

  var isEmpty: Bool { roots.isEmpty }

  /// Records what a file contains; nil if that is not known.
  mutating func add(_ root: ConfigNode?, for reference: ComposeReference) {
    roots[reference.span] = .some(root)
  }

  /// The contents of the file whose path is written at `span`; nil if they are not known.
  subscript(span: SourceSpan) -> ConfigNode? { roots[span] ?? nil }

  /// Whether one of the files is missing, damaged or not known.
  var isIncomplete: Bool { roots.values.contains { $0?.isOfDamagedText ?? true } }

  /// The references in a file that were not followed yet.
  func pending(in root: ConfigNode) -> [ComposeReference] {
    roots.count < Self.mostFiles ? pending(in: root, depth: 16) : []
  }

  private func pending(in root: ConfigNode, depth: Int) -> [ComposeReference] {
    guard depth > 0 else { return [] }
    let all = Self.includes(in: root) + Self.extensions(in: root)
    return all.filter { roots[$0.span] == nil }
      + all.compactMap { self[$0.span] }.flatMap { pending(in: $0, depth: depth - 1) }
  }

  /// The files that a file includes, and those that they include, each before the one that includes
  /// it.
  func included(in root: ConfigNode, depth: Int = 16) -> [ConfigNode] {
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
