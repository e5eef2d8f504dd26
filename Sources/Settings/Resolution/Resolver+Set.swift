import ConfigSyntax
import Diagnostics

/// `--set PATH=VALUE`.
extension Resolver {
  mutating func set(_ entry: Entry, _ source: Layer.ValueSource) {
    let name = entry.key.value
    let spelling = "--set \(name)"
    guard let field = index.byName[name] else { return setPath(entry) }
    let definition = FieldCatalog.fields[field]
    if definition.isSecret, source == .commandLine {
      var diagnostic = Diagnostic(
        ShapeProblem.secretOnCommandLine, "the value of `\(name)` stands on the command line",
        at: entry.value.span)
      diagnostic.setting = name
      diagnostic.help = "write --set \(name)=@FILE or --set \(name)=env:VARIABLE"
      bag.report(diagnostic)
    }
    let text = entry.value.scalar?.text ?? ""
    let raw: RawValue =
      text.isEmpty ? .nothing : Placeholder.matches(text) ? .placeholder(text) : .text(text)
    write(field, raw, spelling, entry.value.span, [])
  }

  /// A path of the chart's values that is no setting.
  mutating func setPath(_ entry: Entry) {
    let path = entry.key.value.split(separator: ".").map(String.init)
    let isClosed =
      path.count > 1 && ChartKeys.known(in: path.dropLast().joined(separator: ".")) != nil
    guard let first = path.first, !isClosed || path == ["global", "extraEnv"],
      ChartKeys.known(in: "")?.contains(first) == true
    else {
      return bag.report(
        .unknownSetting(entry, among: index.byName.keys.sorted()))
    }
    var node = ConfigNode(
      .scalar(Scalar(entry.value.scalar?.text ?? "", .plain)), entry.value.span)
    for key in path.reversed() {
      node = ConfigNode(
        .mapping([Entry(key: Located(key, entry.key.span), value: node)]), entry.value.span)
    }
    applyHelm(node)
  }
}
