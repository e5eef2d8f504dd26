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
    case .damaged, .unknown: self = .null
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

  /// A float in a form that every YAML reader parses as the same number: PyYAML requires a point
  /// and a signed exponent.
  private static func decimal(_ value: Double, written: String) -> String {
    if isSimple(written) { return written }
    let text = "\(value)"
    guard let exponent = text.firstIndex(of: "e") else { return text }
    let mantissa = text[..<exponent]
    let power = text[text.index(after: exponent)...]
    return (mantissa.contains(".") ? mantissa : mantissa + ".0") + "e"
      + (power.hasPrefix("-") || power.hasPrefix("+") ? power : "+" + power)
  }

  /// Whether text is like `1.10`, `-0.5`: digits on both sides of the point, and no leading zeros.
  private static func isSimple(_ written: String) -> Bool {
    let digits =
      written.utf8.first == UInt8(ascii: "-") ? written.utf8.dropFirst() : written.utf8[...]
    let pieces = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard pieces.count == 2, !pieces[0].isEmpty, !pieces[1].isEmpty else { return false }
    let isDigits = pieces.allSatisfy { $0.allSatisfy(\.isDigit) }
    return isDigits && (pieces[0].count == 1 || pieces[0].first != UInt8(ascii: "0"))
  }

  /// This object followed by the keys of `other` that it lacks, at every depth.
  package mutating func complete(with other: DocumentValue) {
    guard let members, let additions = other.members else { return }
    var entries = members.entries
    let indices = Dictionary(entries.enumerated().map { (ExactText($1.key), $0) }) { first, _ in
      first
    }
    for entry in additions.entries {
      if let index = indices[ExactText(entry.key)] {
        entries[index].value.complete(with: entry.value)
      } else {
        entries.append(entry)
      }
    }
    self = .object(Members(entries))
  }
}
