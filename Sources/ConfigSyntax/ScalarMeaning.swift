import Diagnostics

/// The value that Helm (sigs.k8s.io/yaml 1.3, go-yaml 2.4) reads from a scalar.
package enum ScalarMeaning: Sendable, Equatable {
  case null
  case boolean(Bool)
  /// Decimal digits, with a sign when negative; -2^63 to 2^64-1.
  case integer(String)
  case float(Double)
  case string(String)
  /// The reader rejects the scalar; the text says why.
  case refused(String)
}

extension Scalar {
  /// Whether Helm reads null: an empty plain scalar, `~`, a spelling of `null`, or `!!null`.
  package var isNull: Bool {
    guard tag == .none else { return meaning == .null }
    guard style == .plain else { return false }
    // Asked about every value, and the first byte rules out most.
    switch text.utf8.first {
    case nil: return true
    case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"): return meaning == .null
    default: return false
    }
  }

  /// What Helm reads; computed on each call, since most scalars are never asked.
  package var meaning: ScalarMeaning {
    switch tag {
    case .other, .string, .merge: return .string(text)
    case .binary:
      return Base64.decode(text).map { .string(String(decoding: $0, as: UTF8.self)) }
        ?? .refused("the value of `!!binary` is not valid base64")
    case .none:
      guard style == .plain else { return .string(text) }
      return Self.resolve(text)
    case .timestamp:
      return Self.isTimestamp(text)
        ? .string(text) : .refused("the value of `!!timestamp` is not a valid date")
    case .null, .boolean, .integer, .float: return tagged
    }
  }

  /// Whether the scalar is read as text: quoted, or a plain word that is not resolved.
  package var isText: Bool {
    if tag == .none, style != .plain { return true }
    return if case .string = meaning { true } else { false }
  }

  /// A tag does not convert a value: it must be what the text alone would be, except for an integer
  /// tagged `!!float`.
  private var tagged: ScalarMeaning {
    let resolved = Self.resolve(text)
    switch (tag, resolved) {
    case (.null, .null), (.boolean, .boolean), (.integer, .integer), (.float, .float):
      return resolved
    case (.float, .integer(let digits)): return .float(Double(digits) ?? 0)
    default: return .refused("the value does not fit its tag")
    }
  }

  /// Whether the reader may reject the scalar; others need no further check.
  var mayBeRefused: Bool {
    if tag != .none { return true }
    guard style == .plain, let first = text.utf8.first else { return false }
    return first == UInt8(ascii: ".") || first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
  }

