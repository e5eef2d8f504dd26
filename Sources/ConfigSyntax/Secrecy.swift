import Diagnostics

/// What the names around a piece of data say about it.
///
/// Every walker of data, whatever its tree, asks here on its way down. A name is a sign of a secret
/// (`password`), but not where it names something else: an object that refers to a Secret of the
/// cluster has its name and the keys in it, and a toleration has the key of a taint.
package enum Secrecy: Sendable {
  /// Nothing suggests a secret.
  case open
  /// The names and keys in it refer to a Secret of the cluster; anything else in it is a secret.
  case reference
  /// All of it is secret.
  case secret

  /// Finds another entry of the mapping in which one is entered: its text, which is empty for a list
  /// or a mapping, or nil without such an entry.
  package typealias Siblings = (_ key: String) -> String?

  /// Whether the value of an entry is text, or holds entries of its own.
  package enum Form: Sendable { case scalar, nested }

  /// The secrecy of an entry's value.
  package func entering(
    _ key: String, _ form: Form, siblings: Siblings = { _ in nil }
  ) -> Secrecy {
    switch self {
    case .secret:
      // `LICENSE: {valueFrom: {secretKeyRef: …}}` refers to a license.
      return form == .nested && key == "secretKeyRef" ? .reference : .secret
    case .reference:
      return Self.namesPart(ofReference: key, siblings) ? .open : .secret
    case .open:
      guard !Self.isHarmless(key) else { return .open }
      // `{name: DB_PASSWORD, value: …}`: the name next to it says what the value is.
      if Self.isValueKey(key) {
        let name = Self.nameKeys.lazy.compactMap(siblings).first
        return name.map { SecretNames.resemblesSecret($0) } == true ? .secret : .open
      }
      if Self.namesObject(key, form, siblings) { return .open }
      return form == .nested && Self.isReference(key) ? .reference : .secret
    }
  }

  /// Whether the value of this key is open wherever its mapping is.
  package static func isHarmless(_ key: String) -> Bool {
    !isValueKey(key) && !SecretNames.resemblesSecret(key)
  }

  /// Whether a key is that of a value whose name is next to it: a misspelled one is reported with
  /// the line that it is on.
  private static func isValueKey(_ key: String) -> Bool {
    let bytes = key.utf8
    guard (4...7).contains(bytes.count),
      bytes.first.map({ $0 | 0x20 == UInt8(ascii: "v") || $0 | 0x20 == UInt8(ascii: "a") }) == true
    else { return false }
    return key == "value" || valueKeys.nearest(to: key, limit: 2) != nil
  }

  private static let valueKeys = KnownNames(["value"])

  /// The key of a name, and how it is misspelled.
  private static let nameKeys = ["name", "nmae", "naem", "nam", "anme", "nane", "names", "Name"]

  /// Whether objects with this key refer to Secrets: `licenseSecret`, `secretKeyRef`, `secret`.
  private static func isReference(_ key: String) -> Bool {
    let lower = key.lowercased()
    return ["secret", "secrets", "secretref", "secretkeyref"].contains(where: lower.hasSuffix)
  }

  /// Whether an entry of a reference is the name of the Secret or of a key in it.
  private static func namesPart(ofReference key: String, _ siblings: Siblings) -> Bool {
    if ["name", "key", "nameKey", "namespace", "optional", "items", "defaultMode"].contains(key)
      || key.hasSuffix("secretName") || key.hasSuffix("KeyName")
    {
      return true
    }
    // Without a name of a Secret, `secretKey` may be the key itself.
    let isNamed = [siblings("name"), siblings("secretName")].contains { $0?.isEmpty == false }
    return isNamed && key.hasSuffix("Key")
  }

  /// Whether an entry outside of references names a Secret, a taint or a label.
  private static func namesObject(_ key: String, _ form: Form, _ siblings: Siblings) -> Bool {
    switch key {
    case "key":
      return ["operator", "effect", "values", "path", "name"].contains { siblings($0) != nil }
    case "topologyKey", "existingSecret": return form == .scalar
    default:
      return form == .scalar
        && (key.hasSuffix("ecretName") || key.hasSuffix("secret_name"))
    }
  }
}

extension Secrecy {
  /// The secrecy of a node with this name.
  package static func named(_ name: String, _ node: ConfigNode) -> Secrecy {
    open.entering(name, node.isCollection ? .nested : .scalar)
  }

  /// The secrecy of a node in the entry of a mapping.
  package func entering(_ entry: Entry, of mapping: ConfigNode) -> Secrecy {
    let form: Form = entry.value.isCollection ? .nested : .scalar
    return entering(entry.key.value, form) { mapping[$0].map { $0.scalar?.text ?? "" } }
  }
}

extension ConfigNode {
  /// Whether the node is a mapping or a list.
  fileprivate var isCollection: Bool {
    switch kind {
    case .mapping, .sequence: true
    case .scalar, .damaged, .unknown: false
    }
  }
}
