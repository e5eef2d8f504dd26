import ConfigSyntax
import Diagnostics
import Settings

/// Single values of a type of Kubernetes.
enum ScalarTypeCheck {
  static func check(
    _ node: ConfigNode, _ path: @autoclosure () -> String, _ type: ValueType,
    _ reader: inout SurfaceReader
  ) {
    guard let fault = fault(of: node, path(), type) else { return }
    reader.report(fault)
  }

  private static func fault(
    of node: ConfigNode, _ path: @autoclosure () -> String, _ type: ValueType
  ) -> Diagnostic? {
    let meaning = node.scalar?.meaning
    switch (type, meaning) {
    case (.string, .string?), (.boolean, .boolean?), (.integer, .integer?),
      (.integerOrText, .integer?), (.integerOrText, .string?), (.boolText, .boolean?),
      (.number, .integer?), (.port, .integer?):
      return nil
    case (.string, _): return .wrongFieldType(path(), node, .text)
    case (.boolean, _): return .wrongFieldType(path(), node, .boolean)
    case (.boolText, .string(let text)?) where ["true", "false", ""].contains(text.trimmed):
      return nil
    // In a variable it is text, and the server reads digits as well.
    case (.boolText, .integer(let digits)?) where path().hasPrefix("global.") && digits.count == 1:
      return nil
    case (.boolText, _): return .wrongFieldType(path(), node, .boolean)
    case (.integer, .float(let number)?) where number == number.rounded(): return nil
    case (.number, .float(let number)?) where number == number.rounded(): return nil
    case (.number, .string(let text)?) where text.isEmpty || Int(text.trimmed) != nil: return nil
    case (.integer, _), (.number, _): return .wrongFieldType(path(), node, .wholeNumber)
    case (.port, .string(let text)?):
      return text.contains(where: \.isLetter) ? nil : .wrongFieldType(path(), node, .number)
    case (.integerOrText, _), (.port, _): return .wrongFieldType(path(), node, .numberOrText)
    case (.quantity, .string("")?): return nil
    case (.quantity, _): return Quantity.fault(of: node, path())
    case (.name, .string(let text)?):
      return ObjectName.isName(text) ? nil : .malformedName(path(), node)
    case (.name, _): return .wrongFieldType(path(), node, .text)
    case (.host, .string(let text)?): return HostName.fault(of: text, node, path())
    case (.host, _): return .wrongFieldType(path(), node, .text)
    case (.printedWords, .string(let text)?)
    where ["", "null", "~"].contains(text.uncommented):
      return nil
    case (.words(let words), .string(let text)?), (.printedWords(let words), .string(let text)?):
      return words.contains(text.uncommented) ? nil : .unknownWord(path(), node, words)
    case (.words(let words), _), (.printedWords(let words), _):
      return .unknownWord(path(), node, words)
    case (.keywords(let words), .string(let text)?):
      return words.contains(text) || text.isEmpty ? nil : .ignoredWord(path(), node, words)
    case (.keywords, _): return .wrongFieldType(path(), node, .text)
    default: return nil
    }
  }

  /// Reports the name of a resource that a container can't request; returns whether it is one.
  static func reportsResource(
    _ key: Located, _ path: @autoclosure () -> String, _ reader: inout SurfaceReader
  ) -> Bool {
    switch key.value {
    case "cpu", "memory", "ephemeral-storage": return false
    case let name where name.hasPrefix("hugepages-") || name.contains("/"): return false
    default:
      reader.report(.unknownResource(key, path()))
      return true
    }
  }
}

extension String {
  /// Without whitespace at its ends.
  var trimmed: String {
    // Most text has none, which two bytes show.
    guard let first = utf8.first, let last = utf8.last else { return self }
    if 0x21...0x7E ~= first, 0x21...0x7E ~= last { return self }
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }

  /// What YAML reads of text that a template prints without quotes.
  var uncommented: String {
    range(of: " #").map { String(self[..<$0.lowerBound]).trimmed } ?? trimmed
  }
}

extension Diagnostic {
  fileprivate static func unknownWord(
    _ path: String, _ node: ConfigNode, _ words: [String]
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.wrongFieldType,
      "`\(path)` must be \(words.filter { !$0.isEmpty }.alternatives)", at: node.span)
    if let text = node.scalar?.text,
      let word = words.first(where: { $0.lowercased() == text.lowercased() })
    {
      diagnostic.help = "write `\(word)`"
      diagnostic.addUses(node.via)
      diagnostic.fixes = [.write(word, for: Located(text, node.span), .safe)]
    }
    return diagnostic
  }

  /// A word that no template compares the value with.
  fileprivate static func ignoredWord(
    _ path: String, _ node: ConfigNode, _ words: [String]
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.ignoredWord,
      "`\(path)` must be \(words.alternatives), and the chart ignores any other word",
      at: node.span)
    diagnostic.addUses(node.via)
    if let text = node.scalar?.text,
      let word = words.first(where: { $0.lowercased() == text.trimmed.lowercased() })
    {
      diagnostic.help = "write `\(word)`"
      diagnostic.fixes = [.write(word, for: Located(text, node.span), .unsafe)]
    }
    return diagnostic
  }

  fileprivate static func unknownResource(_ key: Located, _ path: String) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.malformedQuantity,
      "`\(path).\(key.value)` is not a resource that a container can request", at: key.span)
    diagnostic.help = "use `cpu`, `memory`, `ephemeral-storage` or a name with a domain"
    return diagnostic
  }

  static func malformedName(_ path: String, _ node: ConfigNode) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.malformedObjectName,
      "`\(path)` is not a valid name of a Kubernetes object", at: node.span)
    diagnostic.help = "use lower-case letters, digits, `-` and `.`"
    return diagnostic
  }
}
