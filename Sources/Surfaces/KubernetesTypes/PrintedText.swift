import ConfigSyntax
import Diagnostics
import Settings

/// Text that a template of the chart prints.
struct PrintedText {
  let traits: TextTraits
  /// The layer's values, whose variables a value may refer to.
  let root: ConfigNode

  func check(_ node: ConfigNode, _ path: @autoclosure () -> String, _ reader: inout SurfaceReader) {
    switch node.kind {
    case .mapping where has("v"):
      EnvironmentEntry.checkBody(node, path(), isWhole: true, &reader)
    case .sequence(let elements) where elements.isEmpty: return
    case .mapping, .sequence:
      guard has("r") || (node.entries == nil && (has("v") || has("l"))) else { return }
      reader.report(.wrongFieldType(path(), node, .text), ofTemplatesAt: path())
    case .scalar(let scalar): checkScalar(scalar, node, path(), &reader)
    case .damaged, .unknown: return
    }
  }

  private func has(_ letter: Unicode.Scalar) -> Bool { traits.contains(letter) }

  private func checkScalar(
    _ scalar: Scalar, _ node: ConfigNode, _ path: @autoclosure () -> String,
    _ reader: inout SurfaceReader
  ) {
    switch scalar.meaning {
    case .boolean:
      if has("b") { reader.report(.wrongFieldType(path(), node, .text), ofTemplatesAt: path()) }
    case .integer(let digits) where has("Y") && digits.hasPrefix("-"):
      reader.report(.wrongFieldType(path(), node, .amount), ofTemplatesAt: path())
    case .float where has("Y"):
      reader.report(.wrongFieldType(path(), node, .amount), ofTemplatesAt: path())
    case .integer, .float:
      if has("n") {
        return reader.report(.wrongFieldType(path(), node, .text), ofTemplatesAt: path())
      }
      if has("m"), let problem = HelmText.literal(scalar).problem {
        reader.report(
          .numberForText(path(), problem, node.span, scalar.text), ofTemplatesAt: path())
      }
    case .string(let text):
      if let fault = fault(of: text, node, path()) {
        return reader.report(fault, ofTemplatesAt: path())
      }
      if has("T") { Self.checkTemplate(node, path(), &reader) }
    case .null, .refused: return
    }
  }

  /// Whether the chart prints the value at a path without quotes, so that YAML reads this text as
  /// something else, even if the user quotes it.
  static func dropsQuotes(of text: String, at path: String) -> Bool {
    guard case .text(let traits)? = ValueType.at(path) else { return false }
    return traits.contains("y") && !isString(text, traits)
      || traits.contains("z") && !isSameYAML(text, traits)
  }

  private func fault(of text: String, _ node: ConfigNode, _ path: @autoclosure () -> String)
    -> Diagnostic?
  {
    if has("k"), text.isEmpty {
      return isOptionalKey(at: path()) ? nil : .malformedKey(path(), node)
    }
    if text.isEmpty { return has("e") ? .empty(path(), node) : nil }
    let isTemplate = text.holds("{{")
    if has("y"), !isTemplate || !has("T"), !Self.isPlain(text) || !Self.isString(text, traits) {
      return .unquoted(path(), node)
    }
    if has("z"), !Self.isSameYAML(text, traits) { return .readAgain(path(), node) }
    if has("Y"), !Self.isAmount(text.uncommented) {
      return .wrongFieldType(path(), node, .amount)
    }
    if has("w"), text.hasSuffix("\n") { return .lineBreak(path(), node) }
    if has("f"), text.contains("#") { return .fragment(path(), node) }
    if has("q"), let sign = Self.quoteBreaker(in: text) { return .inQuotes(path(), node, sign) }
    if isTemplate {
      if has("T") { return nil }
      return has("t") || has("o") || has("k") || has("i") || has("P") || has("D")
        ? .template(path(), node) : nil
    }
    if has("d") || has("k") || has("o"), let name = Self.reference(in: text), !isVariable(name) {
      return .reference(path(), name, node)
    }
    return nameFault(of: text, node, path())
  }

