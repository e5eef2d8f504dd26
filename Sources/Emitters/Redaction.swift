import ConfigSyntax
import Diagnostics
import Documents
import Settings

/// A configuration without its secrets, for a terminal.
enum Redaction {
  private static let word = "REDACTED"

  static func apply(_ configuration: Configuration, _ options: EmitOptions) -> Configuration {
    guard options.secrets == .redact else { return configuration }
    var redacted = configuration
    for field in FieldCatalog.fields where field.isSecret {
      guard case .text? = field.read(redacted), let last = field.history(redacted).last else {
        continue
      }
      _ = field.write(.placeholder(word), last, &redacted)
    }
    return redacted
  }

  /// Whether data holds text under a name that looks like a secret's.
  static func holdsSecrets(_ value: DocumentValue, below name: String = "") -> Bool {
    switch value {
    case .object(let members):
      members.entries.contains {
        holdsSecrets($0.value, below: SecretNames.looksSecret(name) ? name : $0.key)
      }
    case .array(let elements): elements.contains { holdsSecrets($0, below: name) }
    case .string(let text): !text.isEmpty && (SecretNames.looksSecret(name) || hasUserInfo(text))
    case .number: SecretNames.looksSecret(name)
    case .null, .bool: false
    }
  }

  /// The same data with such text taken out.
  static func redact(_ value: DocumentValue, below name: String = "") -> DocumentValue {
    switch value {
    case .object(let members):
      .object(
        .init(
          members.entries.map {
            ($0.key, redact($0.value, below: SecretNames.looksSecret(name) ? name : $0.key))
          }))
    case .array(let elements): .array(elements.map { redact($0, below: name) })
    case .string, .number: holdsSecrets(value, below: name) ? .string(word) : value
    case .null, .bool: value
    }
  }

  static func hasUserInfo(_ text: String) -> Bool {
    guard let scheme = text.firstRange(of: "://") else { return false }
    return text[scheme.upperBound...].contains("@")
  }
}
