import ConfigSyntax
import Diagnostics

/// Values on their way into settings.
extension Resolver {
  /// What becomes of the entry that a value stood in.
  enum Disposition {
    case consumed
    /// The value is made elsewhere: the entry goes through as it is.
    case keepsEntry
  }

  mutating func assign(
    _ field: Int, _ spelling: Spelling, _ node: ConfigNode, _ written: String
  ) -> Disposition {
    let type = FieldCatalog.fields[field].type
    let unknown = RawValue.unknown(Unknown(prefix: ""))
    switch node.kind {
    case .scalar(let scalar):
      let text = HelmText(scalar, type)
      if let problem = text.problem {
        bag.report(.numberForText(written, problem, node.span))
      }
      assign(field, spelling, text, node, written)
      return .consumed
    case .mapping where spelling.content == .literalOrReference:
      let raw = valueFrom(node, written)
      write(field, raw ?? unknown, written, node.span, node.via)
      if case .reference? = raw { return .consumed }
      return .keepsEntry
    case .mapping, .sequence:
      bag.report(.wrongType(written, node, expected: type.noun))
      write(field, unknown, written, node.span, node.via)
      return .consumed
    case .damaged:
      write(field, unknown, written, node.span, node.via)
      return .consumed
    }
  }

  /// A reference, or an unknown value; nil, and reported, when the mapping is neither.
  private mutating func valueFrom(_ node: ConfigNode, _ written: String) -> RawValue? {
    guard let raw = ValueFrom.read(node) else {
      bag.report(
        .wrongType(
          written, node, expected: "a value, or `valueFrom` with the name and key of a Secret"))
      return nil
    }
    return raw
  }

  mutating func assign(
    _ field: Int, _ spelling: Spelling, _ text: HelmText, _ node: ConfigNode, _ written: String
  ) {
    guard let value = text.value, !value.isEmpty else {
      return write(field, .nothing, written, node.span, node.via)
    }
    if Placeholder.matches(value) {
      return write(field, .placeholder(value), written, node.span, node.via)
    }
    guard spelling.encoding == .urlText else {
      return write(field, .text(value), written, node.span, node.via)
    }
    let definition = FieldCatalog.fields[field]
    addEncoded(
      EncodedText(
        setting: definition.name, spelling: written,
        text: SourceText(value, at: node.span, in: sources[node.span.file]),
        isSecret: definition.isSecret))
    write(
      field, .text(PercentEncoding.decode(value) ?? value), written, node.span, node.via)
  }

  mutating func addEncoded(_ text: EncodedText) {
    result.encodedTexts.removeAll { $0.setting == text.setting }
    result.encodedTexts.append(text)
  }

  /// The text of a composite's place.
  mutating func member(
    _ node: ConfigNode, _ spelling: String, _ read: (Scalar) -> HelmText
  ) -> CompositeMember {
    let value: CompositeMember.Value
    switch node.kind {
    case .scalar(let scalar):
      let text = read(scalar)
      if let problem = text.problem { bag.report(.numberForText(spelling, problem, node.span)) }
      if let prefix = text.unknownPrefix {
        value = .unknown(Unknown(prefix: prefix))
      } else {
        value =
          text.value.map { .text(SourceText($0, at: node.span, in: sources[node.span.file])) }
          ?? .nothing
      }
    case .mapping:
      if case .reference(let reference)? = valueFrom(node, spelling) {
        value = .reference(reference)
      } else {
        value = .unknown(Unknown(prefix: ""))
      }
    case .sequence:
      bag.report(.wrongType(spelling, node, expected: "text"))
      value = .unknown(Unknown(prefix: ""))
    case .damaged: value = .unknown(Unknown(prefix: ""))
    }
    return CompositeMember(value: value, spelling: spelling, span: node.span, via: node.via)
  }

  /// Gives a setting its value and remembers who did.
  mutating func write(
    _ field: Int, _ raw: RawValue, _ spelling: String, _ span: SourceSpan, _ via: [SourceSpan],
    isScheme: Bool = false
  ) {
    let definition = FieldCatalog.fields[field]
    result.assignments.append(Assignment(spelling: spelling, span: span, via: via))
    let id = AssignmentID(result.assignments.count - 1)
    if definition.isSecret { result.secretSpans.append(span) }
    if case .placeholder = raw { bag.report(.placeholder(definition, spelling, span)) }
    let mismatch = definition.write(raw, id, &result.configuration)
    // Words of schemes have rules of their own.
    guard case .text(let text) = raw else { return }
    if isScheme {
      result.words[span] = text
      return
    }
    if let mismatch {
      bag.report(.mismatch(definition, spelling, text, mismatch, span, via))
    } else if let why = definition.constraints.lazy.compactMap({ $0.violation(of: text) }).first {
      bag.report(.outOfRange(definition, spelling, text, why, span, via))
    }
  }

  mutating func setVariable(
    _ entry: Entry, spelling: String, source: Unmodelled.Variable.Source
  ) {
    let name = entry.key.value
    let read = source == .helm ? HelmText.templated : HelmText.environment
    guard let claim = index.claims[.environment(name)] else {
      result.configuration.unmodelled.setVariable(
        Unmodelled.Variable(name: name, value: entry.value, source: source))
      return checkVariable(entry, spelling)
    }
    let member = member(entry.value, spelling, read)
    // A value that is made later goes through as it stands.
    result.configuration.unmodelled.removeVariable(name)
    if member.isMadeLater {
      result.configuration.unmodelled.setVariable(
        Unmodelled.Variable(name: name, value: entry.value, source: source))
    }
    switch claim {
    case .member(let composite):
      members[composite][.environment(name)] = member
      dirty.insert(composite)
    case .field(let field, _):
      write(field, member.raw, spelling, entry.value.span, entry.value.via)
    }
  }
}
