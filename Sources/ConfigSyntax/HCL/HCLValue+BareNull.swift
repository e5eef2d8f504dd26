import Diagnostics

/// Nulls without a type.
extension HCLValue {
  /// Whether a null without a type is where `type` has a collection: unlike for primitives,
  /// Terraform then finds no common type.
  func isBareNull(_ type: HCLType) -> Bool {
    switch (kind, type) {
    case (.null, .any), (.null, .bool), (.null, .number), (.null, .string): return false
    case (.null, _): return self.type == nil
    case (.list(let elements), .list(let inner)), (.list(let elements), .set(let inner)):
      return elements.contains { $0.isBareNull(inner) }
    case (.list(let elements), .tuple(let types)):
      return zip(elements, types).contains { $0.isBareNull($1) }
    case (.object(let object), .map(let inner)):
      return object.members.contains { $0.value.isBareNull(inner) }
    case (.object(let object), .object(let types)):
      return object.members.contains { member in
        types[member.key.value].map { member.value.isBareNull($0.type) } ?? false
      }
    default: return false
    }
  }
}
