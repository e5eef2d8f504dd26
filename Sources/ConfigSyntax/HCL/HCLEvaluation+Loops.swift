import Diagnostics

/// `for` in lists and objects.
extension HCLEvaluation {
  /// One unknown condition or key makes the whole result unknown.
  mutating func forEach(_ loop: HCLForExpression, _ span: SourceSpan) -> HCLValue? {
    guard let pairs = pairs(of: loop.collection, hasKeys: loop.keyName != nil) else { return nil }
    guard case .known(let pairs) = pairs else { return .unknown(span) }
    var list: [HCLValue] = []
    var (object, groups) = (HCLObject(), HCLGroups())
    let outer = names.count
    defer { names.removeLast(names.count - outer) }
    for (key, value) in pairs {
      guard countResult(at: span) else { return nil }
      bind(key: (loop.keyName, key), value: (loop.valueName, value))
      defer { names.removeLast(names.count - outer) }
      switch truth(of: loop.condition) {
      case nil: return nil
      case .unknown: return .unknown(span)
      case .no: continue
      case .yes: break
      }
      guard let keyExpression = loop.key else {
        guard charge(Self.costOfPiece, at: span), let value = self.value(of: loop.value) else {
          return nil
        }
        list.append(value)
        continue
      }
      guard let key = self.value(of: keyExpression).flatMap({ self.key($0) }),
        let value = self.value(of: loop.value)
      else { return nil }
      guard let text = key.text else { return .unknown(span) }
      let located = Located(HCLText.normalized(text), keyExpression.span)
      switch loop.grouping {
      case .byKey: groups.add(value, to: located)
      case .none: guard add(located, value, to: &object) else { return nil }
      }
    }
    guard loop.key != nil else { return HCLValue(.list(list), span) }
    return HCLValue(.object(loop.grouping == .byKey ? groups.object : object), span)
  }

  /// The value of an expression in which a loop of a block binds a name; its problems are not reported.
  package mutating func silentValue(
    of expression: HCLExpression, binding name: String, to value: HCLValue
  ) -> HCLValue? {
    names.append((name, value))
    defer { names.removeLast() }
    return silentValue(of: expression)
  }

  /// Adds a member; false, and reported, for a second equal key.
  private mutating func add(
    _ key: Located, _ value: HCLValue, to object: inout HCLObject
  ) -> Bool {
    guard object.set(key, value) == nil else {
      return refuse(
        "the loop creates the key `\(value: key.value)` twice", key.span,
        help: "write `...` after the value to collect the values in a list") ?? false
    }
    return true
  }

  /// What a loop iterates over.
  private enum Pairs {
    case known([(key: HCLValue, value: HCLValue)])
    case unknown
  }

  /// The keys and values that a loop iterates over, in order; without keys, the values stand for them.
  private mutating func pairs(of expression: HCLExpression, hasKeys: Bool) -> Pairs? {
    guard let collection = value(of: expression),
      charge(Self.costOfPiece * collection.count, at: expression.span)
    else { return nil }
    switch collection.kind {
    case .list(let elements):
      // The key of an element of a set is the element.
      if case .set? = collection.type { return .known(elements.map { ($0, $0) }) }
      guard hasKeys else { return .known(elements.map { ($0, $0) }) }
      return .known(
        elements.enumerated().map {
          (HCLValue(.number(HCLNumber($0.offset)), $0.element.span), $0.element)
        })
    case .object(let object):
      return .known(
        object.sorted.map { (HCLValue(.string($0.key.value), $0.key.span), $0.value) })
    case .unknown where collection.type?.isPrimitive != true: return .unknown
    case .null, .bool, .number, .string, .unknown:
      return refuse("a loop cannot iterate over \(collection.noun)", expression.span)
    }
  }

  /// Binds the names of a loop to the values of one round; the caller removes them.
  private mutating func bind(
    key: (name: String?, value: HCLValue), value: (name: String, value: HCLValue)
  ) {
    if let name = key.name { names.append((name, key.value)) }
    names.append((value.name, value.value))
  }

  /// A Boolean that may be unknown.
  enum Truth { case yes, no, unknown }

