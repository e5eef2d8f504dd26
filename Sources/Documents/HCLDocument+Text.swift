/// Expressions and text as they are written: on one line, in quotes, in a heredoc, in a comment.
extension HCLDocument {
  // MARK: One line

  /// `expression` on one line.
  static func inline(_ expression: Expression) -> String {
    switch expression.unwrapped {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let number): number.text
    case .text(let template): quoted(template.pieces)
    case .list(let elements): "[\(elements.map(inline).joined(separator: ", "))]"
    case .object(let members): inline(members)
    case .root(let name): name.text
    case .step(let base, let step): inline(base, step)
    case .call(let function, let arguments):
      "\(function.text)(\(arguments.map(inline).joined(separator: ", ")))"
    case .conditional(let condition, let yes, let no):
      "\(branch(condition)) ? \(branch(yes)) : \(branch(no))"
    case .operation(let left, let sign, let right):
      "\(operand(left)) \(sign.rawValue) \(operand(right))"
    case .not(let value): "!\(operand(value))"
    }
  }

  /// A key of an object, in quotes where the bare word would be an expression or a keyword.
  static func key(_ text: String) -> String { Name.isKey(text) ? text : quoted(text) }

  /// An operand of an operator, in parentheses where it contains operators itself.
  private static func operand(_ expression: Expression) -> String {
    switch expression.unwrapped {
    case .conditional, .operation: "(\(inline(expression)))"
    default: inline(expression)
    }
  }

  /// A part of a conditional, in parentheses where it is one itself.
  static func branch(_ expression: Expression) -> String {
    expression.isConditional ? "(\(inline(expression)))" : inline(expression)
  }

  private static func inline(_ members: [Member]) -> String {
    guard !members.isEmpty else { return "{}" }
    return "{ \(members.map { "\(key($0.key)) = \(inline($0.value))" }.joined(separator: ", ")) }"
  }

  /// The base of a step, in parentheses unless it is a name, a call or another step.
  private static func inline(_ base: Expression, _ step: Step) -> String {
    let start =
      switch base.unwrapped {
      case .root, .step, .call: inline(base)
      default: "(\(inline(base)))"
      }
    switch step {
    case .attribute(let name): return "\(start).\(name.text)"
    case .index(let value):
      // `terraform fmt` drops a bare `null` or `true` here.
      let index = value.isWord ? "(\(inline(value)))" : inline(value)
      return "\(start)[\(index)]"
    case .splat: return "\(start)[*]"
    }
  }
}

extension HCLDocument.Expression {
  /// The expression that is alone in a template, which `terraform fmt` unwraps.
  var unwrapped: Self {
    guard case .text(let template) = self else { return self }
    let pieces = template.pieces
    guard pieces.count == 1, case .interpolation(let inner) = pieces[0] else { return self }
    return inner
  }

  /// Whether the value is a word of the language.
  fileprivate var isWord: Bool {
    switch unwrapped {
    case .null, .bool: true
    default: false
    }
  }

  var isConditional: Bool { if case .conditional = unwrapped { true } else { false } }
}

extension HCLDocument {
  // MARK: Quotes

  /// The context of a literal piece of text, which determines what is escaped in it.
  enum TextStyle {
    /// Between quotes: every scalar can be written.
    case quoted
    /// In a heredoc: `${` and `%{` only.
    case heredoc
  }

  /// `text` between quotes.
  static func quoted(_ text: String) -> String { quoted([.literal(text)]) }

