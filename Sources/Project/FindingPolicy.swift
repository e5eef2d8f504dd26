package import Diagnostics

/// What a site thinks of the kinds of findings: which are reported, and how severely.
package struct FindingPolicy: Sendable {
  /// What becomes of the findings of a kind.
  package enum Verdict: Hashable, Sendable {
    case ignored
    case reported(Severity)
  }

  /// Findings of some kinds that are accepted in the inputs that a pattern selects.
  package struct PathRule: Sendable {
    package let pattern: PathPattern
    /// The codes.
    package let codes: Set<String>
    /// Why, as the project file says.
    package let reason: String?

    package init(_ pattern: PathPattern, _ codes: Set<String>, reason: String?) {
      (self.pattern, self.codes, self.reason) = (pattern, codes, reason)
    }
  }

  /// `--ignore`, `--error` and `--warn`, by code.
  package var commandLine: [String: Verdict] = [:]
  /// `ignore` of the project file.
  package var pathRules: [PathRule] = []
  /// `severity` of the project file, by code.
  package var severities: [String: Verdict] = [:]
  /// `neverSuppress` of the project file.
  package var neverSuppress: Set<String> = []
  /// `--strict`, or `strict` of the project file.
  package var strictness = Strictness.lenient
  /// The path of an input below the folder of the project file, by the path that the user wrote.
  package var pathInProject: @Sendable (String) -> String = PathText.normalized

  /// Every finding has the severity of its kind.
  package init() {}

  /// Whether no finding is treated specially, apart from `--strict`.
  package var isDefault: Bool {
    commandLine.isEmpty && pathRules.isEmpty && severities.isEmpty
  }

  /// Whether findings of a kind can be accepted at all.
  package func mayAccept(_ id: DiagnosticID) -> Bool {
    !id.isBinding && !neverSuppress.contains(id.code)
  }

  /// What becomes of one finding.
  package enum Treatment: Sendable {
    case report(Severity)
    case accept(reason: String?)
  }

  /// The command line precedes `ignore` of the project file, which precedes its `severity`, which
  /// precedes `--strict`; `path` is that of the input, nil if it is not a file.
  package func treatment(of id: DiagnosticID, _ severity: Severity, in path: String?) -> Treatment {
    let mayAccept = mayAccept(id)
    func treatment(_ verdict: Verdict?) -> Treatment? {
      switch verdict {
      case .ignored: mayAccept ? .accept(reason: nil) : nil
      case .reported(let severity): id.isBinding ? nil : .report(severity)
      case nil: nil
      }
    }
    if let asked = treatment(commandLine[id.code]) { return asked }
    if mayAccept, let rule = rule(for: id, in: path) { return .accept(reason: rule.reason) }
    if let asked = treatment(severities[id.code]) { return asked }
    return .report(strictness.applied(to: severity))
  }

  private func rule(for id: DiagnosticID, in path: String?) -> PathRule? {
    guard let path, pathRules.contains(where: { $0.codes.contains(id.code) }) else { return nil }
    let own = pathInProject(path)
    return pathRules.first { $0.codes.contains(id.code) && $0.pattern.matches(own) }
  }
}

/// Whether warnings fail a run.
package enum Strictness: Sendable {
  case lenient
  /// Warnings become errors.
  case strict

  /// What a severity becomes.
  package func applied(to severity: Severity) -> Severity {
    self == .strict && severity == .warning ? .error : severity
  }
}