  private func nameFault(of text: String, _ node: ConfigNode, _ path: @autoclosure () -> String)
    -> Diagnostic?
  {
    let bare = has("z") || has("y") || has("O") || has("P") ? text.uncommented : text
    let line = bare.utf8.last == 0x0A ? String(bare.dropLast()) : bare
    if has("k"), !ObjectName.isKey(line) { return .malformedKey(path(), node) }
    if has("o") || has("O"), !ObjectName.isName(line) { return .malformedName(path(), node) }
    if has("P"), !ObjectName.isPart(line) || has("T") && text.last?.isWhitespace == true {
      return .malformedName(path(), node)
    }
    if has("D"), !ImageName.isDigest(text) {
      return ImageName.isPlaceholderDigest(text)
        ? .placeholder(value: path(), node.span) : .malformedDigest(path(), node)
    }
    // The chart joins the parts with slashes.
    if has("i"), has("q"),
      text.holds("//") || text.utf8.first == UInt8(ascii: "/")
        || text.utf8.last == UInt8(ascii: "/")
    {
      return .emptyImagePart(path(), node)
    }
    return has("i") && !ImageName.isPart(text) ? .malformedImage(path(), node) : nil
  }

  /// Whether the text stays the same when a template reads it as YAML.
  private static func isSameYAML(_ text: String, _ traits: TextTraits) -> Bool {
    let bare = text.uncommented
    let isString = traits.contains("Z")
    if traits.contains("c"), bare != text.trimmed { return false }
    switch Scalar(bare, .plain).meaning {
    case .string: return isPlain(bare)
    case .boolean: return !isString
    case .integer(let digits):
      return !isString && GoFormat.template(Double(digits) ?? 0) == bare
    case .float(let number): return !isString && GoFormat.template(number) == bare
    case .null, .refused: return bare.isEmpty
    }
  }

  /// Whether the key at `path` may be empty, because the name next to it is set, or is not.
  private func isOptionalKey(at path: String) -> Bool {
    guard has("K") || has("L") else { return false }
    let section = path.split(separator: ".").dropLast().map(String.init)
    let name = section.reduce(Optional(root)) { $0?[$1] }?["name"]?.scalar
    let isNamed = name.map { !$0.isNull && !$0.text.isEmpty } ?? false
    return has(isNamed ? "K" : "L")
  }

  func isVariable(_ name: String) -> Bool {
    let global = root["global"]
    return [global?["env"], global?["extraEnv"]].contains { $0?[name] != nil }
  }

  // MARK: Text

  /// `NAME` of the first `$(NAME)`.
  static func reference(in text: String) -> String? {
    text.holds("$(") ? firstReference(in: text) : nil
  }

  // Not inlined, because the types of a regular expression are created at the head of a function.
  @inline(never)
  private static func firstReference(in text: String) -> String? {
    text.firstMatch(of: /\$\(([A-Za-z_][A-Za-z0-9_.\-]*)\)/).map { String($0.1) }
  }

  /// Whether YAML reads the text, without quotes, as a string; null counts as an absent key.
  private static func isString(_ text: String, _ traits: TextTraits) -> Bool {
    switch Scalar(text.uncommented, .plain).meaning {
    case .string: true
    case .null: !traits.contains("Z")
    case .boolean, .integer, .float, .refused: false
    }
  }

  /// A whole number or a percentage, or null, which stands for the default.
  private static func isAmount(_ text: String) -> Bool {
    let digits = text.hasSuffix("%") ? text.dropLast() : text[...]
    return ["", "null", "~"].contains(text)
      || !digits.isEmpty && digits.allSatisfy { ("0"..."9").contains($0) }
  }

  /// Whether YAML reads the text, without quotes, as one scalar.
  static func isPlain(_ text: String) -> Bool {
    let bare = text.uncommented
    guard let first = bare.first else { return true }
    if "!&*@`%|>[]{}\"'#,".contains(first) { return false }
    if bare.holds(": ") || bare.hasSuffix(":") { return false }
    if ["-", "?", ":"].contains(String(first)), bare.dropFirst().first.map({ $0 == " " }) ?? true {
      return false
    }
    return true
  }

  /// The character that ends or changes the text between double quotes.
  static func quoteBreaker(in text: String) -> Character? {
    // Most text has neither, and comparing characters takes long.
    guard text.holds("\"") || text.holds("\\") else { return nil }
    if text.contains("\"") { return "\"" }
    var rest = text[...]
    while let index = rest.firstIndex(of: "\\") {
      guard let next = rest[rest.index(after: index)...].first,
        "0abtnvfre \"/\\N_LPxuU\t".contains(next)
      else { return "\\" }
      rest = rest[index...].dropFirst(2)
    }
    return nil
  }

