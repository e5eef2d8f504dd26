import Diagnostics

/// Maps and objects.
extension HCLConversion {
  mutating func map(
    _ value: HCLValue, _ element: HCLType, _ type: HCLType
  ) throws(HCLTypeMismatch) -> HCLValue {
    guard case .object(let object) = value.kind else { throw mismatch(value, type) }
    var keys: [Located] = []
    var values: [HCLValue] = []
    for member in object.members {
      keys.append(member.key)
      values.append(try piece(.attribute(member.key.value), member.value, element))
    }
    var unified = element
    if element.holdsAny {
      guard let found = HCLType.unified(values.lazy.map { HCLType(of: $0) }) else {
        throw mismatch(value, type, "a map whose values have no type in common")
      }
      unified = found
      values = values.map { found.convert($0) ?? $0 }
    }
    var result = HCLObject()
    for (key, value) in zip(keys, values) { result.set(key, value) }
    return HCLValue(.object(result), value.span, .map(unified))
  }

  /// Attributes that the type does not name are dropped; optional ones that are missing or null
  /// get their defaults.
  mutating func object(
    _ value: HCLValue, _ type: HCLObjectType
  ) throws(HCLTypeMismatch) -> HCLValue {
    guard case .object(let object) = value.kind else { throw mismatch(value, .object(type)) }
    var result = HCLObject()
    for member in object.members {
      guard let attribute = type[member.key.value] else { continue }
      var piece = member.value
      if piece.isNull, case .optional(let fallback?) = attribute.presence { piece = fallback }
      result.set(
        member.key, try self.piece(.attribute(attribute.name), piece, attribute.type))
    }
    for attribute in type.attributes where object[attribute.name] == nil {
      guard case .optional(let fallback) = attribute.presence else {
        throw mismatch(value, .object(type), "an object without the attribute `\(attribute.name)`")
      }
      let piece = fallback ?? HCLValue(.null, value.span)
      result.set(
        Located(attribute.name, value.span),
        try self.piece(.attribute(attribute.name), piece, attribute.type))
    }
    return HCLValue(.object(result), value.span)
  }
}
