package import Diagnostics

/// YAML that is a Go template: a program replaces `{{ … }}` before any reader of YAML sees the text.
///
/// Helmfile executes its own file and every file named `*.gotmpl`. Source: helmfile 0.170,
/// "Templates".
package struct TemplatedYAML {
  /// Where the actions are: `{{` to `}}`.
  private var actions: [Range<Int>] = []
  /// The text, with something harmless of the same length in place of each action.
  private var masked: [UInt8]
  /// An action on which it depends which lines there are, or what they mean.
  package private(set) var obstacle: Range<Int>?
  private let file: SourceFile

  /// nil for a file without actions, which is read as it is.
  package init?(_ file: SourceFile) {
    guard ByteSearch.occurs("{{", in: file.bytes) else { return nil }
    (self.file, masked) = (file, file.bytes)
    findActions()
    for action in actions { mask(action) }
  }

  /// The documents of the template; what its actions write is unknown.
  ///
  /// The template must have no obstacle.
  package func read(_ id: FileID, _ bag: inout DiagnosticBag) -> [ConfigDocument] {
    YAMLReader.read(text, id, &bag).map(opened)
  }

  /// The template in a scalar of the file, such as a block of text; nil for a text without a document.
  package func read(in node: ConfigNode, _ bag: inout DiagnosticBag) -> ConfigDocument? {
    EmbeddedYAML.read(node, in: text, &bag).map(opened)
  }

  private var text: SourceFile { SourceFile(name: file.path ?? file.name, bytes: masked) }

  // MARK: Actions

  private mutating func findActions() {
    var start = 0
    while let open = ByteSearch.first("{{", in: file.bytes[start...]) {
      guard let close = ByteSearch.first("}}", in: file.bytes[(open + 2)...]) else { break }
      // `{{ "{{" }}` and `{{ "}}" }}` are texts; the action ends at the next `}}`.
      let inner = file.bytes[(open + 2)..<close]
      let isText = inner.count { $0 == UInt8(ascii: "\"") } % 2 == 1
      let end = isText ? ByteSearch.first("}}", in: file.bytes[(close + 2)...]) ?? close : close
      actions.append(open..<end + 2)
      start = end + 2
    }
  }

  /// A comment disappears; what an action writes within a line is text of that line.
  private mutating func mask(_ action: Range<Int>) {
    let words = Self.words(file.bytes[action])
    let isSilent = words.first?.hasPrefix("/*") == true || words.dropFirst().first == ":="
    if !isSilent, keywords.contains(words.first ?? "") || isAlone(action) {
      obstacle = obstacle ?? action
    }
    for index in action {
      if isSilent {
        // Spaces keep the lines and the columns of what follows.
        if masked[index] != 0x0A { masked[index] = 0x20 }
      } else {
        masked[index] = UInt8(ascii: "x")
      }
    }
  }

  /// Whether there is nothing else in the line, so that the action may write several lines.
  private func isAlone(_ action: Range<Int>) -> Bool {
    let before = file.bytes[..<action.lowerBound].reversed().prefix { $0 != 0x0A }
    let after = file.bytes[action.upperBound...].prefix { $0 != 0x0A }
    return before.allSatisfy { $0 <= 0x20 } && after.allSatisfy { $0 <= 0x20 }
  }

  /// The first words of an action, without `{{-`.
  private static func words(_ action: ArraySlice<UInt8>) -> [Substring] {
    let text = String(decoding: action.dropFirst(2).dropLast(2), as: UTF8.self)
    let inner = text.hasPrefix("-") ? text.dropFirst() : text[...]
    return inner.split(maxSplits: 2, whereSeparator: \.isWhitespace)
  }

  private let keywords: Set<Substring> = [
    "if", "else", "end", "range", "with", "define", "block", "template", "break", "continue",
  ]

  // MARK: The tree

  private func opened(_ document: ConfigDocument) -> ConfigDocument {
    ConfigDocument(
      root: document.root.map(opened), span: document.span, damage: document.damage,
      overridden: document.overridden, unnamed: document.unnamed, specials: document.specials)
  }

  /// The same data, without what the actions would write.
  private func opened(_ node: ConfigNode) -> ConfigNode {
    guard let action = firstAction(in: node.span.range) else { return node }
    let unknown = ConfigNode(.unknown(prefix: ""), node.span, via: node.via)
    switch node.kind {
    case .mapping(let entries):
      guard entries.allSatisfy({ firstAction(in: $0.key.span.range) == nil }) else {
        return unknown
      }
      let opened = entries.map { Entry(key: $0.key, value: self.opened($0.value)) }
      return ConfigNode(.mapping(opened), node.span, via: node.via)
    case .sequence(let elements):
      return ConfigNode(.sequence(elements.map(opened)), node.span, via: node.via)
    case .scalar(let scalar):
      let isQuoted = scalar.style == .single || scalar.style == .double
      let start = Int(node.span.lower) + (isQuoted ? 1 : 0)
      guard isQuoted || scalar.style == .plain, start < action.lowerBound else { return unknown }
      let prefix = String(decoding: file.bytes[start..<action.lowerBound], as: UTF8.self)
      return ConfigNode(.unknown(prefix: prefix), node.span, via: node.via)
    case .damaged, .unknown: return node
    }
  }

  private func firstAction(in range: Range<Int>) -> Range<Int>? {
    let first = actions.partitionPoint { $0.upperBound <= range.lowerBound }
    guard first < actions.count, actions[first].lowerBound < range.upperBound else { return nil }
    return actions[first]
  }
}

extension ConfigNode {
  /// The same data, in which texts with `{{ … }}` are unknown, except in blocks of text.
  package var withoutTemplates: ConfigNode {
    switch kind {
    case .mapping(let entries):
      let known = entries.map { Entry(key: $0.key, value: $0.value.withoutTemplates) }
      return ConfigNode(.mapping(known), span, via: via)
    case .sequence(let elements):
      return ConfigNode(.sequence(elements.map(\.withoutTemplates)), span, via: via)
    case .scalar(let scalar):
      guard scalar.style != .literal, scalar.style != .folded,
        let start = scalar.text.range(of: "{{")
      else { return self }
      let prefix = String(scalar.text[..<start.lowerBound])
      return ConfigNode(.unknown(prefix: prefix), span, via: via)
    case .damaged, .unknown: return self
    }
  }
}
