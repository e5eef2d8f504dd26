import ConfigSyntax
import Diagnostics
package import Documents
import Settings

/// Removes secrets from a configuration and from data, for output to a terminal.
package enum Redaction {
  private static let word = "REDACTED"

  /// The configuration without values that are secret by their setting, their name, their text, or
  /// because they depend on a sensitive Terraform variable.
  static func apply(_ resolved: ResolvedConfiguration) -> Configuration {
    var redacted = resolved.configuration
    for field in FieldCatalog.fields(of: redacted) {
      guard let last = field.history(redacted).last else { continue }
      switch field.read(redacted) {
      case .text(let text)?
      where field.isSecret || isSecret(text) || resolved.isSensitive(field):
        _ = field.write(.placeholder(word), last, &redacted)
      case .tree(let node)?
      where holdsSecrets(DocumentValue(node)) || resolved.holdsSensitive(node):
        _ = field.write(.placeholder(word), last, &redacted)
      default: break
      }
    }
    redacted.unmodelled.parameters = redacted.unmodelled.parameters.filter {
      !SecretNames.resemblesSecret($0.key)
        && !resolved.sensitiveSpans.contains(resolved[$0.assignment].span)
    }
    redact(&redacted.unmodelled, resolved.sensitiveSpans)
    return redacted
  }

  /// Redacts everything without a setting.
  private static func redact(_ unmodelled: inout Unmodelled, _ sensitive: SpanSet) {
    unmodelled.helm = unmodelled.helm.map { redacted($0, sensitive) }
    unmodelled.operatorResource = unmodelled.operatorResource.map { redacted($0, sensitive) }
    for variable in unmodelled.environment {
      let value = redacted(variable.value, below: variable.name, sensitive)
      unmodelled.setVariable(variable.with(value))
    }
  }

  /// The node without texts that look like secrets, or depend on sensitive variables.
  static func redacted(
    _ node: ConfigNode, below name: String = "", _ sensitive: SpanSet
  ) -> ConfigNode {
    let kind: ConfigNode.Kind
    switch node.kind {
    case .scalar
    where sensitive.contains(node.span) || holdsSecrets(DocumentValue(node), below: name):
      kind = .scalar(Scalar(word, .double))
    case .sequence(let elements):
      kind = .sequence(elements.map { redacted($0, below: name, sensitive) })
    case .mapping(let entries):
      let described = node["name"].map { DocumentValue($0) }
      kind = .mapping(
        entries.map { entry in
          let name = self.name(of: entry.key.value, beside: described, name)
          return Entry(key: entry.key, value: redacted(entry.value, below: name, sensitive))
        })
    case .scalar, .damaged, .unknown: return node
    }
    return ConfigNode(kind, node.span, via: node.via)
  }

  /// Whether data contains text that looks like a secret, or whose name does.
  static func holdsSecrets(_ value: DocumentValue, below name: String = "") -> Bool {
    switch value {
    case .object(let members):
      members.entries.contains {
        holdsSecrets($0.value, below: self.name(of: $0.key, beside: members["name"], name))
      }
    case .array(let elements): elements.contains { holdsSecrets($0, below: name) }
    case .string(let text): !text.isEmpty && (SecretNames.resemblesSecret(name) || isSecret(text))
    case .number: SecretNames.resemblesSecret(name)
    case .null, .bool: false
    }
  }

  /// The same data with such text redacted.
  package static func redact(_ value: DocumentValue, below name: String = "") -> DocumentValue {
    switch value {
    case .object(let members):
      .object(
        .init(
          members.entries.map {
            ($0.key, redact($0.value, below: self.name(of: $0.key, beside: members["name"], name)))
          }))
    case .array(let elements): .array(elements.map { redact($0, below: name) })
    case .string, .number: holdsSecrets(value, below: name) ? .string(word) : value
    case .null, .bool: value
    }
  }

  /// The name that describes a member: its key, a key above it, or `name` next to a `value`.
  private static func name(
    of key: String, beside sibling: DocumentValue?, _ above: String
  ) -> String {
    if SecretNames.looksSecret(above) { return above }
    if key == "value", case .string(let name)? = sibling { return name }
    return key
  }

  /// User information, a parameter of a URL that looks like a secret, or a private key.
  static func isSecret(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    let isKey = text.holds("PRIVATE KEY-----")
    return isKey || !text.holds("-----BEGIN") && !SecretText.ranges(in: bytes[...]).isEmpty
  }
}
