package import Diagnostics

/// A node of the data in any input, whatever its format.
package struct ConfigNode: Sendable {
  /// What a node holds.
  package enum Kind: Sendable {
    case scalar(Scalar)
    case sequence([ConfigNode])
    case mapping([Entry])
    /// A region that did not parse; nothing below it is missing, unknown or wrong.
    case damaged
    /// A value that is not known yet; its text may have a known beginning.
    case unknown(prefix: String)
  }

  /// The data; comments and the order of attributes are not part of it.
  package let kind: Kind
  /// Where it was written; for an aliased node, where the anchor is.
  package let span: SourceSpan
  /// The aliases and merge keys that it came through, outermost first; usually empty.
  package let via: [SourceSpan]

  package init(_ kind: Kind, _ span: SourceSpan, via: [SourceSpan] = []) {
    self.kind = kind
    self.span = span
    self.via = via
  }

  /// The same data, reached through one more alias or merge key.
  func reached(through alias: SourceSpan) -> ConfigNode {
    ConfigNode(kind, span, via: [alias] + via)
  }

  /// The scalar, where the node is one.
  package var scalar: Scalar? { if case .scalar(let scalar) = kind { scalar } else { nil } }
  /// The entries of a mapping in the order of their keys' first occurrence; nil for other nodes.
  package var entries: [Entry]? { if case .mapping(let entries) = kind { entries } else { nil } }

  /// The text of a scalar and where it was written, for a fix; nil for other nodes.
  package var located: Located? { scalar.map { Located($0.text, span) } }

  /// The elements of a list, or the node alone, which counts as a list of one.
  package var oneOrMany: [ConfigNode] {
    if case .sequence(let elements) = kind { elements } else { [self] }
  }

  /// The value of `key` in a mapping, compared byte for byte; nil where there is none.
  package subscript(key: String) -> ConfigNode? {
    guard case .mapping(let entries) = kind else { return nil }
    for index in entries.indices where entries[index].key.value.isExactly(key) {
      return entries[index].value
    }
    return nil
  }

  /// Whether the scalar holds `{{`, which begins a Helm template.
  package var isTemplate: Bool {
    guard case .scalar(let scalar) = kind else { return false }
    return scalar.text.holds("{{")
  }

  /// Where the nodes were written that came through an alias or a merge key.
  package var repeatedSpans: [SourceSpan] {
    guard via.isEmpty else { return [span] }
    switch kind {
    case .mapping(let entries): return entries.flatMap(\.value.repeatedSpans)
    case .sequence(let elements): return elements.flatMap(\.repeatedSpans)
    case .scalar, .damaged, .unknown: return []
    }
  }

  /// Whether the scalar is null, written or left blank.
  package var isNull: Bool {
    guard case .scalar(let scalar) = kind else { return false }
    return scalar.isNull
  }

  /// Whether the node is a region that did not parse, of which nothing more is reported.
  package var isOfDamagedText: Bool { if case .damaged = kind { true } else { false } }

  /// The node at `path`, through mappings only.
  package func descendant(_ path: [String]) -> ConfigNode? {
    var node = self
    for key in path {
      guard let child = node[key] else { return nil }
      node = child
    }
    return node
  }

  /// What a message calls a node of this kind.
  package var noun: String {
    switch kind {
    case .scalar(let scalar): scalar.isNull ? "null" : "a single value"
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .damaged: "damaged text"
    case .unknown: "a value that is not known yet"
    }
  }
}

/// A key and its value.
package struct Entry: Sendable {
  /// The key as Helm reads it, so `n` is `false`; its span is that of the written key.
  package let key: Located
  /// The value that counts: that of the last of several equal keys.
  package let value: ConfigNode

  package init(key: Located, value: ConfigNode) {
    self.key = key
    self.value = value
  }
}

extension Entry {
  /// The path of the key, with dots between keys; `section` is empty at the top level.
  package func path(below section: String) -> String {
    guard !section.isEmpty else { return key.value }
    var (section, name) = (section, key.value)
    // With one allocation of the exact size: large inputs have a path for each of their keys.
    return section.withUTF8 { section in
      name.withUTF8 { name in
        String(unsafeUninitializedCapacity: section.count + 1 + name.count) { path in
          var end = path.update(fromContentsOf: section)
          path[end] = UInt8(ascii: ".")
          end = path[(end + 1)...].update(fromContentsOf: name)
          return end
        }
      }
    }
  }
}

/// Text with the style it was written in; its meaning depends on the reader.
package struct Scalar: Sendable {
  /// How the text was written; `environment` is literal text without quotes.
  package enum Style: Sendable { case plain, single, double, literal, folded, environment }
  /// The tag of the scalar; only those that change its meaning are distinguished.
  package enum Tag: Sendable {
    case none, string, integer, float, boolean, null, binary, timestamp, merge, other
  }

  /// The text with quotes removed and escapes resolved.
  package let text: String
  /// Only plain scalars can be anything but text, unless a tag says so.
  package let style: Style
  /// `.none` for a scalar without a tag, as nearly all are.
  package let tag: Tag

  package init(_ text: String, _ style: Style, tag: Tag = .none) {
    self.text = text
    self.style = style
    self.tag = tag
  }
}

/// One document of an input.
package struct ConfigDocument: Sendable {
  /// nil when the document is empty.
  package let root: ConfigNode?
  /// The whole document.
  package let span: SourceSpan
  /// The regions that did not parse.
  package let damage: [SourceSpan]
  /// Entries that a later one of the same key replaced.
  package let overridden: [Entry]
  /// Text of an env file that may belong to a value of several lines; it is shown nowhere.
  package let unnamed: [SourceSpan]
  /// `.none` lets rules about nulls and templates skip the document.
  package let specials: Specials

  /// Whether any scalars may be null or contain `{{`; computed once, since visiting all scalars of
  /// a large input is expensive.
  package enum Specials: Sendable { case none, possible }

  package init(
    root: ConfigNode?, span: SourceSpan, damage: [SourceSpan] = [], overridden: [Entry] = [],
    unnamed: [SourceSpan] = [], specials: Specials = .possible
  ) {
    self.root = root
    self.span = span
    self.damage = damage
    self.overridden = overridden
    self.unnamed = unnamed
    self.specials = specials
  }

  /// Whether something in it did not parse, so that keys may be missing.
  package var isDamaged: Bool { !damage.isEmpty }
}
