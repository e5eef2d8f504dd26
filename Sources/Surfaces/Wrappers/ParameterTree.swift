import ConfigSyntax
import Diagnostics

/// Values that are set one by one, as with `helm --set NAME=VALUE`.
struct ParameterTree {
  /// Whether Helm decides from the text what a value is, or takes it as text: `--set-string`.
  enum Reading { case typed, text }

  private var entries: [Entry] = []
  /// The names whose values are not read: an index in a list needs the list.
  private(set) var unread: [Located] = []

  /// Sets the value at a path, whose keys are separated by dots.
  mutating func set(_ name: Located, to value: ConfigNode, _ reading: Reading) {
    let keys = SetOption.keys(of: name.value)
    guard keys.allSatisfy({ !$0.isEmpty && !$0.contains("[") }) else {
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
    entries = Self.merged(entries, keys[...], name.span, node)
  }

  /// The values as a tree; nil if none was set.
  func root(at span: SourceSpan) -> ConfigNode? {
    entries.isEmpty ? nil : ConfigNode(.mapping(entries), span)
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

  private static func merged(
    _ entries: [Entry], _ keys: ArraySlice<String>, _ name: SourceSpan, _ value: ConfigNode
  ) -> [Entry] {
    guard let key = keys.first else { return entries }
    var entries = entries
    let number = entries.firstIndex { $0.key.value.isExactly(key) }
    let old = number.flatMap { entries[$0].value.entries } ?? []
    let node =
      keys.count == 1
      ? value : ConfigNode(.mapping(merged(old, keys.dropFirst(), name, value)), value.span)
    let entry = Entry(key: Located(key, name), value: node)
    if let number { entries[number] = entry } else { entries.append(entry) }
    return entries
  }
}
