package import Diagnostics

extension Message {
  /// The whole clause, values included: for findings that no gate has seen.
  package var text: String {
    pieces.map { piece in
      switch piece {
      case .text(let text), .value(let text, _, _): text
      }
    }.joined()
  }
}

extension Report {
  /// Findings that no gate has seen, as they would be printed if nothing in them were secret.
  package init(
    ungated findings: [Diagnostic], _ sources: SourceMap, hiding hidden: [SourceSpan] = []
  ) {
    self.init(
      findings.map { PrintableDiagnostic($0, text: { message, _ in message.text }, edit: { $0 }) },
      sources: sources, hidden: HiddenSpans(hidden))
  }
}
