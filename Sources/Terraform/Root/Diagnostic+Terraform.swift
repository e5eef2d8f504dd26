import ConfigSyntax
import Diagnostics

/// Findings that several readers report.
extension Diagnostic {
  /// A name that is not one of the known ones; `noun` has its article.
  static func unknown(_ name: Located, _ noun: Message, among known: [String]) -> Diagnostic {
    var diagnostic = Diagnostic(
      TerraformProblem.unknownArgument, "`\(name.value.prefix(60))` is not \(noun)", at: name.span)
    diagnostic.help = NameSuggestion.nearest(to: name.value, among: known)
      .map { "did you mean `\($0)`?" }
    return diagnostic
  }

  /// A block with more or fewer labels than its type requires.
  static func labels(of block: HCLBlock, _ names: [String]) -> Diagnostic {
    let type = block.type.value
    let written = names.map { " \"\($0.uppercased())\"" }.joined()
    let isShort = block.labels.count < names.count
    var diagnostic = Diagnostic(
      TerraformProblem.wrongLabels,
      isShort
        ? "`\(type)` has no label for its \(names[block.labels.count])"
        : "`\(type)` has too many labels: expected \(names.count), found \(block.labels.count)",
      at: isShort ? block.type.span : block.labels[names.count].span)
    diagnostic.help = "write `\(type)\(written) { … }`"
    return diagnostic
  }

  /// A value that does not fit the type of its variable.
  static func mismatch(
    _ id: DiagnosticID, _ subject: String, _ mismatch: HCLTypeMismatch,
    _ variable: VariableDeclaration
  ) -> Diagnostic {
    var diagnostic = Diagnostic(id, "\(subject) is \(mismatch.reason)", at: mismatch.span)
    diagnostic.related = [Label("declared here", variable.name.span)]
    let type = mismatch.expected
    diagnostic.help = type.utf8.count <= 80 ? "the type is `\(type)`" : nil
    return diagnostic
  }
}
