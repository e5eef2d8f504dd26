package import ConfigSyntax
package import Diagnostics

extension TerraformInput {
  /// One variable outside of files: `-var`, or `TF_VAR_name` of the environment.
  package struct Setting: Sendable {
    package let name: Located
    package let text: String
    /// That of the text.
    package let span: SourceSpan

    package init(name: Located, text: String, span: SourceSpan) {
      (self.name, self.text, self.span) = (name, text, span)
    }

    /// The text as it is for a primitive type, and as an expression for others; nil, and reported
    /// without its pieces, where it is none.
    package func value(of type: HCLType?, _ bag: inout DiagnosticBag) -> HCLValue? {
      guard type?.isPrimitive != true else {
        return HCLValue(.string(HCLText.normalized(text)), span)
      }
      var found = DiagnosticBag()
      let expression = HCLParser.read(text, .code, at: span, depth: 0, &found)
      var evaluation = HCLEvaluation(.literal)
      let value = expression.flatMap { evaluation.value(of: $0) }
      bag.report((found.sorted + evaluation.bag.sorted).map(\.withoutQuotes))
      return value
    }
  }
}
