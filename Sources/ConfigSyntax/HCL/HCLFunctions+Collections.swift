import Diagnostics

/// Functions on lists and objects.
extension HCLFunctions {
  /// All functions of this file.
  static let collections: [String: Function] = {
    var all: [String: Function] = [:]
    for table in [joining, searching, tests, setAlgebra, ordering] { all.merge(table) { $1 } }
    for name in quick { all[name]?.isQuick = true }
    return all
  }()

  private static let quick = [
    "coalesce", "coalescelist", "element", "length", "lookup", "nonsensitive", "one", "sensitive",
  ]

  // MARK: Joining

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

  // MARK: Converting and searching

  private static let searching: [String: Function] = [
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
        let position = arguments[1].number?.integer, position >= 0
      else { return nil }
      return list[position % list.count]
    },
    "sensitive": partial { arguments, _ in arguments.count == 1 ? arguments[0] : nil },
    "nonsensitive": partial { arguments, _ in arguments.count == 1 ? arguments[0] : nil },
    "max": extreme { $0 < $1 }, "min": extreme { $1 < $0 },
  ]

  /// The last argument in the order of `isLess`.
  private static func extreme(
    _ isLess: @escaping @Sendable (HCLNumber, HCLNumber) -> Bool
  ) -> Function {
    whole { arguments, span in
      let numbers = arguments.compactMap(\.number)
      guard numbers.count == arguments.count else { return nil }
      return numbers.max(by: isLess).map { HCLValue(.number($0), span) }
    }
  }

  /// The first of equal values; JSON distinguishes all values of one type.
  private static func distinct(_ values: [HCLValue]) -> [HCLValue] {
    var seen: Set<String> = []
    return values.filter { seen.insert(HCLJSON.text($0)).inserted }
  }

  private static func flattened(_ value: HCLValue) -> [HCLValue] {
    value.elements.map { $0.flatMap(flattened) } ?? [value]
  }

  // MARK: Tests

  /// Functions that are common in the conditions of variables.
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
        let position = list.firstIndex(where: { $0.isEqual(to: arguments[1]) == true })
      else { return nil }
      return HCLValue(.number(HCLNumber(position)), span)
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

  /// A test of a list of Booleans, in which null counts as false.
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

  /// Combines sets from left to right, after converting all of them to one type.
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
