package import ConfigSyntax
import Diagnostics
package import Settings

/// A compose file: the environment of the service that runs W&B Server.
///
/// That service is the one with the image `wandb/local`; without such an image, the only one with a
/// variable that every server needs. Source: the Compose Specification, `services.environment`.
package struct ComposeFile: InputKind {
  package static let title = "a compose file"

  private let service: Entry

  /// A mapping with `services`, which chart values do not have.
  package static func detect(_ document: ConfigDocument) -> Detection {
    guard let root = document.root, root["global"] == nil, root["kind"] == nil else { return .no }
    if root["services"] == nil, let legacy = root.entries?.first(where: \.isLegacyService) {
      return .malformed(
        "Compose reads services only below `services`", legacy.key.span,
        help: "move `\(legacy.key.value)` below `services`")
    }
    guard let services = root.entries?.first(where: { $0.key.value == "services" }),
      let entries = services.value.entries
    else { return .no }
    let named = entries.filter(\.runsLocal)
    let found = named.isEmpty ? entries.filter(\.hasServerVariable) : named
    guard let service = found.first else {
      return .malformed(
        "no service has the image `wandb/local`", services.key.span,
        help: "name the file with the service of W&B Server, or set `HOST` in its `environment`")
    }
    guard found.count == 1 else {
      let names = found.map { "`\($0.key.value)`" }.joined(separator: ", ")
      return .malformed(
        "several services look like W&B Server: \(names)", services.key.span,
        help: "keep one of them in this file; each server is a configuration of its own")
    }
    return .yes(ComposeFile(service: service))
  }

  package var form: Deployment.Form? { .container }

  package func read(_ root: ConfigNode, _ reader: inout SurfaceReader) {
    let path = "services.\(service.key.value)"
    if let files = service.value["env_file"], !files.isNull {
      reader.noteUnknown(
        "\(path).env_file", files.span, help: "name the env file as an input before this one")
    }
    guard let environment = service.value["environment"] else { return }
    switch environment.kind {
    case .mapping(let entries):
      for entry in entries {
        readVariable(entry.key, Self.value(entry.value), below: path, &reader)
      }
    case .sequence(let elements):
      for element in elements { readElement(element, path, &reader) }
    case .scalar(let scalar) where scalar.isNull: return
    case .scalar:
      reader.reportWrongType("\(path).environment", environment, expected: .mappingOrList)
    case .damaged, .unknown: return
    }
  }

  /// `NAME=VALUE`, or `NAME` for a variable of the shell.
  private func readElement(_ element: ConfigNode, _ path: String, _ reader: inout SurfaceReader) {
    guard let scalar = element.scalar else {
      return reader.reportWrongType("\(path).environment", element, expected: .listOfText)
    }
    let text = SourceText(scalar.text, at: element.span, in: reader.sources[element.span.file])
    let name = scalar.text.utf8.prefix { $0 != UInt8(ascii: "=") }.count
    let length = scalar.text.utf8.count
    let word = scalar.text.utf8.prefix { $0 != UInt8(ascii: ":") }.count
    if name == length, word < length {
      let key = text.piece(0..<word)
      return reader.findings.report(.colonForEqualsSign(Located(key.text, key.span)))
    }
    let key = text.piece(0..<name)
    // The value of a lone name is elsewhere, so nothing of the line is the value.
    let end = element.span.sub(element.span.range.count..<element.span.range.count)
    let value =
      name < length ? text.piece(name + 1..<length) : SourceText("${\(key.text)}", at: end)
    let node = ConfigNode(.scalar(Scalar(value.text, .double)), value.span, via: element.via)
    readVariable(Located(key.text, key.span), Self.value(node), below: path, &reader)
  }

  private func readVariable(
    _ key: Located, _ value: ConfigNode, below path: String, _ reader: inout SurfaceReader
  ) {
    guard !key.value.isEmpty else { return reader.findings.report(.namelessVariable(key.span)) }
    if key.value.utf8.contains(where: { $0 == 0x20 || 0x09...0x0D ~= $0 }) {
      reader.findings.report(.spacedVariable(key))
    }
    let written = WrittenName("\(path).environment.\(key.value)", .environment(key.value))
    VariableReader(entry: Entry(key: key, value: value), written: written, source: .envFile)
      .read(&reader)
  }

  /// The value after interpolation; unknown where it depends on the shell.
  private static func value(_ node: ConfigNode) -> ConfigNode {
    guard let scalar = node.scalar else { return node }
    guard !scalar.isNull else { return ConfigNode(.unknown(prefix: ""), node.span, via: node.via) }
    switch ComposeText(scalar.text) {
    case .literal(let text):
      return ConfigNode(.scalar(Scalar(text, .environment)), node.span, via: node.via)
    case .interpolated(let prefix):
      return ConfigNode(.unknown(prefix: prefix), node.span, via: node.via)
    }
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
}

/// Text in a compose file, where `$$` is a dollar sign and `$NAME` or `${NAME}` a variable.
enum ComposeText {
  case literal(String)
  /// It depends on a variable of the shell, after `prefix`.
  case interpolated(prefix: String)

  init(_ text: String) {
    var result = ""
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[dollar...].dropFirst()
      guard rest.first == "$" else {
        self = .interpolated(prefix: result)
        return
      }
      result += "$"
      rest = rest.dropFirst()
    }
    self = .literal(result + rest)
  }
}

extension Entry {
  /// Whether the service has the image `wandb/local`, from any registry and in any version.
  fileprivate var runsLocal: Bool {
    guard let image = value["image"]?.scalar?.text else { return false }
    let name = image.prefix { $0 != "@" }
    let path = name.split(separator: "/", omittingEmptySubsequences: false)
    let last = path.last?.prefix { $0 != ":" }
    return last == "local" && path.dropLast().last == "wandb"
  }

  /// Whether it is a service of the first format, which had no `services`.
  fileprivate var isLegacyService: Bool {
    runsLocal && ["environment", "env_file", "ports", "volumes"].contains { value[$0] != nil }
  }

  /// Whether the service has a variable that every server needs.
  fileprivate var hasServerVariable: Bool {
    let names: [String] =
      switch value["environment"]?.kind {
      case .mapping(let entries): entries.map(\.key.value)
      case .sequence(let elements):
        elements.compactMap { $0.scalar.map { String($0.text.prefix { $0 != "=" }) } }
      default: []
      }
    return names.contains { ["HOST", "BUCKET", "MYSQL"].contains($0) }
  }
}
