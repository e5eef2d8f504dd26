import ConfigSyntax
import Diagnostics
import Settings

/// What a key must contain instead of a value of another kind.
struct ExpectedValue: Equatable {
  /// What the reader of a key expects or finds there.
  private enum Kind { case single, list, mapping, either }

  private let kind: Kind
  /// The value in messages: "a mapping".
  let noun: String

  static let mapping = ExpectedValue(.mapping, noun: "a mapping")
  static let list = ExpectedValue(.list, noun: "a list")
  static let listOfText = ExpectedValue(.list, noun: "a list of strings")
  static let mappingOrList = ExpectedValue(.either, noun: "a mapping or a list")
  static let text = single("a string")
  static let boolean = single("true or false")
  static let number = single("a number")
  static let wholeNumber = single("a whole number")
  static let numberOrText = single("a number or a string")
  static let amount = single("a whole number or a percentage")
  static let quantity = single("a quantity")

  /// A value that is neither a list nor a mapping.
  static func single(_ noun: String) -> ExpectedValue { ExpectedValue(.single, noun: noun) }

  /// A value of a setting.
  init(_ type: SettingType) {
    switch type {
    case .list: self = .list
    case .map: self = .mapping
    case .string, .integer, .boolean, .secret, .duration, .enumeration: self = .single(type.noun)
    }
  }

  private init(_ kind: Kind, noun: String) {
    self.kind = kind
    self.noun = noun
  }

  /// Whether the operator refuses to merge a single value with it.
  var isCollection: Bool { kind != .single }
  /// Whether text in its place may be a key without the space that ends it.
  fileprivate var hasKeys: Bool { kind == .mapping }
}

extension Diagnostic {
  static func kindConflict(
    _ path: String, _ node: ConfigNode, _ noun: String, expected: ExpectedValue
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.kindConflict, "`\(path)` must be \(expected.noun), not \(noun)", at: node.span)
    diagnostic.addUses(node.via)
    diagnostic.help = "write \(expected.noun); otherwise the operator fails with `type not match`"
    return diagnostic
  }

  static func wrongType(
    _ path: String, _ node: ConfigNode, expected: ExpectedValue
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.wrongType, "`\(path)` must be \(expected.noun), not \(node.noun)", at: node.span)
    diagnostic.addUses(node.via)
    if let text = node.scalar?.text, expected.hasKeys, !text.isEmpty {
      diagnostic.help = text.lostSpace
    }
    return diagnostic
  }

  /// A number that the chart prints as `printed`; it was written as `written`.
  static func numberForText(
    _ spelling: String, _ printed: String?, _ span: SourceSpan, _ written: String?
  ) -> Diagnostic {
    let result: Message = printed.map { "prints `\(value: $0)`" } ?? "prints different text"
    var diagnostic = Diagnostic(
      ShapeProblem.numberForText,
      "`\(spelling)` is an unquoted number, and the chart \(result)", at: span)
    if let written, PrintedText.dropsQuotes(of: written, at: spelling) {
      diagnostic.help = .avoidQuotes
    } else {
      diagnostic.help = "quote the value"
      diagnostic.fixes = written.map { [.quote(Located($0, span))] } ?? []
    }
    return diagnostic
  }
}

extension String {
  /// What is wrong with text written where a key was intended: `host:db`, `host`.
  fileprivate var lostSpace: Message? {
    let key = prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0)) }
    let rest = dropFirst(key.count)
    guard !key.isEmpty else { return nil }
    if rest.isEmpty || rest.first == " " { return "end a key with `:` and a space" }
    return rest.first == ":" && !rest.hasPrefix("://") ? "add a space after the `:`" : nil
  }
}
