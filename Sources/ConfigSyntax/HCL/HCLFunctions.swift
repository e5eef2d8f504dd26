import Diagnostics

/// The functions of Terraform 1.11 and how many arguments each accepts.
package enum HCLFunctionTable {
  /// Names by the minimum number of arguments; `+` marks functions that accept more.
  private static let rows: [(least: Int, names: String)] = [
    (
      0,
      """
      coalesce+ coalescelist+ concat+ max+ merge+ min+ plantimestamp range+ setproduct+ timestamp \
      try+ uuid
      """
    ),
    (
      1,
      """
      abs abspath alltrue anytrue base64decode base64encode base64gzip base64sha256 base64sha512 \
      basename bcrypt+ can ceil chomp cidrnetmask cidrsubnets+ compact csvdecode dirname distinct \
      ephemeralasnull file filebase64 filebase64sha256 filebase64sha512 fileexists filemd5 \
      filesha1 filesha256 filesha512 flatten floor format+ formatlist+ issensitive join+ \
      jsondecode jsonencode keys length lower md5 nonsensitive one pathexpand reverse sensitive \
      setintersection+ setunion+ sha1 sha256 sha512 signum sort strrev sum title tobool tolist \
      tomap tonumber toset tostring transpose trimspace upper urlencode values yamldecode \
      yamlencode
      """
    ),
    (
      2,
      """
      chunklist cidrhost contains element endswith fileset formatdate indent index log lookup+ \
      parseint pow regex regexall rsadecrypt setsubtract split startswith strcontains \
      templatefile templatestring textdecodebase64 textencodebase64 timeadd timecmp trim \
      trimprefix trimsuffix uuidv5 zipmap
      """
    ),
    (3, "cidrsubnet matchkeys replace slice substr"),
  ]

  /// How many arguments a function accepts.
  package struct Signature: Sendable {
    /// The number of arguments without which Terraform rejects a call.
    package let least: Int
    /// nil where there is no maximum.
    package let most: Int?

    func takes(_ count: Int) -> Bool { count >= least && count <= most ?? .max }
  }

  /// By name; provider functions (`provider::x::y`) are not listed.
  package static let all: [String: Signature] = {
    var table: [String: Signature] = [:]
    for row in rows {
      for word in row.names.split(separator: " ") {
        let isOpen = word.hasSuffix("+")
        let name = isOpen ? String(word.dropLast()) : String(word)
        table[name] = Signature(least: row.least, most: isOpen ? nil : row.least)
      }
    }
    return table
  }()
}

/// The pure Terraform functions that W&B configurations use.
///
/// Any other function of Terraform has an unknown result here.
enum HCLFunctions {
  /// How a result is computed; the caller has checked the number of arguments.
  struct Function: Sendable {
    /// Whether it accepts values that are partly unknown.
    let takesUnknown: Bool
    /// Whether it takes no longer for large arguments.
    var isQuick = false
    /// nil where Terraform rejects the arguments.
    let apply: @Sendable ([HCLValue], SourceSpan) -> HCLValue?
  }

  /// By name.
  static let all: [String: Function] =
    text.merging(collections) { $1 }.merging(decoding) { $1 }

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

  /// A function of one argument that is text.
  private static func onText(
    _ change: @escaping @Sendable (String) -> HCLValue.Kind?
  ) -> Function {
    whole { arguments, span in
      guard arguments.count == 1, let text = arguments[0].text else { return nil }
      return change(text).map { HCLValue($0, span) }
    }
  }

  /// Functions on text and numbers.
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
    "jsonencode": whole { arguments, span in
      guard arguments.count == 1 else { return nil }
      return HCLValue(.string(HCLJSON.text(arguments[0])), span)
    },
    "format": whole { arguments, span in
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
    whole { arguments, span in
      guard arguments.count == 1, let number = arguments[0].number else { return nil }
      return HCLValue(.number(change(number)), span)
    }
  }

  private static func convert(_ type: HCLType) -> Function {
    whole { arguments, _ in
      arguments.count == 1 ? type.convert(arguments[0]) : nil
    }
  }

  /// A function of exactly `count` texts.
  private static func pieces(
    _ count: Int, _ change: @escaping @Sendable ([String]) -> String
  ) -> Function {
    whole { arguments, span in
      let texts = arguments.compactMap(\.text)
      guard texts.count == count, arguments.count == count else { return nil }
      // A pattern between slashes is a regular expression, and an empty one matches everywhere.
      guard count < 3 || !texts[1].isEmpty && !texts[1].hasPrefix("/") else {
        return .unknown(span)
      }
      return HCLValue(.string(change(texts)), span)
    }
  }

  /// A test of two texts.
  private static func tested(_ test: @escaping @Sendable (String, String) -> Bool) -> Function {
    whole { arguments, span in
      let texts = arguments.compactMap(\.text)
      guard texts.count == 2, arguments.count == 2 else { return nil }
      return HCLValue(.bool(test(texts[0], texts[1])), span)
    }
  }
}

/// The `format` function.
enum HCLFormat {
  /// nil where Terraform fails; unknown where a verb is not supported here.
  static func format(_ pattern: String, _ arguments: [HCLValue]) -> HCLValue.Kind? {
    var result = ""
    var rest = pattern.unicodeScalars[...]
    var values = arguments[...]
    while let scalar = rest.popFirst() {
      guard scalar == "%" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      if rest.first == "%" {
        rest.removeFirst()
        result += "%"
        continue
      }
      let width = rest.prefix { ("0"..."9").contains($0) }
      rest = rest.dropFirst(width.count)
      guard let verb = rest.popFirst() else { return nil }
      guard let value = values.popFirst() else { return nil }
      guard let text = text(of: value, verb) else {
        return "svdtq".unicodeScalars.contains(verb) ? nil : .unknown(prefix: result)
      }
      result += padded(text, String(width), verb)
    }
    return values.isEmpty ? .string(HCLText.normalized(result)) : nil
  }

  /// What a verb prints; nil where it does not accept the value.
  private static func text(of value: HCLValue, _ verb: Unicode.Scalar) -> String? {
    switch verb {
    case "s": value.text
    case "v": value.text ?? HCLJSON.text(value)
    case "d": value.number.map(\.truncated.text)
    case "t": value.bool.map { $0 ? "true" : "false" }
    case "q": value.text.map { HCLJSON.text(HCLValue(.string($0), value.span)) }
    default: nil
    }
  }

  /// The text in a field of `width` columns; a leading zero pads whole numbers with zeros.
  private static func padded(_ text: String, _ width: String, _ verb: Unicode.Scalar) -> String {
    guard let columns = Int(width), columns < 1000, columns > text.count else { return text }
    let missing = columns - text.count
    guard width.hasPrefix("0"), verb == "d" else {
      return String(repeating: " ", count: missing) + text
    }
    let zeros = String(repeating: "0", count: missing)
    return text.hasPrefix("-") ? "-" + zeros + text.dropFirst() : zeros + text
  }
}
