import ConfigSyntax
import Diagnostics

/// Values of the chart that are put together from thousands of layers or options: each is found by its key,
/// and changed in place.
indirect enum ValueTree {
  /// What nothing was added to yet.
  case node(ConfigNode)
  case section(Section, SourceSpan, via: [SourceSpan])
  case list([ValueTree?], SourceSpan)

  /// The values of a mapping, each at the index of its key.
  struct Section {
    private var keys: [Located] = []
    var values: [ValueTree?] = []
    private var numbers: [ExactText: Int] = [:]

    /// No values.
    init() {}

    init(_ entries: [Entry]) {
      for entry in entries {
        let index = number(of: entry.key, isRenamed: true)
        values[index] = .node(entry.value)
      }
    }

    /// The index of a key, which is added if there is none; an existing one may get the place where it is
    /// written now.
    mutating func number(of key: Located, isRenamed: Bool) -> Int {
      guard let number = numbers[ExactText(key.value)] else {
        numbers[ExactText(key.value)] = keys.count
        keys.append(key)
        values.append(nil)
        return keys.count - 1
      }
      if isRenamed { keys[number] = key }
      return number
    }

    fileprivate var entries: [Entry] {
      zip(keys, values).compactMap { key, value in
        value.map { Entry(key: key, value: $0.node) }
      }
    }
  }

  init(_ node: ConfigNode) { self = .node(node) }

  /// The values of a mapping; nil for any other value.
  var mapping: Section? {
    switch self {
    case .section(let section, _, via: _): section
    case .node(let node): node.entries.map { Section($0) }
    case .list: nil
    }
  }

  /// The elements of a list; nil for any other value.
  var elements: [ValueTree?]? {
    switch self {
    case .list(let elements, _): elements
    case .node(let node):
      if case .sequence(let elements) = node.kind { elements.map { .node($0) } } else { nil }
    case .section: nil
    }
  }

  /// Merges values over these, as Helm does: mappings key by key.
  static func merge(_ next: ConfigNode, into tree: inout ValueTree?) {
    guard let entries = next.entries, var section = tree?.mapping else {
      tree = .node(next)
      return
    }
    tree = nil
    for entry in entries {
      let number = section.number(of: entry.key, isRenamed: true)
      merge(entry.value, into: &section.values[number])
    }
    tree = .section(section, next.span, via: next.via)
  }

  var node: ConfigNode {
    switch self {
    case .node(let node): node
    case .section(let section, let span, let via):
      ConfigNode(.mapping(section.entries), span, via: via)
    case .list(let elements, let span):
      ConfigNode(.sequence(elements.compactMap { $0?.node }), span)
    }
  }
}
