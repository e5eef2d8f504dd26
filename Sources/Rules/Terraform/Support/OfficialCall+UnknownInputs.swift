import Diagnostics
import Terraform

/// Reports inputs that a release does not have.
extension OfficialCall {
  /// How many names get a suggestion; a block with thousands of them is not a real module call.
  private static let suggestions = 100

  /// The inputs that `release` lacks; without a release, those that no release ever had.
  func unknownInputs(in release: ModuleRelease?) -> [ModuleFinding] {
    let given = Set(call.inputs.map(\.name.value))
    var findings: [ModuleFinding] = []
    for input in call.inputs where isUnknown(input.name.value, in: release) {
      let isSuggested = findings.count < Self.suggestions
      let near = isSuggested ? replacement(for: input.name.value, in: release) : nil
      findings.append(finding(input.name, near, given, release))
    }
    return findings
  }

  private func isUnknown(_ name: String, in release: ModuleRelease?) -> Bool {
    if let release { return release.variable(name) == nil }
    return isFullyKnown && history.variable(name)?.neverExisted ?? true
  }

  private func finding(
    _ name: Located, _ near: Replacement?, _ given: Set<String>, _ release: ModuleRelease?
  ) -> ModuleFinding {
    let shown = "`\(name.value.prefix(60))`"
    let known = history.variable(name.value)
    let neverExisted = isFullyKnown && known?.neverExisted ?? true
    let message: Message =
      neverExisted
      ? "no release of `\(module.address)` has an input \(shown)"
      : "\(shown) is not an input of \(release?.title ?? "module `\(module.rawValue)`")"
    var finding = ModuleFinding(subject: name.value, message: message, span: name.span)
    let clauses = [
      known.flatMap { when($0, release?.version) }, near?.text(given), known?.help,
    ]
    let help = clauses.compactMap { $0 }.joined(separator: "; ")
    finding.help = help.isEmpty ? "remove it" : Message(help)
    finding.setting = setting(name.value)
    if let new = near?.only, !given.contains(new), let span = name.textSpan {
      finding.fixes = [
        FixIt("rename it to `\(new)`", [.replace(span, with: new)], .unsafe)
      ]
    }
    return finding
  }

  /// Which releases have the input, from the point of view of one that lacks it.
  private func when(_ variable: VariableHistory, _ version: ModuleVersion?) -> String? {
    let spans = history.spans(of: variable)
    guard let version, let first = spans.first else {
      return variable.neverExisted ? nil : "the default branch has it, but no release yet"
    }
    if first.first > version { return "introduced in \(first.first)" }
    let earlier = spans.filter { $0.first < version }
    let removal = earlier.last?.last.flatMap { last in history.releases.first { $0 > last } }
    let removed = removal.map { "removed in \($0), " } ?? ""
    return "\(removed)available \(earlier.enumeration)"
  }

  // MARK: Replacements

  private enum Replacement {
    /// The inputs that replaced it, according to the module's authors or the catalogue.
    case successors([String])
    case suggestion(String)

    var only: String? {
      switch self {
      case .successors(let names): names.count == 1 ? names.first : nil
      case .suggestion(let name): name
      }
    }

    func text(_ given: Set<String>) -> String {
      switch self {
      case .successors(let names):
        names.allSatisfy(given.contains)
          ? "remove it, since \(names.enumeration) \(names.count == 1 ? "is" : "are") already set"
          : "use \(names.enumeration)"
      case .suggestion(let name): "did you mean `\(name)`?"
      }
    }
  }

  private func replacement(for name: String, in release: ModuleRelease?) -> Replacement? {
    let release = release ?? history.head
    let names = history.replacements(for: name, in: release)
    if !names.isEmpty { return .successors(names) }
    return release.suggestion(for: name).map { .suggestion($0) }
  }
}
