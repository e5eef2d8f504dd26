import ConfigSyntax
import Diagnostics

/// Values that are set one by one, as with `helm --set NAME=VALUE`, over those of earlier layers.
///
/// An index replaces one element of a list, or of the list that an earlier layer has there. Source: Helm
/// 3.17, package `strvals`.
struct ParameterTree {
  /// Whether Helm decides from the text what a value is, or takes it as text: `--set-string`.
  enum Reading { case typed, text }

  /// A step from the root to a value.
  private enum Step {
    case key(String)
    case index(Int)
  }

  private var root: ConfigNode?
  /// The names whose values are not read.
  private(set) var unread: [Located] = []
  /// The values of the earlier layers, the last one first.
  private let base: [ConfigNode]
  /// Whether an earlier layer may have values that are not known here.
  private let isOpen: Bool

  /// Values that are set over those of the layers before them.
  init(over layers: [Layer]) {
    base = layers.reversed().compactMap(\.document.root)
    isOpen = layers.contains { $0.kind is UnknownValues }
  }

  /// Sets the value at a path, whose keys are separated by dots.
  mutating func set(_ name: Located, to value: ConfigNode, _ reading: Reading) {
    guard let steps = Self.steps(of: name.value), isKnown(steps) else {
      unread.append(name)
      return
    }
    let node =
      switch (reading, value.scalar) {
      case (.typed, let scalar?): Self.typed(scalar.text, value)
      case (.text, let scalar?):
        ConfigNode(.scalar(Scalar(scalar.text, .double)), value.span, via: value.via)
      case (_, nil): value
      }
    root = merged(root, steps[...], [], name.span, node)
  }

  /// Notes a value that is taken from somewhere that is not an input.
  mutating func leaveOpen(_ name: Located) { unread.append(name) }

  /// The values as a tree; nil if none was set.
  func root(at span: SourceSpan) -> ConfigNode? {
    root.map { ConfigNode($0.kind, span) }
  }

  /// What was not read, as layers of their own.
  var unreadLayers: [Layer] {
    unread.map { UnknownValues.layer($0.value, at: $0.span, help: .partOfList) }
  }

  // MARK: Paths

  /// The steps of a path: `\\.` is a dot in a key; nil for what Helm refuses.
  private static func steps(of path: String) -> [Step]? {
    var steps: [Step] = []
    for key in SetOption.keys(of: path) {
      let pieces = key.split(separator: "[", omittingEmptySubsequences: false)
      guard let name = pieces.first, !name.isEmpty else { return nil }
      steps.append(.key(String(name)))
      for piece in pieces.dropFirst() {
        guard piece.hasSuffix("]"), let index = Int(piece.dropLast()),
          (0...maximumIndex).contains(index)
        else { return nil }
        steps.append(.index(index))
      }
    }
    return steps
  }

  /// Helm's `strvals.MaxIndex`.
  private static let maximumIndex = 65_536

  /// Whether it is known of which list an index takes an element.
  private func isKnown(_ steps: [Step]) -> Bool {
    guard isOpen else { return true }
    return steps.allSatisfy { if case .key = $0 { true } else { false } }
  }

  // MARK: Merging

  private func merged(
    _ old: ConfigNode?, _ steps: ArraySlice<Step>, _ path: [String], _ name: SourceSpan,
    _ value: ConfigNode
  ) -> ConfigNode {
    guard let step = steps.first else { return value }
    let rest = steps.dropFirst()
    switch step {
    case .key(let key):
      var entries = old?.entries ?? []
      let number = entries.firstIndex { $0.key.value.isExactly(key) }
      let child = merged(number.map { entries[$0].value }, rest, path + [key], name, value)
      // A section is where its first value is.
      let section = rest.isEmpty ? nil : number.map { entries[$0].key }
      let entry = Entry(key: section ?? Located(key, name), value: child)
      if let number { entries[number] = entry } else { entries.append(entry) }
      return ConfigNode(.mapping(entries), value.span)
    case .index(let index):
      var elements: [ConfigNode] = []
      if case .sequence(let known)? = (old ?? earlier(at: path))?.kind { elements = known }
      while elements.count <= index {
        elements.append(ConfigNode(.scalar(Scalar("null", .plain)), value.span))
      }
      // A list in a list is not one of an earlier layer.
      elements[index] = merged(elements[index], rest, path + ["[]"], name, value)
      return ConfigNode(.sequence(elements), value.span)
    }
  }

  private func earlier(at path: [String]) -> ConfigNode? {
    base.lazy.compactMap { $0.descendant(path) }.first
  }

  /// `{a,b}` is a list of two texts.
  private static func typed(_ text: String, _ value: ConfigNode) -> ConfigNode {
    guard text.hasPrefix("{"), text.hasSuffix("}"), !text.hasPrefix("{{") else {
      return SetOption.typed(value)
    }
    let pieces = text.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false)
    let elements = pieces.map {
      SetOption.typed(ConfigNode(.scalar(Scalar(String($0), .double)), value.span))
    }
    return ConfigNode(.sequence(pieces == [""] ? [] : elements), value.span, via: value.via)
  }
}

extension Message {
  /// What to do about one value whose list, or whose source, is not known here.
  fileprivate static let partOfList: Message = "write the value in the values themselves"
}
