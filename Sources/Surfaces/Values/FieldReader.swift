import ConfigSyntax
import Diagnostics
import Settings

/// What becomes of the entry that contained a value.
enum Disposition {
  case consumed
  /// The value is computed elsewhere, so the entry passes through unchanged.
  case keepsEntry
}

/// Reads the value at a field's own location.
struct FieldReader {
  let id: FieldID
  let field: Field<Configuration>
  let spelling: Spelling
  let origin: Origin

  /// A reader for a value that has the form of `spelling` and was written at `origin`.
  init(
    _ id: FieldID, as spelling: Spelling, at origin: Origin, _ reader: inout SurfaceReader
  ) {
    (self.id, self.spelling, self.origin) = (id, spelling, origin)
    field = reader.field(id)
  }

  private static let unknown = RawValue.unknown(Unknown(prefix: ""))

  /// Writes the value, and says what becomes of its entry.
  func read(_ node: ConfigNode, _ reader: inout SurfaceReader) -> Disposition {
    if field.type == .list || field.type == .map { return readTree(node, &reader) }
    if field.type == .boolean, let flag = spelling.flag(node) {
      reader.set(id, to: .text(flag ? "true" : "false"), origin)
      return .consumed
    }
    switch node.kind {
    case .scalar(let scalar) where spelling.isQuotedFlag(scalar, field.type):
      reader.findings.report(.quotedFlag(field, scalar.text, origin))
      reader.set(id, to: Self.unknown, origin)
    case .scalar(let scalar): readText(HelmText(scalar, field.type), &reader)
    case .mapping where spelling.content == .literalOrReference:
      let raw = ValueFrom.read(node, origin.spelling, &reader)
      reader.set(id, to: raw ?? Self.unknown, origin)
      if case .reference? = raw { return .consumed }
      return .keepsEntry
    case .mapping, .sequence:
      reader.reportWrongType(origin.spelling, node, expected: ExpectedValue(field.type))
      reader.set(id, to: Self.unknown, origin)
    case .damaged: reader.set(id, to: Self.unknown, origin)
    case .unknown(let prefix): reader.set(id, to: .unknown(Unknown(prefix: prefix)), origin)
    }
    return .consumed
  }

  // MARK: Text

  private func readText(_ text: HelmText, _ reader: inout SurfaceReader) {
    if let problem = text.problem {
      reader.findings.report(
        .numberForText(origin.spelling, problem, origin.span, text.value))
    }
    let printed = spelling.isStripped ? text.value?.trimmed : text.value
    let raw = RawValue(text: printed ?? "")
    guard case .text(let value) = raw else { return reader.set(id, to: raw, origin) }
    // Of a number, nobody mistakes the whitespace for a part.
    if let written = text.value, BlankEnd.mayMatter(written), !spelling.isPrintedNumber {
      let source = SourceText(written, at: origin.span, in: reader.sources[origin.span.file])
      BlankEnd.report(source, origin.spelling, isSecret: field.isSecret, &reader)
    }
    switch spelling.encoding {
    case .hours: readHours(value, &reader)
    case .urlText: readURLText(value, &reader)
    case .portAndParameters where value.contains("?"): readPort(value, &reader)
    case .zeroForDefault where value == "0": reader.set(id, to: .nothing, origin)
    case .verbatim, .portAndParameters, .zeroForDefault: reader.set(id, to: raw, origin)
    }
  }

  /// A number of hours as a duration.
  func readHours(_ value: String, _ reader: inout SurfaceReader) {
    guard Double(value) == nil else { return reader.set(id, to: .text(value + "h"), origin) }
    reader.set(id, to: Self.unknown, origin)
    reader.findings.report(.noHours(field, origin))
  }

  /// Text that the chart splices into a URL unchanged.
  private func readURLText(_ value: String, _ reader: inout SurfaceReader) {
    let text = SourceText(value, at: origin.span, in: reader.sources[origin.span.file])
    let isUser = field.spellings.contains { $0.part == .user }
    let encoded = EncodedText(
      isUser ? .user : .password, setting: field.name, spelling: origin.spelling, text: text,
      isSecret: field.isSecret)
    reader.write(.encoded(encoded), origin)
    reader.set(id, to: .text(PercentEncoding.decode(value) ?? value), origin)
  }

  /// The form of old Terraform modules: a port followed by the URL's parameters, which the chart
  /// splits (wandb/terraform-aws-wandb#165); modules pass the port on unchanged.
  private func readPort(_ value: String, _ reader: inout SurfaceReader) {
    reader.set(id, to: .text(String(value.prefix { $0 != "?" })), origin)
    let parameters = value.drop { $0 != "?" }.dropFirst()
    guard
      parameters.split(separator: "&", omittingEmptySubsequences: false)
        .allSatisfy({ $0.contains("=") })
    else { return reader.findings.report(.malformedParameters(field, origin)) }
    // The text follows the grammar of the URL that the chart builds from it.
    let url = SourceText(value, at: origin.span).prepending("redis://host:")
    guard let query = ConnectionString(url)?.query,
      let composite = reader.composite(inSectionOf: id, .redis)
    else { return }
    var split = CompositeSplit()
    for (key, value) in query {
      split.addDecoded(.query(key.text), value, of: CompositeMember(.nothing, origin))
    }
    for piece in split.pieces {
      reader.write(.part(piece.part, of: composite, piece.value), piece.origin)
    }
  }

