/// Every kind of finding, for those who name kinds: comments, options and the project file.
package struct CodeList: Sendable {
  /// All kinds, by code.
  package let all: [DiagnosticID]
  private let names: [String: DiagnosticID]

  /// Sorts the kinds by code.
  package init(_ kinds: [DiagnosticID]) {
    all = kinds.sorted { $0.code < $1.code }
    var names: [String: DiagnosticID] = [:]
    for id in all { (names[id.code.lowercased()], names[id.name]) = (id, id) }
    self.names = names
  }

  /// The kind with this code or name, in any case.
  package func find(_ text: some StringProtocol) -> DiagnosticID? { names[text.lowercased()] }

  /// The code or name that resembles an unknown one most.
  package func nearest(to text: String) -> String? {
    // Codes differ in single digits, so only one slip is forgiven.
    let isCode = text.count > 2 && text.uppercased().hasPrefix("WB")
    return isCode
      ? NameSuggestion.nearest(to: text, among: all.map(\.code), limit: 1)
      : NameSuggestion.nearest(to: text, among: all.map(\.name))
  }
}

extension DiagnosticID {
  /// Whether findings of this kind can be neither ignored nor made less severe: an input that is not
  /// read, or a file that can't be written, stays so whatever a site accepts.
  package var isBinding: Bool {
    severity == .error && (code.hasPrefix("WB1") || code.hasPrefix("WB4"))
  }
}
