import ConfigSyntax
import Diagnostics
import Settings

/// Names and values of variables that Kubernetes rejects or Helm changes.
enum VariableNameCheck {
  /// Reports a name that Kubernetes rejects.
  static func report(
    _ entry: Entry, _ section: @autoclosure () -> String, _ reader: inout SurfaceReader
  ) {
    guard let (id, fault) = fault(of: entry.key.value), !entry.value.isNull else { return }
    reader.findings.report(.malformedName(entry.key, section(), id, fault))
  }

  private static func fault(of name: String) -> (DiagnosticID, String)? {
    // Nearly all names are fine, and a single pass shows it.
    if let first = name.utf8.first, !first.isDigit, name.consists(of: isAcceptedByOldReleases) {
      return nil
    }
    if name.isEmpty { return (ShapeProblem.malformedVariableName, "is empty") }
    if name.utf8.contains(UInt8(ascii: "=")) {
      return (ShapeProblem.malformedVariableName, "contains `=`")
    }
    guard name.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) else {
      return (
        ShapeProblem.malformedVariableName, "contains a character that is not printable ASCII"
      )
    }
    return (ShapeProblem.newVariableName, "is rejected by Kubernetes before 1.32")
  }

  private static func isAcceptedByOldReleases(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".")
  }

  /// Warns of `{{`, which Helm evaluates in the values of variables, unless a template is meant.
  static func reportTemplate(_ entry: Entry, _ section: String, _ reader: inout SurfaceReader) {
    guard let text = entry.value.scalar?.text, !text.contains(KubernetesText.escapedBraces),
      !isTemplate(text)
    else { return }
    reader.findings.report(.templateInVariable(entry, section))
  }

  /// Whether everything in double braces reads a value (`{{ .Values.x }}`) or calls a function with
  /// arguments (`{{ include "x" . }}`).
  private static func isTemplate(_ text: String) -> Bool {
    var rest = text[...]
    while let start = rest.range(of: "{{") {
      rest = rest[start.upperBound...]
      guard let end = rest.range(of: "}}") else { return false }
      let action = String(rest[..<end.lowerBound].trimmingPrefix("-")).trimmed
      let word = action.prefix { !$0.isWhitespace }
      let isCall = word.count < action.count && word.utf8.allSatisfy { $0.isLetter || $0.isDigit }
      guard action.hasPrefix(".") || action.hasPrefix("$") || isCall || blockEnds.contains(action)
      else { return false }
      rest = rest[end.upperBound...]
    }
    return true
  }

  /// The words of a block that have no arguments, also before a `-`.
  private static let blockEnds = ["end", "else", "end -", "else -"]
}

extension Diagnostic {
  fileprivate static func malformedName(
    _ key: Located, _ section: String, _ id: DiagnosticID, _ fault: String
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      id, "a variable name in `\(section)` \(fault)",
      at: key.span)
    diagnostic.help = "use only letters, digits and `_`"
    return diagnostic
  }

  fileprivate static func templateInVariable(_ entry: Entry, _ section: String) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.templateInVariable,
      "`\(section).\(entry.key.value)` contains `{{`, which Helm evaluates as a template",
      at: entry.value.span)
    diagnostic.help = "for literal braces, write \(KubernetesText.escapedBraces)"
    return diagnostic
  }
}
