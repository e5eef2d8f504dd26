package import ConfigSyntax
package import Diagnostics

extension TerraformInput {
  /// One variable outside of files: `-var`, or `TF_VAR_name` of the environment.
  package struct Setting: Sendable {
    package let name: Located
    package let text: String
    /// The span of the text.
    package let span: SourceSpan

    package init(name: Located, text: String, span: SourceSpan) {
      (self.name, self.text, self.span) = (name, text, span)
    }

    /// The text itself for a primitive type, and its value as an expression for others; nil, and
    /// reported without quoting it, where it has none.
    package func value(of type: HCLType?, _ bag: inout DiagnosticBag) -> HCLValue? {
      guard type?.isPrimitive != true else {
        return HCLValue(.string(HCLText.normalized(text)), span)
      }
      var found = DiagnosticBag()
      let expression = HCLParser.read(text, .code, at: span, depth: 0, &found)
      var evaluation = HCLEvaluation(.literal)
      let value = expression.flatMap { evaluation.value(of: $0) }
      bag.report((found.sorted + evaluation.bag.sorted).map(\.hidingValues))
      return value
    }
  }
}
