package import ConfigSyntax
package import Diagnostics

/// Reads each `az storage cors add` command in a script as a CORS rule, with its options as fields.
package enum AzureCommand {
  /// Whether the text, a script that YAML reads as one scalar, calls the command.
  static func matches(_ text: String) -> Bool { text.contains("az storage cors add") }

  /// The commands of a shell script as a list of rules; an option's values are the words after it.
  package static func document(_ file: SourceFile, _ id: FileID) -> ConfigDocument {
    let whole = SourceSpan(id, 0, file.bytes.count)
    var words = ShellWords(file.bytes)
    var rules: [ConfigNode] = []
    while let command = words.nextCommand() {
      let texts = command.prefix(4).map(\.text)
      guard texts == ["az", "storage", "cors", "add"], let first = command.first,
        let last = command.last
      else { continue }
      let span = SourceSpan(id, first.range.lowerBound, last.range.upperBound)
      rules.append(ConfigNode(.mapping(entries(command.dropFirst(4), id)), span))
    }
    return ConfigDocument(root: ConfigNode(.sequence(rules), whole), span: whole)
  }

  private static func entries(_ words: ArraySlice<ShellWords.Word>, _ id: FileID) -> [Entry] {
    var entries: [Entry] = []
    var rest = words
    while let word = rest.popFirst() {
      let (option, first) = word.option
      let values = (first.map { [$0] } ?? []) + rest.prefix { !$0.text.hasPrefix("-") }
      rest = rest.dropFirst(values.count - (first == nil ? 0 : 1))
      let span = SourceSpan(id, option.range.lowerBound, option.range.upperBound)
      let nodes = values.map { value in
        ConfigNode(
          value.isExpanded ? .unknown(prefix: "") : .scalar(Scalar(value.text, .double)),
          SourceSpan(id, value.range.lowerBound, value.range.upperBound))
      }
      let end = values.last?.range.upperBound ?? option.range.upperBound
      let start = values.first?.range.lowerBound ?? end
      let value =
        option.text == "--max-age" && nodes.count == 1
        ? nodes[0] : ConfigNode(.sequence(nodes), SourceSpan(id, start, end))
      entries.append(Entry(key: Located(option.text, span), value: value))
    }
    return entries
  }
}
