/// A field of a custom resource of apps.wandb.com/v2, as its CustomResourceDefinition describes it
/// (`CFacts/operator-v2-crd.txt`).
package struct ResourceField: Sendable {
  /// What the API server accepts as the value.
  package enum Kind: String, Sendable {
    case string, integer, boolean
    /// A mapping with known keys.
    case object
    /// A mapping with any keys.
    case map
    case list
    /// A number, or text that is a quantity of Kubernetes.
    case quantity
    /// A number or text.
    case scalar
    /// Anything; its contents are not checked.
    case any
  }

  /// The line of the field itself, which says whether it is required.
  private let line: ChartFactLine
  /// The line whose children are the fields below it: that of its type.
  private let type: ChartFactLine
  package let kind: Kind

  private init?(_ line: ChartFactLine) {
    guard let word = line.column(1) else { return nil }
    let type = word.hasPrefix("@") ? ChartFacts.resource.root.child(word) : line
    guard let type, let kind = type.column(1).flatMap(Kind.init) else { return nil }
    (self.line, self.type, self.kind) = (line, type, kind)
  }

  /// The field `spec`, below which everything is.
  package static var spec: ResourceField? {
    ChartFacts.resource.root.child("spec").flatMap { ResourceField($0) }
  }

  package var name: String { line.name }

  /// The field below this one that a key names.
  package func child(_ key: String) -> ResourceField? {
    switch kind {
    case .map, .list: element
    default: type.child(key).flatMap { ResourceField($0) }
    }
  }

  /// The elements of a list, or the values of a mapping with any keys.
  package var element: ResourceField? { type.child("*").flatMap { ResourceField($0) } }

  /// The fields below this one; none for a list and a mapping with any keys.
  package var children: [ResourceField] {
    kind == .object ? type.children.compactMap { ResourceField($0) } : []
  }

  /// Whether the API server refuses an object without it, although it sets defaults first.
  package var isRequired: Bool { words.contains("required") && value(of: "default") == nil }

  /// Whether no release up to 2.0.0-beta.3 has it.
  package var isNew: Bool { words.contains("new") }

  /// Whether the CustomResourceDefinition that the operator's chart installs lacks it.
  package var isPruned: Bool { words.contains("pruned") }

  /// The words that it accepts; nil for any text.
  package var alternatives: [String]? {
    value(of: "enum")?.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
  }

  /// The least number that it accepts.
  package var minimum: Int? { value(of: "min").flatMap { Int($0) } }

  private var words: [String] {
    sequence(first: 2) { $0 + 1 }.lazy.map { line.column($0) }.prefix { $0 != nil }.compactMap(
      \.self)
  }

  private func value(of word: String) -> String? {
    words.first { $0.hasPrefix(word + "=") }.map { String($0.dropFirst(word.count + 1)) }
  }

  /// Whether a line is as the head of the file says; a test asks.
  static func isReadable(_ line: ChartFactLine) -> Bool {
    guard let field = ResourceField(line) else { return false }
    return field.words.allSatisfy { word in
      ["required", "new", "pruned"].contains(word) || word.contains("=")
    }
  }
}

extension ResourceField {
  /// The field that says what becomes of the data when the resource is deleted.
  package static let onDelete = "spec.retentionPolicy.onDelete"
  /// The value of `onDelete` by default.
  package static let defaultOnDelete = "detach"
}