  /// go-yaml 2.4, `resolve.go`: a table of words, then numbers in Go's syntax with `_` left out.
  package static func resolve(_ text: String) -> ScalarMeaning {
    guard let first = text.utf8.first else { return .null }
    switch first {
    case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "y"),
      UInt8(ascii: "Y"), UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"),
      UInt8(ascii: "F"), UInt8(ascii: "o"), UInt8(ascii: "O"):
      return text.utf8.count <= 5 ? word(text, first) ?? .string(text) : .string(text)
    case UInt8(ascii: "."):
      return word(text, first) ?? float(text) ?? .string(text)
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      return word(text, first) ?? number(text) ?? .string(text)
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      if isDecimal(text) { return .integer(text) }
      return canBeNumber(text) ? number(text) ?? .string(text) : .string(text)
    default: return .string(text)
    }
  }

  /// Whether the text is a whole number as this program writes it, as nearly all numbers are.
  private static func isDecimal(_ text: String) -> Bool {
    text.utf8.count <= 18 && text.consists(of: \.isDigit)
      && (text.utf8.first != UInt8(ascii: "0") || text.utf8.count == 1)
  }

  /// Whether every byte can occur in a number or a timestamp; rules out most words at once.
  private static func canBeNumber(_ text: String) -> Bool {
    text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
        UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "x"), UInt8(ascii: "X"),
        UInt8(ascii: "o"), UInt8(ascii: "O"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "+"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
  }

  /// go-yaml's `resolveTable`, letter case included, by the first byte of the text.
  ///
  /// The few words with the same first letter are faster to compare than a text is to hash.
  private static func word(_ text: String, _ first: UInt8) -> ScalarMeaning? {
    switch first {
    case UInt8(ascii: "~"):
      text == "~" ? .null : nil
    case UInt8(ascii: "n"), UInt8(ascii: "N"):
      switch text {
      case "null", "Null", "NULL": .null
      case "n", "N", "no", "No", "NO": .boolean(false)
      default: nil
      }
    case UInt8(ascii: "y"), UInt8(ascii: "Y"):
      switch text {
      case "y", "Y", "yes", "Yes", "YES": .boolean(true)
      default: nil
      }
    case UInt8(ascii: "t"), UInt8(ascii: "T"):
      switch text {
      case "true", "True", "TRUE": .boolean(true)
      default: nil
      }
    case UInt8(ascii: "f"), UInt8(ascii: "F"):
      switch text {
      case "false", "False", "FALSE": .boolean(false)
      default: nil
      }
    case UInt8(ascii: "o"), UInt8(ascii: "O"):
      switch text {
      case "on", "On", "ON": .boolean(true)
      case "off", "Off", "OFF": .boolean(false)
      default: nil
      }
    default:
      switch text {
      case ".nan", ".NaN", ".NAN": .float(.nan)
      case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": .float(.infinity)
      case "-.inf", "-.Inf", "-.INF": .float(-.infinity)
      default: nil
      }
    }
  }

  /// A date looks like a number, but stays text.
  private static func number(_ text: String) -> ScalarMeaning? {
    if isTimestamp(text) { return .string(text) }
    let plain = text.utf8.contains(UInt8(ascii: "_")) ? text.filter { $0 != "_" } : text
    return integer(plain) ?? float(plain)
  }

  /// `strconv.ParseInt(text, 0, 64)`, then `ParseUint`: `0x`, `0o`, `0b` and a leading zero choose
  /// the base.
  private static func integer(_ text: String) -> ScalarMeaning? {
    var digits = Substring(text)
    let sign = digits.first
    if sign == "+" || sign == "-" { digits = digits.dropFirst() }
    var radix = 10
    if digits.first == "0", digits.utf8.count > 1 {
      digits = digits.dropFirst()
      switch digits.first {
      case "x", "X": (radix, digits) = (16, digits.dropFirst())
      case "o", "O": (radix, digits) = (8, digits.dropFirst())
      case "b", "B": (radix, digits) = (2, digits.dropFirst())
      default: radix = 8
      }
    }
    // `UInt64(_:radix:)` accepts a sign, but Go does not accept a second one.
    guard let first = digits.first, first != "+", first != "-",
      let magnitude = UInt64(digits, radix: radix)
    else { return nil }
    if sign == "-" {
      guard magnitude <= 1 << 63 else { return nil }
      return .integer(magnitude == 0 ? "0" : "-\(magnitude)")
    }
    if sign == "+", magnitude > UInt64(Int64.max) { return nil }
    return .integer(String(magnitude))
  }

  /// go-yaml's `yamlStyleFloat`; `Double` rounds as `strconv.ParseFloat` does.
  private static func float(_ text: String) -> ScalarMeaning? {
    var rest = Substring(text).utf8
    if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      rest = rest.dropFirst()
    }
    let whole = rest.prefix(while: \.isDigit)
    rest = rest.dropFirst(whole.count)
    var fraction = rest.prefix(0)
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      fraction = rest.prefix(while: \.isDigit)
      rest = rest.dropFirst(fraction.count)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    if let e = rest.first, e == UInt8(ascii: "e") || e == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        rest = rest.dropFirst()
      }
      let exponent = rest.prefix(while: \.isDigit)
      guard !exponent.isEmpty else { return nil }
      rest = rest.dropFirst(exponent.count)
    }
    // Go reports a number out of range as an error, and the text stays a string.
    guard rest.isEmpty, let value = parse(text), value.isFinite else { return nil }
    return .float(value)
  }

  /// Swift's `Double` requires a digit on both sides of the point.
  private static func parse(_ text: String) -> Double? {
    if let value = Double(text) { return value }
    var padded = text.replacing(".", with: "0.0", maxReplacements: 1)
    if let value = Double(padded) { return value }
    padded = text.hasSuffix(".") ? text + "0" : text.replacing(".", with: ".0", maxReplacements: 1)
    return Double(padded)
  }

  /// `parseTimestamp`: four digits and `-`, then a date that exists, with an optional time.
  static func isTimestamp(_ text: String) -> Bool {
    let bytes = text.utf8
    guard bytes.count >= 8, bytes.count <= 40, bytes.prefix(4).allSatisfy(\.isDigit),
      bytes.dropFirst(4).first == UInt8(ascii: "-")
    else { return false }
    let parts = text.split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, (1...2).contains(parts[1].utf8.count), let month = Int(parts[1]),
      (1...12).contains(month)
    else { return false }
    let day = parts[2].prefix { $0.isNumber }
    return (1...2).contains(day.utf8.count) && (1...31).contains(Int(day) ?? 0)
      && (day.endIndex == parts[2].endIndex || "Tt ".contains(parts[2][day.endIndex]))
  }
}
