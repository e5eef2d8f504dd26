import ConfigSyntax
import Diagnostics
import Settings

/// An amount of a resource, as Kubernetes parses it.
struct Quantity {
  let value: Double

  private init(value: Double) { self.value = value }

  init?(_ node: ConfigNode) {
    switch node.scalar?.meaning {
    case .integer(let digits): self.init(digits)
    case .float(let number): self.init(value: number)
    case .string(let text): self.init(text)
    case .null, .boolean, .refused, nil: return nil
    }
  }

  init?(_ text: String) {
    var text = text
    let parts = text.withUTF8 { bytes in
      let sign = bytes.first.map { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") } ?? false
      let digits = bytes[(sign ? 1 : 0)...].prefix { $0.isDigit || $0 == UInt8(ascii: ".") }
      return (
        isNegative: bytes.first == UInt8(ascii: "-"), number: Self.number(digits),
        suffix: String(decoding: bytes[digits.endIndex...], as: UTF8.self)
      )
    }
    guard let number = parts.number, let factor = Self.factor(parts.suffix) else { return nil }
    value = (parts.isNegative ? -1 : 1) * number * factor
  }

  /// Digits with a point anywhere, or none.
  private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Double? {
    // Nearly all are short whole numbers.
    if (1...15).contains(digits.count), digits.allSatisfy(\.isDigit) {
      let number: Int = digits.reduce(0) { $0 * 10 + Int($1 & 0xF) }
      return Double(number)
    }
    guard digits.contains(where: \.isDigit) else { return nil }
    let text = String(decoding: digits, as: UTF8.self)
    return Double(text.hasSuffix(".") ? text + "0" : "0" + text)
  }

  private static func factor(_ suffix: String) -> Double? {
    switch suffix {
    case "": 1
    case "n": 1e-9
    case "u": 1e-6
    case "m": 1e-3
    case "k": 1e3
    case "M": 1e6
    case "G": 1e9
    case "T": 1e12
    case "P": 1e15
    case "E": 1e18
    case "Ki": 1024
    case "Mi": 1_048_576
    case "Gi": 1_073_741_824
    case "Ti": 1_099_511_627_776
    case "Pi": 1_125_899_906_842_624
    case "Ei": 1_152_921_504_606_846_976
    default: power(suffix)
    }
  }

  /// The factor of an exponent: `e3`, `E-3`.
  private static func power(_ suffix: String) -> Double? {
    guard let first = suffix.first, first == "e" || first == "E",
      let exponent = Int(suffix.dropFirst())
    else { return nil }
    return Double("1e\(exponent)")
  }

  /// Why Kubernetes rejects the value as a quantity.
  static func fault(of node: ConfigNode, _ path: @autoclosure () -> String) -> Diagnostic? {
    guard let quantity = Quantity(node) else {
      return node.scalar == nil || node.typeNoun == "a Boolean"
        ? .wrongFieldType(path(), node, .quantity) : .malformedQuantity(path(), node)
    }
    return quantity.value < 0 ? .negativeQuantity(path(), node) : nil
  }
}

extension Diagnostic {
  fileprivate static func malformedQuantity(_ path: String, _ node: ConfigNode) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.malformedQuantity,
      "`\(path)` is not a quantity that Kubernetes accepts", at: node.span)
    diagnostic.help = "write a number and a suffix without a space, such as `500m` or `4Gi`"
    if let text = node.located {
      let joined = text.value.filter { !$0.isWhitespace }
      if Quantity(joined) != nil {
        diagnostic.addUses(node.via)
        diagnostic.fixes = [.write(joined, for: text, .safe, summary: "remove the space")]
      }
    }
    return diagnostic
  }

  fileprivate static func negativeQuantity(_ path: String, _ node: ConfigNode) -> Diagnostic {
    Diagnostic(
      KubernetesProblem.malformedQuantity, "`\(path)` must not be negative", at: node.span)
  }
}
