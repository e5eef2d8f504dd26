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
    let sign = text.prefix { $0 == "-" || $0 == "+" }
    let digits = text.dropFirst(sign.count).prefix { $0 == "." || ("0"..."9").contains($0) }
    guard sign.count <= 1, digits.filter({ $0 == "." }).count <= 1,
      digits.contains(where: \.isNumber),
      let number = Double(digits.hasSuffix(".") ? digits + "0" : "0" + digits),
      let factor = Self.factor(text.dropFirst(sign.count + digits.count))
    else { return nil }
    value = (sign == "-" ? -1 : 1) * number * factor
  }

  private static let factors: [String: Double] = [
    "": 1, "n": 1e-9, "u": 1e-6, "m": 1e-3, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15,
    "E": 1e18, "Ki": 1024, "Mi": 1_048_576, "Gi": 1_073_741_824, "Ti": 1_099_511_627_776,
    "Pi": 1_125_899_906_842_624, "Ei": 1_152_921_504_606_846_976,
  ]

  private static func factor(_ suffix: Substring) -> Double? {
    if let factor = factors[String(suffix)] { return factor }
    guard let first = suffix.first, first == "e" || first == "E",
      let exponent = Int(suffix.dropFirst())
    else { return nil }
    return Double("1e\(exponent)")
  }

  /// Why Kubernetes rejects the value as a quantity.
  static func fault(of node: ConfigNode, _ path: String) -> Diagnostic? {
    guard let quantity = Quantity(node) else {
      return node.scalar == nil || node.typeNoun == "a Boolean"
        ? .wrongFieldType(path, node, .quantity) : .malformedQuantity(path, node)
    }
    return quantity.value < 0 ? .negativeQuantity(path, node) : nil
  }
}

extension Diagnostic {
  fileprivate static func malformedQuantity(_ path: String, _ node: ConfigNode) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.malformedQuantity,
      "`\(path)` is not a quantity that Kubernetes accepts", at: node.span)
    diagnostic.help = "write a number and a suffix without a space, such as `500m` or `4Gi`"
    return diagnostic
  }

  fileprivate static func negativeQuantity(_ path: String, _ node: ConfigNode) -> Diagnostic {
    Diagnostic(
      KubernetesProblem.malformedQuantity, "`\(path)` must not be negative", at: node.span)
  }
}
