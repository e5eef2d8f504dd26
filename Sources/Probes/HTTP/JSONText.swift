import ConfigSyntax
import Diagnostics

/// JSON that a server answered.
struct JSONText {
  private let node: ConfigNode

  private init(_ node: ConfigNode) { self.node = node }

  /// Nil for a text that is not a JSON object.
  init?(_ bytes: [UInt8]) {
    var bag = DiagnosticBag()
    let file = SourceFile(name: "answer.json", bytes: bytes)
    guard let root = JSONReader.read(file, FileID(0), &bag)?.root, root.entries != nil else {
      return nil
    }
    node = root
  }

  /// The text of a member; nil if it is missing or not a string.
  subscript(text key: String) -> String? {
    node[key]?.scalar.flatMap { scalar in
      if case .string(let text) = scalar.meaning { text } else { nil }
    }
  }

  /// The texts in a list; nil if the member is missing or not a list.
  subscript(texts key: String) -> [String]? {
    guard case .sequence(let elements)? = node[key]?.kind else { return nil }
    return elements.compactMap { $0.scalar?.text }
  }

  /// The objects in a list; nil if the member is missing or not a list.
  subscript(objects key: String) -> [JSONText]? {
    guard case .sequence(let elements)? = node[key]?.kind else { return nil }
    return elements.filter { $0.entries != nil }.map(JSONText.init)
  }
}
