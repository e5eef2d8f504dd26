import Diagnostics
import Settings
import Terraform

/// A mistake of a module call in one release, whichever rule reports it.
struct ModuleFinding {
  /// The input, output or provider at fault, by which the findings of two releases are compared.
  let subject: String
  let message: Message
  let span: SourceSpan
  /// The canonical name of the input at fault.
  var setting: String?
  var help: Message?
  var related: [Diagnostic.Label] = []
  var fixes: [FixIt] = []
}

extension RuleFindings {
  mutating func add(_ finding: ModuleFinding, severity: Severity? = nil) {
    add(
      finding.message, at: finding.span, setting: finding.setting, help: finding.help,
      related: finding.related, fixes: finding.fixes, severity: severity)
  }

  mutating func add(_ findings: [ModuleFinding], severity: Severity? = nil) {
    for finding in findings { add(finding, severity: severity) }
  }
}

extension ModuleRelease {
  /// How messages name the release: "module `aws` 7.18.2".
  var title: String {
    version.map { "module `\(module.rawValue)` \($0)" }
      ?? "the default branch of module `\(module.rawValue)`"
  }
}

extension OfficialCall {
  /// The default branch of a submodule whose release is not known, for likely, not certain,
  /// findings.
  var likelyRelease: ModuleRelease? {
    guard release == nil, !isFullyKnown, version != nil || call.version == nil else { return nil }
    return history.head
  }

  /// Where the call selects the release.
  var versionSpan: SourceSpan { call.version?.span ?? call.name.span }

  /// The name of the block, as a secondary label of findings elsewhere; none for a values file.
  func label(_ message: Message) -> [Diagnostic.Label] {
    call.source == nil ? [] : [Diagnostic.Label(message, call.name.span)]
  }

  /// The canonical name of an input; nil for a name that no release has.
  func setting(_ name: String) -> String? {
    guard let variable = history.variable(name), !variable.neverExisted else { return nil }
    return FieldCatalog.name(ofInput: name, of: module)
  }

  /// Whether every release is known, so that a missing name is certain not to exist.
  var isFullyKnown: Bool { module == module.root }
}

extension Located {
  /// The span of the bytes `range` of the text, or of the whole text.
  func place(_ range: Range<Int>) -> SourceSpan {
    guard let textSpan, range.upperBound <= textSpan.range.count, range.lowerBound >= 0 else {
      return span
    }
    return textSpan.sub(range)
  }
}

extension [ReleaseSpan] {
  /// `4.1.0 to 4.24.0`, as messages list releases.
  var enumeration: String {
    map { span in
      guard let last = span.last else { return "from \(span.first) on" }
      return last == span.first ? "\(last)" : "\(span.first) to \(last)"
    }
    .joined(separator: ", ")
  }
}
