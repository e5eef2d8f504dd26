import ConfigSyntax
import Diagnostics

/// Reads values into settings.
extension Resolver {
  /// What happens to the entry that contained a value.
  enum Disposition {
    case consumed
    /// The value is computed elsewhere, so the entry passes through unchanged.
    case keepsEntry
  }

  mutating func assign(
    _ field: FieldID, _ spelling: Spelling, _ node: ConfigNode, _ written: String
  ) -> Disposition {
    let type = index.field(field).type
    let unknown = RawValue.unknown(Unknown(prefix: ""))
    if type == .list || type == .map { return assignTree(field, node, written) }
    switch node.kind {
    case .scalar(let scalar) where isQuotedFlag(scalar, spelling, type):
      bag.report(.quotedFlag(index.field(field), written, node))
      write(field, unknown, written, node.span, node.via)
      return .consumed
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
      reportWrongType(written, node, expected: type.noun)
      write(field, unknown, written, node.span, node.via)
      return .consumed
    case .damaged:
      write(field, unknown, written, node.span, node.via)
      return .consumed
    case .unknown(let prefix):
      write(field, .unknown(Unknown(prefix: prefix)), written, node.span, node.via)
      return .consumed
    }
  }

  /// Whether text is used as a condition in Helm's templates, where any text is true.
  ///
  /// Parameters of connection strings are text anyway.
  private func isQuotedFlag(_ scalar: Scalar, _ spelling: Spelling, _ type: SettingType) -> Bool {
    guard type == .boolean, case .helm(let path) = spelling.location, !path.contains(".param"),
      case .string(let text) = scalar.meaning
    else { return false }
    return !text.isEmpty && !text.holds("{{") && !Placeholder.matches(text)
  }

  /// Reports the placeholders in a list or a map, each at its own location.
  private mutating func reportPlaceholders(
    below node: ConfigNode, _ field: Field<Configuration>, _ path: String
  ) {
    for (name, child) in node.children {
      if let text = child.scalar?.text, Placeholder.matches(text) {
        bag.report(.placeholder(field, path + name, child.span))
      }
      reportPlaceholders(below: child, field, path + name)
    }
  }

  /// A list or a map as a whole.
  private mutating func assignTree(
    _ field: FieldID, _ node: ConfigNode, _ written: String
  ) -> Disposition {
    let type = index.field(field).type
    reportPlaceholders(below: node, index.field(field), written)
    switch node.kind {
    case .damaged, .unknown:
      write(field, .unknown(Unknown(prefix: "")), written, node.span, node.via)
    case .scalar(let scalar) where scalar.isNull || scalar.text.isEmpty:
      if !scalar.isNull { reportEmptyText(written, node, expected: type.noun) }
      write(field, .nothing, written, node.span, node.via)
    case .scalar(let scalar) where Placeholder.matches(scalar.text):
      write(field, .placeholder(scalar.text), written, node.span, node.via)
    case .sequence where type == .list:
      write(field, .tree(node), written, node.span, node.via)
    case .mapping(let entries) where type == .map && !entries.isEmpty:
      write(field, .tree(node), written, node.span, node.via)
    case .mapping(let entries) where type == .map && entries.isEmpty: return .keepsEntry
    case .sequence, .mapping, .scalar:
      reportWrongType(written, node, expected: type.noun)
      write(field, .unknown(Unknown(prefix: "")), written, node.span, node.via)
    }
    return .consumed
  }

  /// A reference or an unknown value; nil, and reported, when the mapping is neither.
  mutating func valueFrom(_ node: ConfigNode, _ written: String) -> RawValue? {
    guard let raw = ValueFrom.read(node) else {
      bag.report(
        .wrongType(
          written, node, expected: "a value, or `valueFrom` with the name and key of a Secret"))
      return nil
    }
    return raw
  }

  mutating func assign(
    _ field: FieldID, _ spelling: Spelling, _ text: HelmText, _ node: ConfigNode, _ written: String
  ) {
    guard let value = text.value, !value.isEmpty else {
      return write(field, .nothing, written, node.span, node.via)
    }
    if Placeholder.matches(value) {
      return write(field, .placeholder(value), written, node.span, node.via)
    }
    if spelling.encoding == .hours { return writeHours(field, value, written, node) }
    if spelling.isPortOfChart, value.contains("?") {
      return writePort(field, value, written, node)
    }
    guard spelling.encoding == .urlText else {
      return write(field, .text(value), written, node.span, node.via)
    }
    let definition = index.field(field)
    addEncoded(
      EncodedText(
        setting: definition.name, spelling: written,
        text: SourceText(value, at: node.span, in: sources[node.span.file]),
        isSecret: definition.isSecret))
    write(
      field, .text(PercentEncoding.decode(value) ?? value), written, node.span, node.via)
  }

  /// The form of old Terraform modules: a port followed by the URL's parameters, which the chart
  /// splits (wandb/terraform-aws-wandb#165); modules pass the port on unchanged.
  private mutating func writePort(
    _ field: FieldID, _ value: String, _ written: String, _ node: ConfigNode
  ) {
    write(field, .text(String(value.prefix { $0 != "?" })), written, node.span, node.via)
    // The text follows the grammar of the URL that the chart builds from it.
    let url = SourceText(value, at: node.span).prepending("redis://host:")
    let number = index.section(field.section).composites.firstIndex { $0.kind == .redis }
    guard let query = ConnectionString(url)?.query, let number else { return }
    let member = CompositeMember(
      value: .nothing, spelling: written, span: node.span, via: node.via, layer: layer)
    var split = CompositeSplit()
    for (key, value) in query { split.addDecoded(.query(key.text), value, of: member) }
    for piece in split.pieces {
      write(piece, of: CompositeID(section: field.section, index: number))
    }
  }

  /// A number of hours as a duration.
  mutating func writeHours(
    _ field: FieldID, _ value: String, _ written: String, _ node: ConfigNode
  ) {
    guard Int(value) == nil else {
      return write(field, .text(value + "h"), written, node.span, node.via)
    }
    write(field, .unknown(Unknown(prefix: "")), written, node.span, node.via)
    bag.report(.noHours(index.field(field), written, node.span))
  }

  mutating func addEncoded(_ text: EncodedText) {
    result.encodedTexts.removeAll { $0.setting == text.setting }
    result.encodedTexts.append(text)
  }
}

extension ConfigNode {
  /// Elements and entries, each with what it adds to the path.
  fileprivate var children: [(name: String, node: ConfigNode)] {
    switch kind {
    case .scalar, .damaged, .unknown: []
    case .sequence(let elements): elements.enumerated().map { ("[\($0.offset)]", $0.element) }
    case .mapping(let entries): entries.map { (".\($0.key.value)", $0.value) }
    }
  }
}

extension Spelling {
  /// Whether the value at the location becomes the Redis port in the chart's values.
  fileprivate var isPortOfChart: Bool {
    location == .helm("global.redis.port") || location == .input("external_redis_port")
  }
}
