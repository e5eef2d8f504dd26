import ConfigSyntax
import Diagnostics
import Settings

/// The variables of a container in YAML or JSON: a mapping, or a list of `NAME=VALUE`.
struct ContainerEnvironment {
  /// The path of the variables, for messages and origins; empty where a name is enough.
  let path: String
  /// The value of a variable as it is passed to the container.
  let value: (Entry) -> ConfigNode

  /// The variables in a node; what is not one is reported.
  func entries(of node: ConfigNode, _ reader: inout SurfaceReader) -> [Entry] {
    switch node.kind {
    case .mapping(let entries): return entries
    case .sequence(let elements): return elements.compactMap { entry(of: $0, &reader) }
    case .scalar(let scalar) where scalar.isNull: return []
    case .scalar:
      reader.reportWrongType(path, node, expected: .mappingOrList)
      return []
    case .damaged, .unknown: return []
    }
  }

  /// `NAME=VALUE`, or `NAME` for a variable of the shell.
  private func entry(of element: ConfigNode, _ reader: inout SurfaceReader) -> Entry? {
    guard let scalar = element.scalar else {
      reader.reportWrongType(path, element, expected: .listOfText)
      return nil
    }
    let text = SourceText(scalar.text, at: element.span, in: reader.sources[element.span.file])
    let name = scalar.text.utf8.prefix { $0 != UInt8(ascii: "=") }.count
    let length = scalar.text.utf8.count
    let word = scalar.text.utf8.prefix { $0 != UInt8(ascii: ":") }.count
    if name == length, word < length {
      let key = text.piece(0..<word)
      reader.findings.report(.colonForEqualsSign(Located(key.text, key.span)))
      return nil
    }
    let key = text.piece(0..<name)
    // The value of a lone name is elsewhere, so nothing of the line is the value.
    let end = element.span.sub(element.span.range.count..<element.span.range.count)
    let value = name < length ? text.piece(name + 1..<length) : SourceText("", at: end)
    let node =
      name < length
      ? ConfigNode(.scalar(Scalar(value.text, .double)), value.span, via: element.via)
      : ConfigNode(.scalar(Scalar("", .plain, tag: .null)), end, via: element.via)
    return Entry(key: Located(key.text, key.span), value: node)
  }

  /// Reads variables; true if the server reads one of them, or was meant to.
  func read(_ entries: [Entry], _ reader: inout SurfaceReader) -> Bool {
    var setsAny = false
    let ofDatabase = ForeignVariable.ofDatabase(among: entries)
    for entry in entries {
      let key = entry.key
      guard !key.value.isEmpty else {
        reader.findings.report(.namelessVariable(key.span))
        continue
      }
      if key.value.utf8.contains(where: { $0 == 0x20 || 0x09...0x0D ~= $0 }) {
        reader.findings.report(.spacedVariable(key))
      }
      setsAny = setsAny || Self.isServers(key, &reader)
      let written = WrittenName(entry.path(below: path), .environment(key.value))
      VariableReader(
        entry: Entry(key: key, value: value(entry)), written: written, source: .envFile
      ).read(except: ofDatabase, &reader)
    }
    return setsAny
  }

  /// Whether the server reads a variable, or one that the name resembles.
  static func isServers(_ key: Located, _ reader: inout SurfaceReader) -> Bool {
    guard !ForeignVariable.isClients(key.value) else { return false }
    if case .foreign = reader.variables.meaning(of: key) { return false }
    return true
  }
}

extension Diagnostic {
  fileprivate static func namelessVariable(_ span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.malformedVariableName, "Docker rejects a variable without a name", at: span)
    diagnostic.help = "write `NAME=VALUE`, or remove the entry"
    return diagnostic
  }

  /// What follows the colon may be a secret, so only the text before it is quoted.
  fileprivate static func colonForEqualsSign(_ key: Located) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.unreadVariable,
      """
      the entry sets nothing: without `=`, Compose reads all of it as the name of a variable, not only \
      `\(key.value.prefix(60))`
      """, at: key.span)
    diagnostic.help = "write `NAME=VALUE`"
    return diagnostic
  }

  /// Docker passes the variable on, but no program can mean it.
  fileprivate static func spacedVariable(_ key: Located) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.unreadVariable,
      "no known component reads `\(key.value)`, whose name contains whitespace", at: key.span)
    diagnostic.help = "remove the whitespace"
    return diagnostic
  }

  /// A container of the server without a variable for it.
  static func containerSetsNothing(_ noun: Message, _ span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.nothingSet, "\(noun) sets no variable that W&B Server reads", at: span)
    diagnostic.help = "set at least `HOST` and `LICENSE`"
    return diagnostic
  }
}
