import Diagnostics

/// The pure Terraform functions that W&B configurations use.
enum HCLFunctions {
  struct Function: Sendable {
    /// Whether it accepts values that are partly unknown.
    let takesUnknown: Bool
    /// nil where Terraform rejects the arguments.
    let apply: @Sendable ([HCLValue], SourceSpan) -> HCLValue?
  }

  static let all: [String: Function] =
    text.merging(collections) { $1 }.merging(decoding) { $1 }

  /// A function of one argument that is text.
  static func onText(
    _ change: @escaping @Sendable (String) -> HCLValue.Kind?
  ) -> Function {
    Function(takesUnknown: false) { arguments, span in
      guard arguments.count == 1, let text = arguments[0].text else { return nil }
      return change(text).map { HCLValue($0, span) }
    }
  }

  private static let text: [String: Function] = [
    "base64decode": onText { text in
      Base64.decode(text).flatMap { String(validating: $0, as: UTF8.self) }.map { .string($0) }
    },
    "base64encode": onText { .string(Base64.encode(Array($0.utf8))) },
    "chomp": onText { text in
      var scalars = text.unicodeScalars[...]
      while scalars.last == "\n" || scalars.last == "\r" { scalars.removeLast() }
      return .string(String(scalars))
    },
    "lower": onText { .string($0.lowercased()) },
    "upper": onText { .string($0.uppercased()) },
    "trimspace": onText { .string(HCLText.trimmedAtEnd(HCLText.trimmedAtStart($0))) },
    "abs": onNumber { $0 < HCLNumber(0) ? -$0 : $0 },
    "ceil": onNumber { -(-$0).floor },
    "floor": onNumber { $0.floor },
    "jsonencode": Function(takesUnknown: false) { arguments, span in
      guard arguments.count == 1 else { return nil }
      return HCLValue(.string(HCLJSON.text(arguments[0])), span)
    },
    "format": Function(takesUnknown: false) { arguments, span in
      guard let pattern = arguments.first?.text else { return nil }
      return HCLFormat.format(pattern, Array(arguments.dropFirst())).map {
        HCLValue($0, span)
      }
    },
    "tostring": convert(.string), "tonumber": convert(.number), "tobool": convert(.bool),
    "replace": pieces(3) { $0[0].replacing($0[1], with: $0[2]) },
    "trimprefix": pieces(2) {
      $0[0].hasPrefix($0[1]) ? String($0[0].dropFirst($0[1].count)) : $0[0]
    },
    "trimsuffix": pieces(2) {
      $0[0].hasSuffix($0[1]) ? String($0[0].dropLast($0[1].count)) : $0[0]
    },
    "startswith": tested { $0.hasPrefix($1) }, "endswith": tested { $0.hasSuffix($1) },
    "strcontains": tested { $0.contains($1) },
  ]

  private static func onNumber(_ change: @escaping @Sendable (HCLNumber) -> HCLNumber) -> Function {
    Function(takesUnknown: false) { arguments, span in
      guard arguments.count == 1, let number = arguments[0].number else { return nil }
      return HCLValue(.number(change(number)), span)
    }
  }

  private static func convert(_ type: HCLType) -> Function {
    Function(takesUnknown: false) { arguments, _ in
      arguments.count == 1 ? type.convert(arguments[0]) : nil
    }
  }

  private static func pieces(
    _ count: Int, _ change: @escaping @Sendable ([String]) -> String
  ) -> Function {
    Function(takesUnknown: false) { arguments, span in
      let texts = arguments.compactMap(\.text)
      guard texts.count == count, arguments.count == count else { return nil }
      // A pattern between slashes is a regular expression, and an empty one matches everywhere.
      guard count < 3 || !texts[1].isEmpty && !texts[1].hasPrefix("/") else {
        return .unknown(span)
      }
      return HCLValue(.string(change(texts)), span)
    }
  }

  private static func tested(_ test: @escaping @Sendable (String, String) -> Bool) -> Function {
    Function(takesUnknown: false) { arguments, span in
      let texts = arguments.compactMap(\.text)
      guard texts.count == 2, arguments.count == 2 else { return nil }
      return HCLValue(.bool(test(texts[0], texts[1])), span)
    }
  }
}
