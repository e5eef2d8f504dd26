import Diagnostics

/// Functions on lists and objects.
extension HCLFunctions {
  static let collections = sets.merging(joining) { $1 }.merging(lists) { $1 }

  private static let joining: [String: Function] = [
    "join": whole { arguments, span in
      guard let separator = arguments.first?.text, arguments.count > 1 else { return nil }
      let texts = arguments.dropFirst().flatMap { $0.elements ?? [] }.map(\.text)
      guard texts.allSatisfy({ $0 != nil }) else { return nil }
      return HCLValue(.string(texts.compactMap { $0 }.joined(separator: separator)), span)
    },
    "split": whole { arguments, span in
      guard arguments.count == 2, let separator = arguments[0].text, let text = arguments[1].text
      else { return nil }
      guard !separator.isEmpty else { return .unknown(span) }
      let pieces =
        text.isEmpty
        ? [""] : text.split(separator: separator, omittingEmptySubsequences: false)
      return HCLValue(
        .list(pieces.map { HCLValue(.string(String($0)), span) }), span, .list(.string))
    },
    "merge": partial { arguments, span in
      var result = HCLObject()
      for argument in arguments where !argument.isNull {
        if argument.isUnknown { return .unknown(span) }
        guard case .object(let object) = argument.kind else { return nil }
        for member in object.members { result.set(member.key, member.value) }
      }
      let types = Set(arguments.map { $0.type?.text })
      return HCLValue(.object(result), span, types.count == 1 ? arguments.first?.type : nil)
    },
    "concat": partial { arguments, span in
      if arguments.contains(where: \.isUnknown) { return .unknown(span) }
      let lists = arguments.compactMap(\.elements)
      guard lists.count == arguments.count else { return nil }
      let types = arguments.compactMap(\.type)
      let isOneType = types.count == arguments.count && types.allSatisfy { $0 == types[0] }
      return HCLValue(.list(lists.flatMap { $0 }), span, isOneType ? types.first : nil)
    },
    "coalesce": partial { arguments, span in
      for argument in arguments {
        if argument.isUnknown { return .unknown(span) }
        if !argument.isNull, argument.text != "" { return argument }
      }
      return nil
    },
    "length": partial { arguments, span in
      guard arguments.count == 1 else { return nil }
      switch arguments[0].kind {
      case .string(let text): return HCLValue(.number(HCLNumber(text.count)), span)
      case .list(let elements): return HCLValue(.number(HCLNumber(elements.count)), span)
      case .object(let object): return HCLValue(.number(HCLNumber(object.members.count)), span)
      case .unknown: return .unknown(span)
      default: return nil
      }
    },
  ]

  /// A function that applies only to completely known values.
  static func whole(
    _ apply: @escaping @Sendable ([HCLValue], SourceSpan) -> HCLValue?
  ) -> Function {
    Function(takesUnknown: false, apply: apply)
  }

  /// A function of values that may be partly unknown.
  static func partial(
    _ apply: @escaping @Sendable ([HCLValue], SourceSpan) -> HCLValue?
  ) -> Function {
    Function(takesUnknown: true, apply: apply)
  }
}

extension HCLValue {
  /// The elements of a list.
  package var elements: [HCLValue]? {
    if case .list(let elements) = kind { elements } else { nil }
  }
}
