import ConfigSyntax
package import Diagnostics

/// Who may read and write a bucket from a browser, in whichever cloud's form.
package struct CORSDocument: Sendable {
  package let span: SourceSpan

  init(_ document: ConfigDocument, _ kind: DocumentKind, _ bag: inout DiagnosticBag) {
    span = document.span
  }
}
