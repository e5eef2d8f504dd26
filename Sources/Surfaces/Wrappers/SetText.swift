import ConfigSyntax
import Settings

/// How Helm's `--set` reads `NAME=TEXT`: the value, and other names that follow it after a comma.
///
/// A comma ends a value, `{a,b}` is a list, and a backslash is removed: the character after it means
/// itself. Source: package `strvals` of Helm 3.17, tried with Helm 4.1.
struct SetText {
  /// One text, or the texts of a list.
  enum Value: Equatable {
    case single(String)
    case list([String])
  }

  /// Why Helm refuses a text.
  enum Refusal: Error {
    /// What follows a comma, or the end of a list, is not `NAME=VALUE`.
    case restWithoutValue
    /// A list without `}`.
    case openList
  }

  let value: Value
  /// What else the text sets.
  private(set) var others: [(name: String, value: Value)] = []

  /// Reads what is written after `NAME=`.
  init(_ text: String) throws(Refusal) {
    guard text.unicodeScalars.contains(where: { "\\,{".unicodeScalars.contains($0) }) else {
      value = .single(text)
      return
    }
    var rest = text.unicodeScalars[...]
    value = try Self.readValue(&rest)
    while let name = try Self.readName(&rest) {
      others.append((name, try Self.readValue(&rest)))
    }
  }

  private static func readValue(
    _ rest: inout Substring.UnicodeScalarView
  ) throws(Refusal) -> Value {
    guard rest.first == "{" else { return .single(readPiece(&rest, until: [","]).text) }
    rest.removeFirst()
    var elements: [String] = []
    while true {
      let piece = readPiece(&rest, until: [",", "}"])
      guard let end = piece.end else { throw .openList }
      elements.append(piece.text)
      guard end == "}" else { continue }
      if rest.first == "," { rest.removeFirst() }
      return .list(elements)
    }
  }

  /// The next name with its escapes; nil at the end.
  private static func readName(
    _ rest: inout Substring.UnicodeScalarView
  ) throws(Refusal) -> String? {
    let start = rest
    let piece = readPiece(&rest, until: ["=", ","])
    if piece.end == "=" {
      return String(start[..<start.index(before: rest.startIndex)])
    }
    // Helm ignores a name that ends in the middle.
    if piece.end == nil, piece.text.isEmpty || piece.text.hasSuffix(".") || piece.text.contains("[")
    {
      return nil
    }
    throw .restWithoutValue
  }

  /// Removes the text before one of the characters, and that character.
  private static func readPiece(
    _ rest: inout Substring.UnicodeScalarView, until ends: [Unicode.Scalar]
  ) -> (text: String, end: Unicode.Scalar?) {
    var text = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      if ends.contains(scalar) { return (String(text), scalar) }
      guard scalar == "\\" else {
        text.append(scalar)
        continue
      }
      if let escaped = rest.popFirst() { text.append(escaped) }
    }
    return (String(text), nil)
  }

  // MARK: Types

  /// The text as a value at a path of the chart: Helm reads Booleans, null and whole numbers.
  ///
  /// Such a number has 64 bits, so the chart prints its digits. A values file has floats, in which the
  /// same text needs quotes.
  static func typed(_ text: String, at path: String) -> Scalar {
    let word = text.lowercased()
    if ["true", "false", "null"].contains(word) { return Scalar(word, .plain) }
    guard text.utf8.first != UInt8(ascii: "0") || text == "0", let number = Int64(text) else {
      return Scalar(text, .double)
    }
    let digits = String(number)
    let isSame = GoFormat.template(Double(number)) == digits
    return Scalar(digits, isSame || !isText(path) ? .plain : .double)
  }

  /// Whether the chart prints what is written at a path as text.
  private static func isText(_ path: String) -> Bool {
    switch ValueType.at(path) {
    // A number without quotes is checked as the text that it is.
    case .text(let traits)?: return !traits.contains("n") || traits.contains("y")
    case .any?, nil: break
    default: return false
    }
    let section = path.split(separator: ".").dropLast().joined(separator: ".")
    if case .environment? = ValueType.at(section) { return true }
    switch FieldCatalog.field(named: path)?.type {
    case .string?, .secret?: return true
    default: return false
    }
  }
}
