import ConfigSyntax
import Diagnostics

/// Findings that are made in more than one place.
extension Diagnostic {
  /// A name that is none of those it could be.
  static func unknown(_ name: Located, _ noun: String, among known: [String]) -> Diagnostic {
    var diagnostic = Diagnostic(
      TerraformProblem.unknownArgument, "`\(name.value.prefix(60))` is no \(noun)", at: name.span)
    diagnostic.help = NameSuggestion.nearest(to: name.value, among: known)
      .map { "did you mean `\($0)`?" }
    return diagnostic
  }

  /// A block with more or fewer labels than its type has.
  static func labels(of block: HCLBlock, _ names: [String]) -> Diagnostic {
    let type = block.type.value
    let written = names.map { " \"\($0.uppercased())\"" }.joined()
    let isShort = block.labels.count < names.count
    var diagnostic = Diagnostic(
      TerraformProblem.wrongLabels,
      isShort
        ? "`\(type)` lacks its \(names[block.labels.count])"
        : "`\(type)` has \(block.labels.count) labels and takes \(names.count)",
      at: isShort ? block.type.span : block.labels[names.count].span)
    diagnostic.help = "write `\(type)\(written) { … }`"
    return diagnostic
  }

  /// A value that does not have the type of its variable.
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