  /// A template between quotes.
  static func quoted(_ pieces: [Template.Piece]) -> String {
    var result = "\""
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .interpolation(let expression): result += interpolation(expression)
      case .literal(let text) where index + 1 < pieces.count && text.utf8.last == dollar:
        // `$${` would be an escape.
        result += escaped(String(text.unicodeScalars.dropLast()), .quoted) + "\\u0024"
      case .literal(let text): result += escaped(text, .quoted)
      }
    }
    return result + "\""
  }

  private static let dollar = UInt8(ascii: "$")

  /// `${expression}`.
  static func interpolation(_ expression: Expression) -> String {
    var inner = inline(expression)
    // After `${`, `terraform fmt` reads a sign as a subtraction and adds spaces around braces.
    if inner.utf8.first == UInt8(ascii: "-") { inner = "(\(inner))" }
    let (before, after) = (inner.hasPrefix("{") ? " " : "", inner.hasSuffix("}") ? " " : "")
    return "${\(before)\(inner)\(after)}"
  }

  /// The only function that turns text into HCL.
  static func escaped(_ text: String, _ style: TextStyle) -> String {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if scalar == "{", let sign = previous, sign == "$" || sign == "%" { result.append(sign) }
      previous = scalar
      if style == .heredoc {
        result.append(scalar)
      } else {
        append(scalar, to: &result)
      }
    }
    return String(result)
  }

  private static func append(_ scalar: Unicode.Scalar, to result: inout String.UnicodeScalarView) {
    switch scalar {
    case "\"": result.append(contentsOf: "\\\"".unicodeScalars)
    case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
    case "\n": result.append(contentsOf: "\\n".unicodeScalars)
    case "\r": result.append(contentsOf: "\\r".unicodeScalars)
    case "\t": result.append(contentsOf: "\\t".unicodeScalars)
    case _ where scalar.isPlainText: result.append(scalar)
    case _ where scalar.value <= 0xFFFF:
      result.append(contentsOf: ("\\u" + scalar.hex(width: 4)).unicodeScalars)
    default: result.append(contentsOf: ("\\U" + scalar.hex(width: 8)).unicodeScalars)
    }
  }

  // MARK: Comments

  /// Comments, each line after `#`.
  enum Comment {
    /// The lines of `text`; a scalar that readers may display as something else is replaced.
    static func lines(_ text: String) -> [String] {
      text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
        var scalars = String.UnicodeScalarView(
          line.unicodeScalars.map { $0 == "\t" ? " " : $0.isPlainText ? $0 : "\u{FFFD}" })
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return scalars.isEmpty ? "#" : "# \(String(scalars))"
      }
    }
  }

  // MARK: Heredocs

  /// The marker that ends a heredoc.
  static let marker = "EOT"

  /// The lines of a `<<-EOT` heredoc with `pieces`; nil where quotes are better or the only way.
  ///
  /// It is for several lines of plain text with a line break at the end. Terraform removes the
  /// indentation that all lines share, so one of them must have none of its own.
  static func heredoc(_ pieces: [Template.Piece]) -> [String]? {
    guard case .literal(let last)? = pieces.last, last.utf8.last == UInt8(ascii: "\n") else {
      return nil
    }
    var lines = [HeredocLine()]
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .interpolation(let expression): lines[lines.count - 1].add(expression)
      case .literal(let text):
        // `$${` would be an escape, and a heredoc has no other.
        if index + 1 < pieces.count, text.utf8.last == dollar { return nil }
        let parts = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        for (number, part) in parts.enumerated() {
          if number > 0 { lines.append(HeredocLine()) }
          lines[lines.count - 1].add(part)
        }
      }
    }
    lines.removeLast()
    guard lines.count > 1, lines.contains(where: \.startsAtMargin), lines.allSatisfy(\.isPlain)
    else { return nil }
    return lines.map(\.text)
  }
}

/// One line of a heredoc under construction.
private struct HeredocLine {
  private(set) var text = ""
  private(set) var startsAtMargin = false
  private var holdsOnlyPlainText = true
  private var endsInSpace = false

  /// Whether every reader and editor keeps the line unchanged, and it does not end the heredoc.
  var isPlain: Bool {
    guard holdsOnlyPlainText, !endsInSpace else { return false }
    let rest = text.unicodeScalars.drop { $0.properties.isWhitespace }
    return !rest.elementsEqual(HCLDocument.marker.unicodeScalars)
  }

  mutating func add(_ expression: HCLDocument.Expression) {
    if text.isEmpty { startsAtMargin = true }
    text += HCLDocument.interpolation(expression)
    endsInSpace = false
  }

  mutating func add(_ literal: String.UnicodeScalarView.SubSequence) {
    guard let last = literal.last else { return }
    if text.isEmpty { startsAtMargin = literal.first?.properties.isWhitespace == false }
    text += HCLDocument.escaped(String(literal), .heredoc)
    holdsOnlyPlainText = holdsOnlyPlainText && literal.allSatisfy(\.isPlainText)
    endsInSpace = last.properties.isWhitespace
  }
}
