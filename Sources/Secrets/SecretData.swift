package import ConfigSyntax
import Diagnostics
package import Documents

/// Whether data is secret by what it says: its names, and text that is a secret in every setting.
///
/// For data that an artifact will contain, most of which was never written like that in an input. What
/// has a span is looked up in `SecretClassification`, which also asks here.
package enum SecretData {
  /// What stands in the place of a secret in output that is not masked but written anew.
  package static let word = "REDACTED"

  /// Whether data contains text that looks like a secret, or whose name does; `secrecy` is what the
  /// names around it say.
  package static func holdsSecrets(
    _ value: DocumentValue, _ secrecy: Secrecy = .open
  ) -> Bool {
    switch value {
    case .object(let members):
      members.entries.contains { holdsSecrets($0.value, secrecy.entering($0, of: members)) }
    case .array(let elements): elements.contains { holdsSecrets($0, secrecy) }
    case .string(let text): !text.isEmpty && (secrecy != .open || SecretText.isSecret(text))
    case .number: secrecy != .open
    case .null, .bool: false
    }
  }

  /// The same data with such text redacted.
  package static func redacted(
    _ value: DocumentValue, _ secrecy: Secrecy = .open
  ) -> DocumentValue {
    switch value {
    case .object(let members):
      .object(
        .init(
          members.entries.map { ($0.key, redacted($0.value, secrecy.entering($0, of: members))) }))
    case .array(let elements): .array(elements.map { redacted($0, secrecy) })
    case .string, .number: holdsSecrets(value, secrecy) ? .string(word) : value
    case .null, .bool: value
    }
  }

  /// Whether a scalar is secret; null and a Boolean never are.
  static func isSecret(_ scalar: Scalar, _ secrecy: Secrecy) -> Bool {
    switch scalar.meaning {
    case .null, .boolean: false
    case .integer, .float, .refused: secrecy != .open
    case .string(let text):
      !text.isEmpty && (secrecy != .open || SecretText.isSecret(text))
    }
  }
}

extension Secrecy {
  /// The secrecy of a value with this name.
  package static func named(_ name: String, _ value: DocumentValue = .null) -> Secrecy {
    open.entering(name, value.form)
  }

  /// The secrecy of a member's value.
  package func entering(
    _ member: (key: String, value: DocumentValue), of members: DocumentValue.Members
  ) -> Secrecy {
    entering(member.key, member.value.form) { sibling in
      members[sibling].map { if case .string(let text) = $0 { text } else { "" } }
    }
  }
}

extension DocumentValue {
  /// Whether the value has members or elements.
  fileprivate var form: Secrecy.Form {
    switch self {
    case .object, .array: .nested
    case .null, .bool, .number, .string: .scalar
    }
  }
}
