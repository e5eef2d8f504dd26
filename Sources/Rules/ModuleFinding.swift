import Diagnostics
import Settings
import Terraform

/// What a call of a module gets wrong in one release, whichever rule tells it.
struct ModuleFinding {
  /// What it is about, so that two releases can be compared: an input, an output, a provider.
  let subject: String
  let message: String
  let span: SourceSpan
  /// The canonical name of the input that it is about.
  var setting: String?
  var help: String?
  var related: [Diagnostic.Label] = []
  var fixes: [FixIt] = []
}

extension RuleReport {
  mutating func report(_ finding: ModuleFinding, severity: Severity? = nil) {
    report(
      finding.message, at: finding.span, setting: finding.setting, help: finding.help,
      related: finding.related, fixes: finding.fixes, severity: severity)
  }

  mutating func report(_ findings: [ModuleFinding], severity: Severity? = nil) {
    for finding in findings { report(finding, severity: severity) }
  }
}

extension ModuleRelease {
  /// `aws 7.18.2`, as messages name it.
  var title: String {
    version.map { "\(module.rawValue) \($0)" } ?? "the default branch of \(module.rawValue)"
  }
}

extension OfficialCall {
  /// The default branch of a submodule whose release nobody knows: what it has is likely, not sure.
  var likelyRelease: ModuleRelease? {
    guard release == nil, !isFullyKnown, version != nil || call.version == nil else { return nil }
    return history.head
  }

  /// Where the release is asked for.
  var versionSpan: SourceSpan { call.version?.span ?? call.name.span }

  /// The block, as a place of its own in messages about something else.
  func label(_ message: String) -> [Diagnostic.Label] {
    call.source == nil ? [] : [Diagnostic.Label(message, call.name.span)]
  }

  /// The canonical name of an input; nil for a name that no release has.
  func setting(_ name: String) -> String? {
    guard let variable = history.variable(name), !variable.neverExisted else { return nil }
    return FieldCatalog.name(ofInput: name, of: module)
  }

  /// Whether what no release has can be told apart from what nobody knows.
  var isFullyKnown: Bool { module == module.root }
}

extension Located {
  /// The bytes `range` of the text, or the whole of it.
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
