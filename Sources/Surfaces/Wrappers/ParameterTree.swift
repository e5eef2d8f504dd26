import ConfigSyntax
import Diagnostics
import Settings

/// Values that are set one by one, as with `helm --set NAME=VALUE`, over those of earlier layers.
///
/// An index replaces one element of a list, or of the list that an earlier layer has there. Source: Helm
/// 3.17, package `strvals`.
struct ParameterTree {
  /// How Helm reads a value: `--set` decides from the text what it is, `--set-string` takes it as text,
  /// and `verbatim` is text without Helm's syntax.
  enum Reading { case typed, text, verbatim }

  /// A step from the root to a value.
  private enum Step {
    case key(String)
    case index(Int)
  }

  private var root: ValueTree?
  /// The names whose values are not read.
  private(set) var unread: [Located] = []
  /// What Helm refuses, or cuts.
  private(set) var findings: [Diagnostic] = []
  /// The values of the earlier layers, the last one first.
  private let base: [ConfigNode]
  /// Whether an earlier layer may have values that are not known here.
  private let isOpen: Bool
  /// What happens to a value before Helm reads it.
  private let escaping: SetEscaping

  /// Values that are set over those of the layers before them.
  init(over layers: [Layer], _ escaping: SetEscaping = .none) {
    self.escaping = escaping
    base = layers.reversed().compactMap(\.document.root)
    isOpen = layers.contains { $0.kind is UnknownValues }
  }

  /// Sets the value at a path, whose keys are separated by dots.
  mutating func set(_ name: Located, to value: ConfigNode, _ reading: Reading) {
    guard reading != .verbatim, let text = written(value), !Self.isFilledLater(text) else {
      return add(name, asText(value))
    }
    do throws(SetText.Refusal) {
      let parsed = try SetText(text)
      // The rest of a password must not become the name of a key in a message.
      let areKeys = parsed.others.allSatisfy { ChartReads.reads(ChartPath($0.name), in: .newest) }
      guard areKeys else {
        findings.append(.cut(name.value, value, escaping))
        return add(name, ConfigNode(.unknown(prefix: ""), value.span, via: value.via))
      }
      add(name, node(parsed.value, at: name.value, from: value, reading))
      for other in parsed.others {
        let name = Located(other.name, value.span)
        add(name, node(other.value, at: other.name, from: value, reading))
      }
    } catch {
      findings.append(.refused(error, name.value, value, escaping))
      // A later value may replace it all the same.
      add(name, ConfigNode(.unknown(prefix: ""), value.span, via: value.via))
    }
  }

  /// Whether another program fills in a part of the text before Helm reads it.
  private static func isFilledLater(_ text: String) -> Bool {
    text.holds("{{") || Placeholder.matches(text)
  }

  /// What follows `NAME=` on the command line of Helm; nil for a value that is not known here, and for
  /// one that Helm does not parse.
  private func written(_ value: ConfigNode) -> String? {
    switch value.kind {
    case .scalar(let scalar): return escaping.escaped(scalar.text)
    case .sequence(let elements):
      let texts = elements.compactMap(\.scalar?.text)
      guard texts.count == elements.count, !texts.isEmpty else { return nil }
      return "{" + texts.map { escaping.escaped($0) }.joined(separator: ",") + "}"
    case .mapping, .damaged, .unknown: return nil
    }
  }

  private func asText(_ value: ConfigNode) -> ConfigNode {
    guard let scalar = value.scalar else { return value }
    return ConfigNode(.scalar(Scalar(scalar.text, .double)), value.span, via: value.via)
  }

  /// The value that Helm read from a node of the wrapper.
  private func node(
    _ value: SetText.Value, at path: String, from written: ConfigNode, _ reading: Reading
  ) -> ConfigNode {
    func scalar(_ text: String, _ path: String, _ span: SourceSpan) -> ConfigNode {
      let scalar = reading == .typed ? SetText.typed(text, at: path) : Scalar(text, .double)
      return ConfigNode(.scalar(scalar), span, via: written.via)
    }
    switch value {
    case .single(let text): return scalar(text, path, written.span)
    case .list(let texts):
      var spans: [SourceSpan] = []
      if case .sequence(let elements) = written.kind { spans = elements.map(\.span) }
      let elements = texts.enumerated().map { number, text in
        scalar(text, path + "[]", spans.count == texts.count ? spans[number] : written.span)
      }
      return ConfigNode(.sequence(elements), written.span, via: written.via)
    }
  }

  private mutating func add(_ name: Located, _ value: ConfigNode) {
    guard let steps = Self.steps(of: name.value), isKnown(steps) else {
      unread.append(name)
      return
    }
    var tree = root
    root = nil
    set(&tree, steps[...], [], name.span, value)
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
      var elements = (tree ?? earlier(at: path).map { ValueTree($0) })?.elements ?? []
      // With a second reference, the list would be copied for each of its elements.
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
}

extension Surroundings {
  /// The layers of single values, which win over those of the layers before them.
  mutating func layers(
    of tree: ParameterTree, at span: SourceSpan, for use: ChartUse
  ) -> [Layer] {
    findings.report(tree.findings)
    return layers(inline: tree.root(at: span), for: use) + tree.unreadLayers
  }
}

extension Diagnostic {
  fileprivate static func refused(
    _ refusal: SetText.Refusal, _ name: String, _ value: ConfigNode, _ escaping: SetEscaping
  ) -> Diagnostic {
    let hasComma = value.scalar?.text.contains(",") ?? true
    let message: Message =
      switch refusal {
      case .restWithoutValue where hasComma:
        "Helm's `set` parser breaks this text of `\(name)` at a comma"
      case .restWithoutValue:
        "Helm's `set` parser rejects what follows the list in `\(name)`"
      case .openList: "Helm's `set` parser finds no `}` at the end of this list of `\(name)`"
      }
    let isHelpful = hasComma || refusal == .openList
    return ofText(
      HelmSetText.problem, message, name, value,
      help: isHelpful ? escaping.help(about: refusal) : nil)
  }

  /// A text of which the chart gets the part before a comma.
  fileprivate static func cut(
    _ name: String, _ value: ConfigNode, _ escaping: SetEscaping
  ) -> Diagnostic {
    ofText(
      HelmSetText.cut, "Helm's `set` parser ends this text of `\(name)` at a comma", name, value,
      help: escaping.help(about: .restWithoutValue))
  }

  private static func ofText(
    _ id: DiagnosticID, _ message: Message, _ name: String, _ value: ConfigNode, help: Message?
  ) -> Diagnostic {
    var diagnostic = Diagnostic(id, message, at: value.span)
    diagnostic.addUses(value.via)
    if !name.contains("\\"), !name.contains("[") { diagnostic.setting = name }
    diagnostic.help = help
    return diagnostic
  }
}

extension Message {
  /// What to do about one value whose list, or whose source, is not known here.
  fileprivate static let partOfList: Message = "write the value in the values themselves"
}
