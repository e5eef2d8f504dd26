package import ConfigSyntax
import Diagnostics
import Settings
import Terraform

/// `--set PATH=VALUE`, which sets a setting, an input of a Terraform module or a key of the chart.
package struct SetOption: InputKind {
  package static let title = "--set"

  /// Where the value comes from.
  package enum Source: Sendable {
    /// The command line, which other users of the machine can read.
    case commandLine
    /// `@FILE` or `env:NAME`.
    case elsewhere
  }

  private let source: Source

  /// An option whose value is from `source`, which decides whether a secret in it is reported.
  package init(_ source: Source) { self.source = source }

  /// The keys of the chart that the option sets, as a tree.
  package func chartValues(in root: ConfigNode) -> ConfigNode? {
    guard let entry = root.entries?.first, !entry.value.isNull else { return nil }
    return Self.tree(Self.keys(of: entry.key.value), Self.typed(entry), entry)
  }

  package func read(_ root: ConfigNode, _ reader: inout SurfaceReader) {
    for entry in root.entries ?? [] { readEntry(entry, &reader) }
  }

  private func readEntry(_ entry: Entry, _ reader: inout SurfaceReader) {
    let name = entry.key.value
    if let id = reader.fieldID(named: name) { return readField(entry, id, &reader) }
    if readInput(entry, &reader) { return }
    readPath(entry, &reader)
  }

  private func readField(_ entry: Entry, _ id: FieldID, _ reader: inout SurfaceReader) {
    if reader.field(id).isSecret { checkSource(of: entry, &reader) }
    reader.set(
      id, to: RawValue(text: entry.value.scalar?.text ?? ""),
      reader.origin(WrittenName("--set \(entry.key.value)", nil), entry.value))
  }

  /// Sets an input that only a module has; returns false for any other name.
  private func readInput(_ entry: Entry, _ reader: inout SurfaceReader) -> Bool {
    guard let (module, name) = OfficialModule.input(named: entry.key.value),
      let variable = ModuleCatalogue.builtIn.module(module)?.head.variable(name),
      FieldCatalog.setting(ofInput: name, of: module) == nil
    else { return false }
    if variable.isSensitive || SecretNames.looksSecret(name) {
      reader.hide(entry.value.span)
      checkSource(of: entry, &reader)
    }
    let input = Unmodelled.Input(
      module: module, name: name, value: entry.value, origin: .commandLine)
    reader.keep(.input(input), entry.value.span)
    return true
  }

  /// A path in the chart's values that is not a setting.
  private func readPath(_ entry: Entry, _ reader: inout SurfaceReader) {
    let path = Self.keys(of: entry.key.value)
    guard path.allSatisfy({ !$0.isEmpty && !$0.contains("[") }), Self.isInChart(path) else {
      // The intended setting may have been a secret.
      reader.hide(entry.value.span)
      return reader.findings.report(.unknownSetting(entry.key))
    }
    if SecretNames.resemblesSecret(path.last ?? "") { checkSource(of: entry, &reader) }
    HelmValuesReader.read(Self.tree(path, Self.typed(entry), entry), &reader)
  }

  private func checkSource(of entry: Entry, _ reader: inout SurfaceReader) {
    guard source == .commandLine else { return }
    reader.findings.report(.secretOnCommandLine(entry))
  }

  // MARK: Helm's syntax

  /// The value with the type that `helm --set` gives to the text, which is not parsed otherwise.
  private static func typed(_ entry: Entry) -> ConfigNode {
    let text = entry.value.scalar?.text ?? ""
    return ConfigNode(.scalar(SetText.typed(text, at: entry.key.value)), entry.value.span)
  }

  private static func tree(_ path: [String], _ value: ConfigNode, _ entry: Entry) -> ConfigNode {
    path.reversed().reduce(value) { below, key in
      ConfigNode(
        .mapping([Entry(key: Located(key, entry.key.span), value: below)]), entry.value.span)
    }
  }

  /// Whether every key is one of the chart's, as far as the chart's keys are known.
  private static func isInChart(_ path: [String]) -> Bool {
    var key = ChartKey.root
    for name in path {
      guard key.isClosed else { return true }
      guard let child = key.child(name), case .read = child.outcome else { return false }
      key = child
    }
    return true
  }

  /// The keys of a Helm path; `\\.` is a dot inside a key.
  static func keys(of path: String) -> [String] {
    guard path.holds("\\") else {
      return Array(path.utf8).split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
    }
    var keys = [""]
    var isEscaped = false
    for character in path {
      if isEscaped || character != "\\" && character != "." {
        keys[keys.count - 1].append(character)
        isEscaped = false
      } else if character == "." {
        keys.append("")
      } else {
        isEscaped = true
      }
    }
    return keys
  }
}

extension Diagnostic {
  fileprivate static func secretOnCommandLine(_ entry: Entry) -> Diagnostic {
    let name = entry.key.value
    var diagnostic = Diagnostic(
      ShapeProblem.secretOnCommandLine, "the secret `\(name)` is passed on the command line",
      at: entry.value.span)
    diagnostic.setting = name
    diagnostic.help = "use --set \(name)=@FILE or --set \(name)=env:VARIABLE"
    return diagnostic
  }

  fileprivate static func unknownSetting(_ key: Located) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.unknownSetting, "`\(key.value)` is not a known setting", at: key.span)
    diagnostic.help = settings.nearest(to: key.value).map { "did you mean `\($0)`?" }
    return diagnostic
  }

  private static let settings = KnownNames(FieldCatalog.documented.map(\.name).sorted())
}
