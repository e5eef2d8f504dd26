import ConfigSyntax
import Diagnostics
package import Documents
import Settings

/// Removes secrets from a configuration, for output to a terminal.
package enum Redaction {
  private static let word = "REDACTED"

  static func apply(_ resolved: ResolvedConfiguration, _ options: EmitOptions) -> Configuration {
    guard options.secrets == .redact else { return resolved.configuration }
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
    redactSensitive(&redacted.unmodelled, resolved)
    return redacted
  }

  /// Everything without a setting, except values that depend on sensitive variables.
  private static func redactSensitive(
    _ unmodelled: inout Unmodelled, _ resolved: ResolvedConfiguration
  ) {
    guard !resolved.sensitiveSpans.isEmpty else { return }
    unmodelled.helm = unmodelled.helm.map { sensitiveRedacted($0, resolved) }
    unmodelled.operatorResource = unmodelled.operatorResource.map {
      sensitiveRedacted($0, resolved)
    }
    for variable in unmodelled.environment {
      unmodelled.setVariable(variable.with(sensitiveRedacted(variable.value, resolved)))
    }
  }

  /// The node without values that depend on sensitive variables.
  static func sensitiveRedacted(
    _ node: ConfigNode, _ resolved: ResolvedConfiguration
  ) -> ConfigNode {
    let kind: ConfigNode.Kind
    switch node.kind {
    case .scalar where resolved.sensitiveSpans.contains(node.span):
      kind = .scalar(Scalar(word, .double))
    case .sequence(let elements):
      kind = .sequence(elements.map { sensitiveRedacted($0, resolved) })
    case .mapping(let entries):
      kind = .mapping(
        entries.map { Entry(key: $0.key, value: sensitiveRedacted($0.value, resolved)) })
    case .scalar, .damaged, .unknown: return node
    }
    return ConfigNode(kind, node.span, via: node.via)
  }

  /// Whether data contains text that looks like a secret, or whose name does.
  static func holdsSecrets(_ value: DocumentValue, below name: String = "") -> Bool {
    switch value {
    case .object(let members):
      members.entries.contains {
        holdsSecrets($0.value, below: self.name(of: $0.key, in: members, name))
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
            ($0.key, redact($0.value, below: self.name(of: $0.key, in: members, name)))
          }))
    case .array(let elements): .array(elements.map { redact($0, below: name) })
    case .string, .number: holdsSecrets(value, below: name) ? .string(word) : value
    case .null, .bool: value
    }
  }

  /// The name that describes a member: its key, a key above it, or `name` next to a `value`.
  private static func name(
    of key: String, in members: DocumentValue.Members, _ above: String
  ) -> String {
    if SecretNames.looksSecret(above) { return above }
    if key == "value", case .string(let name)? = members["name"] { return name }
    return key
  }

  /// User information, a parameter of a URL that looks like a secret, or a private key.
  static func isSecret(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    let isKey = text.holds("PRIVATE KEY-----")
    return isKey || !text.holds("-----BEGIN") && !SecretText.ranges(in: bytes[...]).isEmpty
  }
}
