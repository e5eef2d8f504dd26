import Diagnostics

/// Converts a value to a type, as Terraform does with the values of variables.
///
/// Types come from a constraint and values from an expression or a file; both are bounded in depth.
struct HCLConversion {
  enum Step {
    case attribute(String), index(Int)
  }

  private var path: [Step] = []

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

  func mismatch(
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

  mutating func piece(
    _ step: Step, _ value: HCLValue, _ type: HCLType
  ) throws(HCLTypeMismatch) -> HCLValue {
    path.append(step)
    let result = try convert(value, type)
    path.removeLast()
    return result
  }

  // MARK: Kinds

  private func primitive(
    _ value: HCLValue, _ kind: HCLValue.Kind?, _ type: HCLType
  ) throws(HCLTypeMismatch) -> HCLValue {
    guard let kind else {
      if case .string = value.kind {
        throw mismatch(value, type, "text that is not a \(type == .bool ? "Boolean" : "number")")
      }
      throw mismatch(value, type)
    }
    return HCLValue(kind, value.span)
  }

  private mutating func elements(
    _ value: HCLValue, _ element: HCLType, _ type: HCLType
  ) throws(HCLTypeMismatch) -> (values: [HCLValue], element: HCLType) {
    guard case .list(let elements) = value.kind else { throw mismatch(value, type) }
    var values: [HCLValue] = []
    values.reserveCapacity(elements.count)
    for (place, piece) in elements.enumerated() {
      values.append(try self.piece(.index(place), piece, element))
    }
    guard element.holdsAny else { return (values, element) }
    let types = HCLType.distinct(values.lazy.map { HCLType(of: $0) })
    guard let unified = HCLType.unified(distinct: types.known),
      !values.contains(where: { $0.isBareNull(unified) })
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
    for (place, element) in elements.enumerated() {
      values.append(try piece(.index(place), element, types[place]))
    }
    return HCLValue(.list(values), value.span)
  }
}

extension HCLValue {
  /// As `noun`, but distinguishes lists from sets and objects from maps.
  fileprivate var collectionNoun: String { type?.noun ?? noun }
}
