/// Writes a compose file: YAML in whose values Compose replaces `$NAME` by a variable of the shell.
package enum ComposeDocument {
  /// The tree as YAML that Compose reads as the same texts.
  package static func render(_ value: DocumentValue) -> String { render(written: escaped(value)) }

  /// A tree whose texts are in the language of Compose already.
  package static func render(written value: DocumentValue) -> String { YAMLDocument.render(value) }

  /// The tree in the language of Compose.
  ///
  /// Source: Compose Specification, "Interpolation": `$$` is a dollar sign, and keys are not
  /// interpolated.
  package static func escaped(_ value: DocumentValue) -> DocumentValue {
    switch value {
    case .null, .bool, .number: value
    case .string(let text): .string(text.replacing("$", with: "$$"))
    case .array(let elements): .array(elements.map(escaped))
    case .object(let members):
      .object(.init(members.entries.map { (key: $0.key, value: escaped($0.value)) }))
    }
  }
}
