import Diagnostics

/// Functions that are common in conditions of variables, and those that slice and sort lists.
extension HCLFunctions {
  static let lists = tests.merging(setAlgebra) { $1 }.merging(ordering) { $1 }

  private static let tests: [String: Function] = [
    "alltrue": truth { $0.allSatisfy { $0 } }, "anytrue": truth { $0.contains(true) },
    "one": whole { arguments, span in
      guard arguments.count == 1, let list = arguments[0].elements, list.count < 2 else {
        return nil
      }
      return list.first ?? HCLValue(.null, span)
    },
    "index": whole { arguments, span in
      guard arguments.count == 2, let list = arguments[0].elements,
        let place = list.firstIndex(where: { $0.isEqual(to: arguments[1]) == true })
      else { return nil }
      return HCLValue(.number(HCLNumber(place)), span)
    },
    "sum": whole { arguments, span in
      guard arguments.count == 1, let list = arguments[0].elements, !list.isEmpty else {
        return nil
      }
      let numbers = list.compactMap(\.number)
      guard numbers.count == list.count else { return nil }
      return HCLValue(.number(numbers.reduce(HCLNumber(0)) { $0 + $1 }), span)
    },
    "coalescelist": whole { arguments, _ in
      arguments.first { $0.elements?.isEmpty == false }
    },
  ]

  private static func truth(_ test: @escaping @Sendable ([Bool]) -> Bool) -> Function {
    whole { arguments, span in
      guard arguments.count == 1, let list = arguments[0].elements else { return nil }
      let values = list.compactMap { $0.isNull ? false : $0.bool }
      return values.count == list.count ? HCLValue(.bool(test(values)), span) : nil
    }
  }

  // MARK: Sets

  private static let setAlgebra: [String: Function] = [
    "setunion": sets { one, two in one + two },
    "setintersection": sets { one, two in one.filter { isIn(two, $0) } },
    "setsubtract": sets { one, two in one.filter { !isIn(two, $0) } },
  ]

  private static func isIn(_ values: [HCLValue], _ value: HCLValue) -> Bool {
    values.contains { $0.isEqual(to: value) == true }
  }

  private static func sets(
    _ combine: @escaping @Sendable ([HCLValue], [HCLValue]) -> [HCLValue]
  ) -> Function {
    whole { arguments, span in
      let types = arguments.compactMap { HCLType.set(.any).convert($0)?.type }
      guard types.count == arguments.count, let type = HCLType.unified(types) else { return nil }
      let all = arguments.compactMap { type.convert($0)?.elements }
      // Each pair is compared, so large sets are left to Terraform.
      guard all.allSatisfy({ $0.count <= 1000 }) else { return .unknown(span) }
      guard let first = all.first, all.count == arguments.count else { return nil }
      let result = all.dropFirst().reduce(first, combine)
      return type.convert(HCLValue(.list(result), span))
    }
  }

  // MARK: Order

  private static let ordering: [String: Function] = [
    "sort": whole { arguments, span in
      guard arguments.count == 1,
        let list = HCLType.list(.string).convert(arguments[0])?.elements,
        !list.contains(where: \.isNull)
      else { return nil }
      let sorted = list.sorted {
        ($0.text ?? "").utf8.lexicographicallyPrecedes(($1.text ?? "").utf8)
      }
      return HCLValue(.list(sorted), span, .list(.string))
    },
    "reverse": whole { arguments, span in
      guard arguments.count == 1, let list = arguments[0].elements else { return nil }
      if case .set(let element)? = arguments[0].type {
        return HCLValue(.list(list.reversed()), span, .list(element))
      }
      return HCLValue(.list(list.reversed()), span, arguments[0].type)
    },
    "slice": whole { arguments, span in
      guard arguments.count == 3, let list = arguments[0].elements,
        let start = arguments[1].number?.integer, let end = arguments[2].number?.integer,
        start >= 0, start <= end, end <= list.count
      else { return nil }
      if case .set? = arguments[0].type { return nil }
      return HCLValue(.list(Array(list[start..<end])), span, arguments[0].type)
    },
    "zipmap": whole { arguments, span in
      guard arguments.count == 2,
        let keys = HCLType.list(.string).convert(arguments[0])?.elements,
        let values = arguments[1].elements, keys.count == values.count
      else { return nil }
      var result = HCLObject()
      for (key, value) in zip(keys, values) {
        guard let text = key.text else { return nil }
        result.set(Located(text, key.span), value)
      }
      guard case .list(let element)? = arguments[1].type else {
        return HCLValue(.object(result), span)
      }
      return HCLValue(.object(result), span, .map(element))
    },
  ]
}
