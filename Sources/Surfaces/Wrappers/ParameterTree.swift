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

  private var root: ValueTree?
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
    var tree = root
    root = nil
    set(&tree, steps[...], [], name.span, node)
    root = tree
  }

  /// Notes a value that is taken from somewhere that is not an input.
  mutating func leaveOpen(_ name: Located) { unread.append(name) }

  /// The values as a tree; nil if none was set.
  func root(at span: SourceSpan) -> ConfigNode? {
    root.map { ConfigNode($0.node.kind, span) }
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

  /// Sets a value in a tree, which is changed in place: thousands of values may be set.
  private func set(
    _ tree: inout ValueTree?, _ steps: ArraySlice<Step>, _ path: [String], _ name: SourceSpan,
    _ value: ConfigNode
  ) {
    guard let step = steps.first else {
      tree = .node(value)
      return
    }
    let rest = steps.dropFirst()
    switch step {
    case .key(let key):
      var section = tree?.mapping ?? ValueTree.Section()
      tree = nil
      let number = section.number(of: Located(key, name), isRenamed: rest.isEmpty)
      set(&section.values[number], rest, path + [key], name, value)
      tree = .section(section, value.span, via: [])
    case .index(let index):
      // A list in a list is not one of an earlier layer.
      let known = tree == nil ? earlier(at: path).map { ValueTree($0) } : tree
      var elements = known?.elements ?? []
      tree = nil
      while elements.count <= index {
        elements.append(.node(ConfigNode(.scalar(Scalar("null", .plain)), value.span)))
      }
      set(&elements[index], rest, path + ["[]"], name, value)
      tree = .list(elements, value.span)
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
