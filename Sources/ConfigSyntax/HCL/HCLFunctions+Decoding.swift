import Diagnostics

/// Functions that decode JSON and YAML.
extension HCLFunctions {
  /// Functions whose cost is the size of their text, which callers charge.
  static let decoding: [String: Function] = [
    "jsondecode": decode(json), "yamldecode": decode(yaml),
  ]

  private static func decode(
    _ read: @escaping @Sendable (SourceFile, SourceSpan) -> HCLValue?
  ) -> Function {
    whole { arguments, span in
      guard arguments.count == 1, let text = arguments[0].text else { return nil }
      return read(SourceFile(name: "", text: text), span)
    }
  }

  /// nil for invalid JSON; unknown for what Terraform may read differently.
  private static func json(_ file: SourceFile, _ span: SourceSpan) -> HCLValue? {
    var bag = DiagnosticBag()
    guard let value = HCLJSONReader.read(file, span.file, &bag) else {
      let isRefused = bag.sorted.allSatisfy { $0.id == SyntaxProblem.hclSyntax }
      return isRefused ? nil : .unknown(span)
    }
    return bag.isEmpty ? value.moved(to: span) : .unknown(span)
  }

  /// Unknown for anything but plain YAML: YAML readers agree on little else.
  private static func yaml(_ file: SourceFile, _ span: SourceSpan) -> HCLValue? {
    var bag = DiagnosticBag()
    let documents = YAMLReader.read(file, span.file, &bag)
    guard documents.count == 1, !bag.hasErrors, documents[0].damage.isEmpty,
      let root = documents[0].root
    else { return .unknown(span) }
    var values = YAMLValues(span: span)
    return values.value(of: root)
  }
}

extension HCLValue {
  /// The value with every piece at `span`, where its whole text was written.
  fileprivate func moved(to span: SourceSpan) -> HCLValue {
    switch kind {
    case .null, .bool, .number, .string, .unknown: return HCLValue(kind, span, type)
    case .list(let elements):
      return HCLValue(.list(elements.map { $0.moved(to: span) }), span, type)
    case .object(let object):
      var result = HCLObject()
      for member in object.members {
        result.set(Located(member.key.value, span), member.value.moved(to: span))
      }
      return HCLValue(.object(result), span, type)
    }
  }
}

/// Turns a tree of YAML into a value, as `yamldecode` does.
private struct YAMLValues {
  let span: SourceSpan
  /// How many more nodes are converted: aliases may expand to any number.
  private var allowance = 100_000

  init(span: SourceSpan) { self.span = span }

  /// The node as a value; what YAML readers disagree about is unknown.
  mutating func value(of node: ConfigNode) -> HCLValue {
    allowance -= 1
    guard allowance > 0 else { return .unknown(span) }
    switch node.kind {
    case .damaged, .unknown: return .unknown(span)
    case .scalar(let scalar): return HCLValue(kind(of: scalar), span)
    case .sequence(let elements):
      return HCLValue(.list(elements.map { value(of: $0) }), span)
    case .mapping(let entries):
      var object = HCLObject()
      for entry in entries {
        // Helm's reader turns words into Booleans that are text to Terraform.
        guard !["true", "false"].contains(entry.key.value) else { return .unknown(span) }
        object.set(Located(HCLText.normalized(entry.key.value), span), value(of: entry.value))
      }
      return HCLValue(.object(object), span)
    }
  }

  /// YAML 1.2 has no `yes`; numbers in unusual forms are left unknown.
  private func kind(of scalar: Scalar) -> HCLValue.Kind {
    guard scalar.tag == .none else { return .unknown(prefix: "") }
    let text = HCLText.normalized(scalar.text)
    guard scalar.style == .plain else { return .string(text) }
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default: break
    }
    guard let first = text.utf8.first, "0123456789+-.".utf8.contains(first) else {
      return .string(text)
    }
    if isUsual(text), let number = HCLNumber(text) { return .number(number) }
    let isOdd = text.utf8.allSatisfy {
      "0123456789abcdefxotzinABCDEFXOTZIN_+-.: ".utf8.contains($0)
    }
    let isAddress = text.utf8.count { $0 == UInt8(ascii: ".") } > 1 && !text.contains(":")
    return isOdd && !isAddress ? .unknown(prefix: "") : .string(text)
  }

  /// Whether the text is a number of decimal digits, without the leading zero of base 8.
  private func isUsual(_ text: String) -> Bool {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let whole = digits.utf8.prefix { $0 != UInt8(ascii: ".") }
    guard whole.count == 1 || whole.first != UInt8(ascii: "0"), whole.count < 18 else {
      return false
    }
    return digits.utf8.allSatisfy {
      $0 == UInt8(ascii: ".") || $0.isDigit
    }
  }
}
