import Diagnostics

/// Text with `${…}` and `%{…}` in it.
extension HCLEvaluation {
  /// The text as far as it is known.
  private struct Known {
    var text = ""
    var isWhole = true
  }

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
        case .condition(let condition, let yes, let no, let place):
          append(condition, yes, no, to: &known, place)
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
    _ condition: HCLExpression, _ yes: [HCLTemplatePart], _ no: [HCLTemplatePart],
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
    guard let pairs = pairs(of: loop.collection) else { return false }
    guard case .known(let pairs) = pairs else {
      known.isWhole = false
      return true
    }
    let outer = names.count
    for (key, value) in pairs {
      bind(loop.keyName, key, loop.valueName, value)
      let isFine = append(loop.body, to: &known, span)
      names.removeLast(names.count - outer)
      guard isFine else { return false }
    }
    return true
  }
}
