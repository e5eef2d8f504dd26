import ConfigSyntax
import Diagnostics
import Project
import Rules
import Settings

/// Applies what a site accepts to the findings of a run: comments, options and the project file.
struct FindingJudge: Sendable {
  let policy: FindingPolicy
  private let sources: SourceMap
  private let suppressions: SuppressionIndex?
  /// Codes that this run would not report, because of its options.
  private let unchecked: Set<String>

  init(
    _ options: Compiler.Options, _ sources: SourceMap, _ commented: [SuppressionIndex.Source]
  ) {
    policy = options.policy
    self.sources = sources
    suppressions = SuppressionIndex(commented, sources, now: options.now, policy)
    var unchecked: Set<String> = []
    if suppressions != nil {
      if options.requirement != .always {
        unchecked = [IncompleteDeployment.id.code, IncompleteDeployment.requirement.code]
      }
      if options.terraform.upgrade == nil { unchecked.formUnion(RuleCatalog.upgradeCodes) }
    }
    self.unchecked = unchecked
  }

  /// What became of the findings.
  struct Verdict: Sendable {
    var reported = DiagnosticBag()
    /// In the order of `DiagnosticBag.sorted`.
    var accepted: [AcceptedFinding] = []
  }

  /// The parts of the inputs that no frame shows, because they may hold anything.
  var hidden: [SourceSpan] { suppressions?.hidden ?? [] }

  /// Judges the findings of a compilation, with what is wrong with the comments themselves.
  func judgeAll(_ bag: DiagnosticBag) -> Verdict {
    var log = SuppressionIndex.Log()
    var verdict = judge(bag, &log)
    guard let suppressions else { return verdict }
    let damaged = Set(bag.filter { $0.id.isBinding }.sorted.map(\.span.file))
    let idle = suppressions.idle(log, sources) { code in
      policy.mayAccept(code.id) && !damaged.contains(code.span.file)
        && !code.id.code.hasPrefix("WB4")
        && !code.id.code.hasPrefix("WB5") && !unchecked.contains(code.id.code)
    }
    var own = suppressions.findings
    own.report(idle)
    for finding in own.sorted { judge(finding, &verdict) }
    return verdict
  }

  /// Judges later findings about the same inputs.
  func judge(_ bag: DiagnosticBag) -> Verdict {
    var log = SuppressionIndex.Log()
    return judge(bag, &log)
  }

  private func judge(_ bag: DiagnosticBag, _ log: inout SuppressionIndex.Log) -> Verdict {
    guard suppressions != nil || !policy.isDefault else {
      let strictness = policy.strictness
      guard strictness == .strict else { return Verdict(reported: bag) }
      return Verdict(reported: bag.mapSeverity { strictness.applied(to: $0.severity) })
    }
    var verdict = Verdict()
    for finding in bag.sorted {
      guard policy.mayAccept(finding.id),
        let reason = suppressions?.reason(for: finding, &log)
      else {
        judge(finding, &verdict)
        continue
      }
      let text: Message = "\(value: reason.value, at: reason.span)"
      verdict.accepted.append(AcceptedFinding(finding, .inSource, justification: text))
    }
    return verdict
  }

  private func judge(_ finding: Diagnostic, _ verdict: inout Verdict) {
    let path = sources[finding.span.file].path
    switch policy.treatment(of: finding.id, finding.severity, in: path) {
    case .report(let severity):
      verdict.reported.report(severity == finding.severity ? finding : finding.with(severity))
    case .accept(let reason):
      verdict.accepted.append(
        AcceptedFinding(finding, .external, justification: reason.map { Message($0) }))
    }
  }
}
