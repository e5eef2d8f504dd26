import ConfigSyntax
import Diagnostics
import Settings

/// Names and values of variables that Kubernetes rejects or Helm changes.
enum VariableNameCheck {
  /// Reports a name that Kubernetes rejects.
  static func report(
    _ entry: Entry, _ section: @autoclosure () -> String, _ reader: inout SurfaceReader
  ) {
    guard let (severity, fault) = fault(of: entry.key.value), !entry.value.isNull else { return }
    reader.findings.report(.malformedName(entry.key, section(), severity, fault))
  }

  private static func fault(of name: String) -> (Severity, String)? {
    guard let first = name.utf8.first else { return (.error, "is empty") }
    if name.utf8.contains(UInt8(ascii: "=")) { return (.error, "contains `=`") }
    guard name.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) else {
      return (.error, "contains a character that is not printable ASCII")
    }
    let isAccepted =
      name.utf8.allSatisfy(isAcceptedByOldReleases)
      && !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= first)
    return isAccepted ? nil : (.warning, "is rejected by Kubernetes before 1.32")
  }

  private static func isAcceptedByOldReleases(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// Warns of `{{`, which Helm evaluates in the values of variables.
  static func reportTemplate(_ entry: Entry, _ section: String, _ reader: inout SurfaceReader) {
    guard entry.value.scalar?.text.contains(KubernetesText.escapedBraces) != true else { return }
    reader.findings.report(.templateInVariable(entry, section))
  }
}

extension Diagnostic {
  fileprivate static func malformedName(
    _ key: Located, _ section: String, _ severity: Severity, _ fault: String
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.malformedVariableName, severity, "a variable name in `\(section)` \(fault)",
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
