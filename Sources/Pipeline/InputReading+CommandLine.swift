import ConfigSyntax
import Diagnostics
import Settings
import Surfaces

/// `--set` and `--env`.
extension InputReading {
  mutating func readSet(
    _ path: String, _ value: String, _ shown: String, _ source: SetOption.Source
  ) {
    let text = path + "=" + shown
    let id = sources.addText(text, name: "--set")
    let start = path.utf8.count
    let key = Located(path, SourceSpan(id, 0, start))
    let span = SourceSpan(id, start + 1, text.utf8.count)
    let node = ConfigNode(.scalar(Scalar(value, .double)), span)
    let root = ConfigNode(
      .mapping([Entry(key: key, value: node)]), SourceSpan(id, 0, text.utf8.count))
    add(SetOption(source), ConfigDocument(root: root, span: root.span))
  }

  mutating func readEnvironment(_ variables: [String: String]) {
    let known = variables.filter { FieldCatalog.builtIn.knows(variable: $0.key) }
    var text = ""
    var lines: [(name: String, value: String, start: Int)] = []
    for (name, value) in known.sorted(by: { $0.key < $1.key }) {
      lines.append((name, value, text.utf8.count))
      text += "\(name)=\(value)\n"
    }
    let id = sources.addText(text, name: "<environment>")
    let entries = lines.map { line in
      let valueStart = line.start + line.name.utf8.count + 1
      let span = SourceSpan(id, valueStart, valueStart + line.value.utf8.count)
      return Entry(
        key: Located(line.name, SourceSpan(id, line.start, valueStart - 1)),
        value: ConfigNode(.scalar(Scalar(line.value, .environment)), span))
    }
    let whole = SourceSpan(id, 0, text.utf8.count)
    add(EnvFile(), ConfigDocument(root: ConfigNode(.mapping(entries), whole), span: whole))
  }
}