  /// Reports a template that can't be one: `{{ word }}`, where Helm looks for a function.
  static func checkTemplate(
    _ node: ConfigNode, _ path: @autoclosure () -> String, _ reader: inout SurfaceReader
  ) {
    guard let text = node.scalar?.text, text.holds("{{"),
      let match = text.firstMatch(of: /\{\{-?\s*([A-Za-z_][A-Za-z0-9_]*|\{|"[^"]*"\s*:)\s*-?\}?/)
    else { return }
    let word = String(match.1)
    guard
      text.firstMatch(of: /\{\{-?\s*[A-Za-z_][A-Za-z0-9_]*\s*-?\}\}/) != nil || word.contains(":")
    else { return }
    if functions.contains(word) { return }
    reader.report(.unknownFunction(path(), node))
  }

  /// Functions and keywords that stand alone between braces.
  private static let functions: Set<String> = [
    "end", "else", "now", "uuidv4", "list", "dict", "break", "continue", "true", "false", "nil",
    "not", "and", "or", "print", "println", "html", "js", "urlquery", "until", "fail", "tuple",
  ]
}

extension Diagnostic {
  fileprivate static func unquoted(_ path: String, _ node: ConfigNode) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.unprintableText,
      "the chart prints `\(path)` without quotes, and YAML does not read this text as a string",
      at: node.span)
    diagnostic.help = .avoidQuotes
    return diagnostic
  }

  fileprivate static func readAgain(_ path: String, _ node: ConfigNode) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.unprintableText,
      "the chart reads `\(path)` as YAML once more, which changes this text", at: node.span)
    diagnostic.help = .avoidQuotes
    return diagnostic
  }

  fileprivate static func lineBreak(_ path: String, _ node: ConfigNode) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.blankEnd, "`\(path)` ends with a line break", at: node.span)
    diagnostic.help = "remove it; in YAML, end the header of a block scalar with `-`, as in `|-`"
    return diagnostic
  }

  fileprivate static func fragment(_ path: String, _ node: ConfigNode) -> Diagnostic {
    Diagnostic(
      KubernetesProblem.unprintableText,
      "the chart prints `\(path)` into a URL, where `#` begins the fragment", at: node.span)
  }

  fileprivate static func inQuotes(
    _ path: String, _ node: ConfigNode, _ sign: Character
  ) -> Diagnostic {
    let written = String(sign)
    return Diagnostic(
      KubernetesProblem.unprintableText,
      "the chart prints `\(path)` between double quotes, where `\(written)` is special",
      at: node.span)
  }

  fileprivate static func empty(_ path: String, _ node: ConfigNode) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.wrongFieldType,
      "`\(path)` is empty, and the chart prints it into a URL that needs it", at: node.span)
    diagnostic.help = "remove the key for the chart's default"
    return diagnostic
  }

  static func template(_ path: String, _ node: ConfigNode) -> Diagnostic {
    Diagnostic(
      KubernetesProblem.unevaluatedText,
      "Helm does not evaluate the template in `\(path)`", at: node.span)
  }

  static func reference(
    _ path: String, _ name: String, _ node: ConfigNode
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.unevaluatedText,
      "nothing replaces the reference `$(\(value: name))` in `\(path)`", at: node.span)
    diagnostic.help = "write the value"
    return diagnostic
  }

  fileprivate static func malformedImage(_ path: String, _ node: ConfigNode) -> Diagnostic {
    Diagnostic(
      KubernetesProblem.malformedObjectName,
      "`\(path)` is not valid in the name of an image", at: node.span)
  }

  fileprivate static func malformedDigest(_ path: String, _ node: ConfigNode) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.malformedObjectName, "`\(path)` is not the digest of an image",
      at: node.span)
    diagnostic.help = "write `sha256:` and 64 hexadecimal digits"
    return diagnostic
  }

  fileprivate static func emptyImagePart(_ path: String, _ node: ConfigNode) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.malformedObjectName,
      "`\(path)` must be part of an image's name, without a scheme or a slash at either end",
      at: node.span)
    diagnostic.help = "write it like `registry.example.com/mirror`"
    return diagnostic
  }

  fileprivate static func unknownFunction(_ path: String, _ node: ConfigNode) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.unprintableText,
      "Helm evaluates the template in `\(path)`, which calls an unknown function", at: node.span)
    diagnostic.help = "for literal braces, write \(KubernetesText.escapedBraces)"
    return diagnostic
  }
}

extension Message {
  /// For a value that the chart prints without quotes.
  static let avoidQuotes: Message = "use a value that needs no quotes in YAML"
}
