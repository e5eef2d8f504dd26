import Documents
import TestSupport

extension JSONTree {
  init(_ value: DocumentValue) {
    switch value {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .number(let digits): self = .number(Double(digits) ?? .nan)
    case .string(let text): self = .text(text)
    case .array(let elements): self = .array(elements.map { JSONTree($0) })
    case .object(let members):
      self = .object(
        Dictionary(
          members.entries.map { (Array($0.key.utf8), JSONTree($0.value)) },
          uniquingKeysWith: { $1 }))
    }
  }

  /// The same data with `change` made to every text at `path` and below.
  func mappingText(at path: some Collection<String>, _ change: (String) -> String) -> JSONTree {
    guard case .object(var members) = self, let key = path.first.map({ Array($0.utf8) }),
      let child = members[key]
    else {
      guard path.isEmpty, let string else { return self }
      return .text(change(string))
    }
    members[key] = child.mappingText(at: path.dropFirst(), change)
    return .object(members)
  }
}
