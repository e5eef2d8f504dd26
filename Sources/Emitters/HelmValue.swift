import Diagnostics
package import ConfigSyntax
package import Documents
import Settings

extension DocumentValue {
  /// The data of a node as Helm reads it.
  package init(_ node: ConfigNode) {
    switch node.kind {
    case .scalar(let scalar): self.init(scalar)
    case .sequence(let elements): self = .array(elements.map { DocumentValue($0) })
    case .mapping(let entries):
      self = .object(Members(entries.map { ($0.key.value, DocumentValue($0.value)) }))
    case .damaged: self = .null
    }
  }

  private init(_ scalar: Scalar) {
    switch scalar.meaning {
    case .null, .refused: self = .null
    case .boolean(let value): self = .bool(value)
    case .integer(let digits): self = .number(digits)
    case .float(let value): self = .number(Self.decimal(value, written: scalar.text))
    case .string(let text): self = .string(text)
    }
  }

  /// A float in a form that every YAML reader takes for the same one: PyYAML wants a point and a
  /// signed exponent.
  private static func decimal(_ value: Double, written: String) -> String {
    let isSimple =
      written.utf8.allSatisfy { "-0123456789.".utf8.contains($0) } && written.contains(".")
      && written.first != "." && written.last != "." && !written.hasPrefix("00")
      && !written.hasPrefix("-.")
    if isSimple { return written }
    let text = "\(value)"
    guard let exponent = text.firstIndex(of: "e") else { return text }
    let mantissa = text[..<exponent]
    let power = text[text.index(after: exponent)...]
    return (mantissa.contains(".") ? mantissa : mantissa + ".0") + "e"
      + (power.hasPrefix("-") || power.hasPrefix("+") ? power : "+" + power)
  }

  /// This object with the keys of `other` that it lacks behind its own, at every depth.
  package mutating func complete(with other: DocumentValue) {
    guard var members, let additions = other.members else { return }
    for entry in additions.entries {
      if var own = members[entry.key] {
        own.complete(with: entry.value)
        members[entry.key] = own
      } else {
        members[entry.key] = entry.value
      }
    }
    self = .object(members)
  }
}
