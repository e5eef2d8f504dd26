import Diagnostics

/// Functions that convert, search and filter collections.
extension HCLFunctions {
  static let sets: [String: Function] = [
    "tolist": whole { arguments, _ in
      arguments.count == 1 ? HCLType.list(.any).convert(arguments[0]) : nil
    },
    "toset": whole { arguments, _ in
      arguments.count == 1 ? HCLType.set(.any).convert(arguments[0]) : nil
    },
    "tomap": whole { arguments, _ in
      arguments.count == 1 ? HCLType.map(.any).convert(arguments[0]) : nil
    },
    "distinct": whole { arguments, span in
      guard arguments.count == 1, let list = HCLType.list(.any).convert(arguments[0]),
        let elements = list.elements
      else { return nil }
      return HCLValue(.list(distinct(elements)), span, list.type)
    },
    "compact": whole { arguments, span in
      guard arguments.count == 1,
        let list = HCLType.list(.string).convert(arguments[0])?.elements
      else { return nil }
      return HCLValue(
        .list(list.filter { !$0.isNull && $0.text != "" }), span, .list(.string))
    },
    "flatten": whole { arguments, span in
      guard arguments.count == 1, arguments[0].elements != nil else { return nil }
      return HCLValue(.list(flattened(arguments[0])), span)
    },
    "contains": whole { arguments, span in
      guard arguments.count == 2, let list = arguments[0].elements else { return nil }
      return HCLValue(.bool(list.contains { $0.isEqual(to: arguments[1]) == true }), span)
    },
    "keys": partial { arguments, span in
      guard arguments.count == 1 else { return nil }
      if arguments[0].isUnknown { return .unknown(span) }
      guard case .object(let object) = arguments[0].kind else { return nil }
      return HCLValue(
        .list(object.sorted.map { HCLValue(.string($0.key.value), $0.key.span) }), span,
        arguments[0].type == nil ? nil : .list(.string))
    },
    "values": partial { arguments, span in
      guard arguments.count == 1 else { return nil }
      if arguments[0].isUnknown { return .unknown(span) }
      guard case .object(let object) = arguments[0].kind else { return nil }
      let values = object.sorted.map(\.value)
      guard case .map(let element)? = arguments[0].type else {
        return HCLValue(.list(values), span)
      }
      return HCLValue(.list(values), span, .list(element))
    },
    "lookup": partial { arguments, span in
      guard arguments.count == 2 || arguments.count == 3 else { return nil }
      if arguments.prefix(2).contains(where: \.isUnknown) { return .unknown(span) }
      guard case .object(let object) = arguments[0].kind, let key = arguments[1].text else {
        return nil
      }
      return object[key] ?? (arguments.count == 3 ? arguments[2] : nil)
    },
    "element": whole { arguments, _ in
      guard arguments.count == 2, let list = arguments[0].elements, !list.isEmpty,
        let place = arguments[1].number?.integer, place >= 0
      else { return nil }
      return list[place % list.count]
    },
    "sensitive": partial { arguments, _ in arguments.count == 1 ? arguments[0] : nil },
    "nonsensitive": partial { arguments, _ in arguments.count == 1 ? arguments[0] : nil },
    "max": extreme { $0 < $1 }, "min": extreme { $1 < $0 },
  ]

  private static func extreme(
    _ isLess: @escaping @Sendable (HCLNumber, HCLNumber) -> Bool
  ) -> Function {
    Function(takesUnknown: false) { arguments, span in
      let numbers = arguments.compactMap(\.number)
      guard numbers.count == arguments.count else { return nil }
      return numbers.max(by: isLess).map { HCLValue(.number($0), span) }
    }
  }

  private static func distinct(_ values: [HCLValue]) -> [HCLValue] {
    var seen: Set<String> = []
    return values.filter { seen.insert(HCLJSON.text($0)).inserted }
  }

  private static func flattened(_ value: HCLValue) -> [HCLValue] {
    value.elements.map { $0.flatMap(flattened) } ?? [value]
  }
}