  // MARK: Lists and maps

  /// A list or a map as a whole.
  private func readTree(_ node: ConfigNode, _ reader: inout SurfaceReader) -> Disposition {
    reportPlaceholders(below: node, origin.spelling, &reader)
    switch node.kind {
    case .damaged, .unknown: reader.set(id, to: Self.unknown, origin)
    case .scalar(let scalar) where scalar.isNull: reader.set(id, to: .nothing, origin)
    case .scalar(let scalar) where scalar.text.isEmpty:
      reader.reportEmptyText(origin.spelling, node, expected: ExpectedValue(field.type))
      reader.set(id, to: .nothing, origin)
    case .scalar(let scalar) where Placeholder.matches(scalar.text):
      reader.set(id, to: .placeholder(scalar.text), origin)
    case .sequence where field.type == .list: reader.set(id, to: .tree(node), origin)
    case .mapping where spelling.content == .listOrMapping && reader.layer.merging == .byHelm:
      // The keys become names of files, which a list would change.
      reader.set(id, to: Self.unknown, origin)
      return .keepsEntry
    case .mapping(let entries) where field.type == .map && entries.isEmpty: return .keepsEntry
    case .mapping where field.type == .map: reader.set(id, to: .tree(node), origin)
    case .sequence, .mapping, .scalar:
      reader.reportWrongType(origin.spelling, node, expected: ExpectedValue(field.type))
      reader.set(id, to: Self.unknown, origin)
    }
    return .consumed
  }

  /// Reports the placeholders in a list or a map, each at its own location.
  private func reportPlaceholders(
    below node: ConfigNode, _ path: String, _ reader: inout SurfaceReader
  ) {
    for (name, child) in node.children {
      if let text = child.scalar?.text, Placeholder.matches(text) {
        reader.findings.report(.placeholder(field, path + name, child.span))
      }
      reportPlaceholders(below: child, path + name, &reader)
    }
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
  fileprivate var isPrintedNumber: Bool {
    guard case .helm(let path) = location else { return false }
    return ValueType.at(path) == .number
  }

  /// Whether whitespace at the ends of the value has no effect.
  fileprivate var isStripped: Bool {
    guard case .helm(let path) = location else { return false }
    return ValueType.at(path)?.isStripped ?? false
  }

  /// How a template that only tests the value uses it; nil for other settings.
  fileprivate func flag(_ node: ConfigNode) -> Bool? {
    guard case .helm(let path) = location else { return nil }
    switch ValueType.at(path) {
    case .flag, .shownFlag: return FlagText.isTrue(node)
    default: return nil
    }
  }

  /// Whether text is used as a condition in Helm's templates, where any text is true.
  ///
  /// Parameters of connection strings are text anyway.
  fileprivate func isQuotedFlag(_ scalar: Scalar, _ type: SettingType) -> Bool {
    guard type == .boolean, case .helm(let path) = location, !path.holds(".param"),
      case .string(let text) = scalar.meaning
    else { return false }
    // A template that prints the value prints the same for text.
    if ValueType.at(path) == .boolText, ["true", "false"].contains(text.trimmed) { return false }
    return !text.isEmpty && !text.holds("{{") && !Placeholder.matches(text)
  }
}

extension Diagnostic {
  fileprivate static func quotedFlag(
    _ field: Field<Configuration>, _ text: String, _ origin: Origin
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.wrongType, "`\(origin.spelling)` must be true or false, not a string",
      at: origin.span)
    diagnostic.setting = field.name
    diagnostic.help = "remove the quotes; Helm treats any text as true, even `\"false\"`"
    diagnostic.addUses(origin.via)
    if ["true", "false"].contains(text) {
      diagnostic.fixes = [.unquote(Located(text, origin.span))]
    }
    return diagnostic
  }

  /// A template splits the text at `?`, `&` and `=`, and fails without a `=`.
  fileprivate static func malformedParameters(
    _ field: Field<Configuration>, _ origin: Origin
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.wrongType, "`\(origin.spelling)` must have `NAME=VALUE` after `?` and `&`",
      at: origin.span)
    diagnostic.setting = field.name
    diagnostic.help = "write only the port, and parameters in `global.redis.params`"
    return diagnostic
  }

  fileprivate static func noHours(_ field: Field<Configuration>, _ origin: Origin) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.wrongType, "`\(origin.spelling)` must be a whole number of hours",
      at: origin.span)
    diagnostic.setting = field.name
    diagnostic.help = "write the number without a unit"
    return diagnostic
  }
}
