import ConfigSyntax
import Diagnostics
import Terraform

/// `--set PATH=VALUE`.
extension Resolver {
  mutating func set(_ entry: Entry, _ source: Layer.ValueSource) {
    let name = entry.key.value
    let spelling = "--set \(name)"
    guard let field = index.field(named: name) else {
      return setInput(entry, source) ? () : setPath(entry, source)
    }
    let definition = index.field(field)
    if definition.isSecret { checkCommandLine(entry, source) }
    let text = entry.value.scalar?.text ?? ""
    let raw: RawValue =
      text.isEmpty ? .nothing : Placeholder.matches(text) ? .placeholder(text) : .text(text)
    write(field, raw, spelling, entry.value.span, [])
  }

  /// Sets an input that only a module has; returns false for any other name.
  private mutating func setInput(_ entry: Entry, _ source: Layer.ValueSource) -> Bool {
    guard let (module, name) = OfficialModule.input(named: entry.key.value),
      let variable = ModuleCatalogue.builtIn.module(module)?.head.variable(name),
      FieldCatalog.setting(ofInput: name, of: module) == nil
    else { return false }
    if variable.isSensitive || SecretNames.looksSecret(name) {
      result.secretSpans.append(entry.value.span)
      checkCommandLine(entry, source)
    }
    var input = Unmodelled.Input(module: module, name: name, value: entry.value)
    input.origin = .commandLine
    result.configuration.unmodelled.setInput(input)
    return true
  }

  private mutating func checkCommandLine(_ entry: Entry, _ source: Layer.ValueSource) {
    guard source == .commandLine else { return }
    let name = entry.key.value
    var diagnostic = Diagnostic(
      ShapeProblem.secretOnCommandLine, "the secret `\(name)` is passed on the command line",
      at: entry.value.span)
    diagnostic.setting = name
    diagnostic.help = "use --set \(name)=@FILE or --set \(name)=env:VARIABLE"
    bag.report(diagnostic)
  }

  /// A path in the chart's values that is not a setting.
  mutating func setPath(_ entry: Entry, _ source: Layer.ValueSource) {
    let path = Self.keys(of: entry.key.value)
    guard path.allSatisfy({ !$0.isEmpty && !$0.contains("[") }), Self.isInChart(path) else {
      // The intended setting may have been a secret.
      result.secretSpans.append(entry.value.span)
      return bag.report(
        .unknownSetting(entry, among: FieldCatalog.documented.map(\.name).sorted()))
    }
    if SecretNames.resemblesSecret(path.last ?? "") { checkCommandLine(entry, source) }
    let text = entry.value.scalar?.text ?? ""
    var node = ConfigNode(
      .scalar(Scalar(text, Self.isTyped(text) ? .plain : .double)), entry.value.span)
    for key in path.reversed() {
      node = ConfigNode(
        .mapping([Entry(key: Located(key, entry.key.span), value: node)]), entry.value.span)
    }
    applyHelm(node)
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

  /// Whether `helm --set` reads the text as a Boolean, null or a whole number instead of text.
  private static func isTyped(_ text: String) -> Bool {
    if ["true", "false", "null", "0"].contains(text) { return true }
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    return digits.first != "0" && Int64(text) != nil && !text.hasPrefix("+")
  }
}
