import ConfigSyntax
package import Diagnostics
import Settings
package import Terraform

/// A text breaks on its way through module `helm`.
package enum UnescapedHelmText: TerraformRule {
  package static var id: DiagnosticID { HelmSetText.problem }

  package static func check(
    _ terraform: TerraformConfiguration, _ findings: inout RuleFindings
  ) {
    for inputs in terraform.inputs {
      for name in inputs.call.module.helmTextInputs {
        guard let value = inputs.value(name) else { continue }
        visit(value, name, inputs, &findings)
      }
    }
  }

  /// Recursion is bounded: the evaluation allows 512 levels.
  private static func visit(
    _ value: HCLValue, _ name: String, _ inputs: ModuleInputs, _ findings: inout RuleFindings
  ) {
    switch value.kind {
    case .string(let text):
      guard !Placeholder.matches(text), HelmSetText.read(text) == nil else { return }
      findings.add(
        .breaks(name, at: problem(in: text)), at: value.span,
        via: inputs.argumentSpans(of: name, outside: value.span), setting: inputs.setting(name),
        help: .escape, fixes: fixes(text, value.span, inputs))
    case .list(let elements):
      for element in elements { visit(element, name, inputs, &findings) }
    case .object(let object):
      for member in object.members { visit(member.value, name, inputs, &findings) }
    case .null, .bool, .number, .unknown: return
    }
  }

  /// The character at which the text breaks.
  private static func problem(in text: String) -> Message {
    if text.contains(",") { return "a comma" }
    if text.contains("\\") { return "a backslash" }
    if text.contains("\"") { return "a double quote" }
    return text.contains("\t") ? "a tab" : "a character that `yamlencode` escapes"
  }

  /// A fix for a literal inside the call; a variable's value may have other readers.
  private static func fixes(
    _ text: String, _ span: SourceSpan, _ inputs: ModuleInputs
  ) -> [FixIt] {
    let isPlain = text.utf8.allSatisfy { byte in
      byte >= 0x20 && byte != UInt8(ascii: "\\") && byte != UInt8(ascii: "\"")
        && byte != UInt8(ascii: "$") && byte != UInt8(ascii: "%")
    }
    guard isPlain, inputs.call.call.span.contains(span), span.range.count == text.utf8.count + 2
    else { return [] }
    let escaped = HelmSetText.written(text).replacing("\\", with: "\\\\")
    return [FixIt(.escapeText, [.replace(span, with: "\"\(escaped)\"")])]
  }
}

extension Message {
  fileprivate static func breaks(_ input: String, at character: Message) -> Message {
    "Helm's `set` parser breaks this text of `\(input)` at \(character)"
  }

  fileprivate static let escape: Message = #"""
    escape it for the parser: in a quoted HCL string, `\\x2c` is a comma, `\\x22` a double quote and \#
    `\\\\` a backslash
    """#

  fileprivate static let escapeText: Message = "escape the text"
}