  /// Whether a condition holds; a missing one does.
  mutating func truth(of condition: HCLExpression?) -> Truth? {
    guard let condition else { return .yes }
    guard let value = value(of: condition) else { return nil }
    if value.isOpen { return .unknown }
    guard let isTrue = value.bool else {
      return refuse("the condition must be a Boolean, not \(value.noun)", condition.span)
    }
    return isTrue ? .yes : .no
  }
}

/// The values that a loop collects for each key.
private struct HCLGroups {
  private var keys: [Located] = []
  private var values: [[HCLValue]] = []
  private var indices: [ExactText: Int] = [:]

  mutating func add(_ value: HCLValue, to key: Located) {
    let index = indices[ExactText(key.value), default: keys.count]
    if index == keys.count {
      indices[ExactText(key.value)] = index
      keys.append(key)
      values.append([])
    }
    values[index].append(value)
  }

  /// The members, each with the span of its last value.
  var object: HCLObject {
    var object = HCLObject()
    for (key, group) in zip(keys, values) {
      guard let last = group.last else { continue }
      object.set(key, HCLValue(.list(group), last.span))
    }
    return object
  }
}

/// Text with `${…}` and `%{…}` in it.
extension HCLEvaluation {
  /// The text as far as it is known.
  private struct Known {
    var text = ""
    var isWhole = true
  }

  /// The text, or an unknown value with the text before the first unknown piece as its prefix.
  mutating func template(_ parts: [HCLTemplatePart], _ span: SourceSpan) -> HCLValue? {
    var known = Known()
    guard append(parts, to: &known, span) else { return nil }
    let text = HCLText.normalized(known.text)
    return HCLValue(known.isWhole ? .string(text) : .unknown(prefix: text), span)
  }

  private mutating func append(
    _ parts: [HCLTemplatePart], to known: inout Known, _ span: SourceSpan
  ) -> Bool {
    for part in parts {
      let isFine =
        switch part {
        case .literal(let text): append(text, to: &known, span)
        case .interpolation(let inner): append(inner, to: &known)
        case .condition(let condition, let yes, let no, let head):
          append(condition, yes: yes, no: no, to: &known, head)
        case .loop(let loop): append(loop, to: &known, span)
        }
      guard isFine else { return false }
    }
    return true
  }

  private mutating func append(
    _ text: String, to known: inout Known, _ span: SourceSpan
  ) -> Bool {
    guard known.isWhole else { return true }
    known.text += text
    return charge(text.utf8.count / 16 + 1, at: span)
  }

  private mutating func append(_ inner: HCLExpression, to known: inout Known) -> Bool {
    guard let value = value(of: inner) else { return false }
    if case .unknown(let prefix) = value.kind, value.isOpen {
      let isFine = append(prefix, to: &known, inner.span)
      known.isWhole = false
      return isFine
    }
    guard let text = value.text else {
      return refuse("\(value.noun) cannot be used in a template", inner.span) ?? false
    }
    return append(text, to: &known, inner.span)
  }

  private mutating func append(
    _ condition: HCLExpression, yes: [HCLTemplatePart], no: [HCLTemplatePart],
    to known: inout Known, _ span: SourceSpan
  ) -> Bool {
    switch truth(of: condition) {
    case nil: return false
    case .yes: return append(yes, to: &known, span)
    case .no: return append(no, to: &known, span)
    case .unknown:
      known.isWhole = false
      return true
    }
  }

  private mutating func append(
    _ loop: HCLTemplateLoop, to known: inout Known, _ span: SourceSpan
  ) -> Bool {
    guard let pairs = pairs(of: loop.collection, hasKeys: loop.keyName != nil) else {
      return false
    }
    guard case .known(let pairs) = pairs else {
      known.isWhole = false
      return true
    }
    let outer = names.count
    for (key, value) in pairs {
      guard countResult(at: span) else { return false }
      bind(key: (loop.keyName, key), value: (loop.valueName, value))
      let isFine = append(loop.body, to: &known, span)
      names.removeLast(names.count - outer)
      guard isFine else { return false }
    }
    return true
  }
}
