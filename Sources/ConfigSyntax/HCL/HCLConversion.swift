package import Diagnostics

/// Converts a value to a type, as Terraform does with the values of variables.
///
/// Types come from a constraint and values from an expression or a file; both are bounded in depth.
struct HCLConversion {
  /// A step from the whole value towards the piece that is being converted.
  private enum Step {
    case attribute(String), index(Int)
  }

  /// From the whole value to the piece that is being converted, for the message of a mismatch.
  private var path: [Step] = []

  /// `value` with the span of each piece kept, or the first piece that does not fit.
  static func convert(
    _ value: HCLValue, to type: HCLType
  ) -> Result<HCLValue, HCLTypeMismatch> {
    var conversion = HCLConversion()
    do throws(HCLTypeMismatch) {
      return .success(try conversion.convert(value, type))
    } catch {
      return .failure(error)
    }
  }

  /// Nulls and unknown values convert to any type, and keep it.
  private mutating func convert(
    _ value: HCLValue, _ type: HCLType
  ) throws(HCLTypeMismatch) -> HCLValue {
    if type == .any { return value }
    switch value.kind {
    case .null: return HCLValue(.null, value.span, type)
    case .unknown(let prefix):
      return HCLValue(.unknown(prefix: type == .string ? prefix : ""), value.span, type)
    default: break
    }
    switch type {
    case .any: return value
    case .bool: return try primitive(value, value.bool.map { .bool($0) }, type)
    case .number: return try primitive(value, value.number.map { .number($0) }, type)
    case .string: return try primitive(value, value.text.map { .string($0) }, type)
    case .list(let element): return try list(value, element, type)
    case .set(let element): return try set(value, element, type)
    case .tuple(let types): return try tuple(value, types)
    case .map(let element): return try map(value, element, type)
    case .object(let object): return try self.object(value, object)
    }
  }

  // MARK: Mismatches

  /// The error for the piece at `path`.
  private func mismatch(
    _ value: HCLValue, _ expected: HCLType, _ reason: String? = nil
  ) -> HCLTypeMismatch {
    var text = ""
    for step in path {
      switch step {
      case .attribute(let name): text += "." + name
      case .index(let index): text += "[\(index)]"
      }
    }
    return HCLTypeMismatch(
      path: text, expected: expected.text,
      reason: reason ?? "\(value.collectionNoun) where \(expected.noun) is expected",
      span: value.span)
  }

  /// Converts a piece one step further down.
  private mutating func piece(
    _ step: Step, _ value: HCLValue, _ type: HCLType
  ) throws(HCLTypeMismatch) -> HCLValue {
    path.append(step)
    let result = try convert(value, type)
    path.removeLast()
    return result
  }

  // MARK: Kinds

  /// `kind` is nil where the value cannot be read as `type`.
  private func primitive(
    _ value: HCLValue, _ kind: HCLValue.Kind?, _ type: HCLType
  ) throws(HCLTypeMismatch) -> HCLValue {
    guard let kind else {
      if case .string = value.kind {
        throw mismatch(
          value, type, "a string that is not a \(type == .bool ? "Boolean" : "number")")
      }
      throw mismatch(value, type)
    }
    return HCLValue(kind, value.span)
  }

  /// The converted elements and their type, which is their common one where the constraint is
  /// `any`.
  private mutating func elements(
    _ value: HCLValue, _ element: HCLType, _ type: HCLType
  ) throws(HCLTypeMismatch) -> (values: [HCLValue], element: HCLType) {
    guard case .list(let elements) = value.kind else { throw mismatch(value, type) }
    var values: [HCLValue] = []
    values.reserveCapacity(elements.count)
    for (index, piece) in elements.enumerated() {
      values.append(try self.piece(.index(index), piece, element))
    }
    guard element.holdsAny else { return (values, element) }
    let types = HCLType.distinct(of: values)
    // Where all have the same known type, no piece of them is a null without one.
    guard let unified = HCLType.unified(distinct: types.known),
      types.isOne && !unified.holdsAny || !values.contains(where: { $0.isBareNull(unified) })
    else {
      throw mismatch(value, type, "a list whose elements have no type in common")
    }
    if types.isOne { return (values, unified) }
    return (values.map { unified.convert($0) ?? $0 }, unified)
  }

  private mutating func list(
    _ value: HCLValue, _ element: HCLType, _ type: HCLType
  ) throws(HCLTypeMismatch) -> HCLValue {
    let (values, element) = try elements(value, element, type)
    return HCLValue(.list(values), value.span, .list(element))
  }

  private mutating func set(
    _ value: HCLValue, _ element: HCLType, _ type: HCLType
  ) throws(HCLTypeMismatch) -> HCLValue {
    let (values, element) = try elements(value, element, type)
    return HCLValue(.list(HCLSetOrder.sorted(values)), value.span, .set(element))
  }

  /// Only a tuple converts to a tuple: a list has lost the types of its elements.
  private mutating func tuple(
    _ value: HCLValue, _ types: [HCLType]
  ) throws(HCLTypeMismatch) -> HCLValue {
    let type = HCLType.tuple(types)
    guard case .list(let elements) = value.kind else { throw mismatch(value, type) }
    guard value.type == nil else {
      throw mismatch(value, type)
    }
    guard elements.count == types.count else {
      throw mismatch(
        value, type, "a list of length \(elements.count) where length \(types.count) is expected")
    }
    var values: [HCLValue] = []
    for (index, element) in elements.enumerated() {
      values.append(try piece(.index(index), element, types[index]))
    }
    return HCLValue(.list(values), value.span)
  }

  // MARK: Maps and objects

  /// Keys stay as they are; the values get one type.
  private mutating func map(
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
  private mutating func object(
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

/// Why a value does not fit a type: the piece of it that does not.
package struct HCLTypeMismatch: Error, Sendable {
  /// From the value to the piece, as in `[0].name`; empty for the value itself.
  package let path: String
  /// The type that is expected there, as it is written.
  package let expected: String
  /// One clause that names neither the path nor any value.
  package let reason: String
  /// The piece.
  package let span: SourceSpan
}

extension HCLValue {
  /// As `noun`, but distinguishes lists from sets and objects from maps.
  fileprivate var collectionNoun: String { type?.noun ?? noun }

  /// Whether a null without a type is where `type` has a collection: unlike for primitives,
  /// Terraform then finds no common type.
  fileprivate func isBareNull(_ type: HCLType) -> Bool {
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
