import ConfigSyntax
package import Diagnostics
import Documents
package import Reporting
import Secrets

/// The findings that a site has accepted all at once, as `baseline create` writes them.
package struct Baseline: Sendable {
  /// How often each finding is accepted; at least once.
  package private(set) var counts: [Fingerprint: Int] = [:]

  /// The version that is written and read.
  private static let version = 1

  /// A baseline that accepts nothing.
  package init() {}

  /// Accepts the finding once more.
  package mutating func add(_ fingerprint: Fingerprint) { counts[fingerprint, default: 0] += 1 }

  /// Accepts what occurs in another deployment, which may share files with this one.
  package mutating func formUnion(_ other: Baseline) {
    counts.merge(other.counts) { max($0, $1) }
  }

  // MARK: Writing

  /// Sorted JSON, one finding a line, so that changes of the file can be reviewed.
  package func text(_ codes: CodeList) -> String {
    let lines = counts.sorted { $0.key < $1.key }.map { fingerprint, count in
      var members: DocumentValue.Members = [
        "file": .string(fingerprint.file), "code": .string(fingerprint.code),
      ]
      members["name"] = codes.find(fingerprint.code).map { .string($0.name) }
      switch fingerprint.subject {
      case .setting(let name): members["setting"] = .string(name)
      case .text(let text): members["text"] = .string(text)
      }
      members["count"] = .number(count)
      return "    " + JSONDocument.render(.object(members), .compact)
    }
    let findings = lines.isEmpty ? "[]" : "[\n\(lines.joined(separator: ",\n"))\n  ]"
    return "{\n  \"version\": \(Self.version),\n  \"findings\": \(findings)\n}\n"
  }

  // MARK: Reading

  /// The baseline, and the report on its mistakes, with which it must not be used.
  package static func read(_ file: SourceFile) -> (baseline: Baseline, report: Report) {
    var sources = SourceMap()
    let id = sources.add(file)
    var bag = DiagnosticBag()
    var baseline = Baseline()
    let document = JSONReader.read(file, id, &bag)
    if let root = document?.root {
      baseline.read(root, &bag)
    } else if bag.isEmpty {
      bag.report(.malformed("the baseline is not JSON", at: SourceSpan(id, 0, 0)))
    }
    guard !bag.isEmpty else { return (baseline, Report(sources: sources)) }
    let secrets = SecretClassification(document.map { [$0] } ?? [], sources)
    return (baseline, DiagnosticGate(sources, secrets).report(bag))
  }

  private mutating func read(_ root: ConfigNode, _ bag: inout DiagnosticBag) {
    guard let version = root["version"], let findings = root["findings"] else {
      return bag.report(
        .malformed("a baseline is an object with `version` and `findings`", at: root.span))
    }
    guard version.scalar?.text == String(Self.version), version.scalar?.style == .plain else {
      return bag.report(
        .malformed("the baseline must have version \(Self.version)", at: version.span))
    }
    guard case .sequence(let elements) = findings.kind else {
      return bag.report(.malformed("`findings` must be a list", at: findings.span))
    }
    var spans: [Fingerprint: SourceSpan] = [:]
    for element in elements {
      guard let (fingerprint, count) = Self.finding(element, &bag) else { continue }
      if let first = spans[fingerprint] {
        bag.report(.repeatedEntry(element.span, first: first))
      }
      (spans[fingerprint], counts[fingerprint]) = (element.span, count)
    }
  }

  private static let members = ["code", "count", "file", "name", "setting", "text"]

  private static func finding(
    _ node: ConfigNode, _ bag: inout DiagnosticBag
  ) -> (Fingerprint, Int)? {
    let unknown = node.entries?.first { !members.contains($0.key.value) }
    if let unknown {
      bag.report(
        .malformed(
          "`\(value: unknown.key.value)` is not a member of a finding", at: unknown.key.span))
      return nil
    }
    let subject: Fingerprint.Subject? =
      switch (node["setting"]?.scalar, node["text"]?.scalar) {
      case (let setting?, nil): .setting(setting.text)
      case (nil, let text?): .text(text.text)
      default: nil
      }
    guard let code = node["code"]?.scalar?.text, let file = node["file"]?.scalar?.text, let subject
    else {
      bag.report(
        .malformed(
          "a finding must have `file`, `code`, `count`, and `setting` or `text`", at: node.span))
      return nil
    }
    guard let count = node["count"]?.scalar, let number = Int(count.text), number > 0 else {
      bag.report(
        .malformed(
          "`count` must be a whole number of at least 1", at: node["count"]?.span ?? node.span))
      return nil
    }
    return (Fingerprint(code: code, file: file, subject: subject), number)
  }
}

/// A baseline in use: which of its findings have occurred.
package struct BaselineMatch: Sendable {
  private let accepted: [Fingerprint: Int]
  private var occurred: [Fingerprint: Int] = [:]
  /// The inputs that were read, as fingerprints name them.
  private var files: Set<String> = []
  private let name: @Sendable (SourceFile) -> String
  private let reason: String

  /// `name` turns an input into its name in fingerprints; `reason` justifies what is suppressed.
  package init(
    _ baseline: Baseline, reason: String, naming name: @escaping @Sendable (SourceFile) -> String
  ) {
    (accepted, self.reason, self.name) = (baseline.counts, reason, name)
  }

  /// Suppresses the findings of a report that the baseline accepts and that may be accepted.
  package mutating func apply(to report: inout Report, _ policy: FindingPolicy) {
    for file in report.sources.files { files.insert(name(file)) }
    guard !report.isEmpty, !accepted.isEmpty else { return }
    var builder = FingerprintBuilder(report, naming: name)
    report.suppress { finding in
      guard policy.mayAccept(finding.id) else { return nil }
      let fingerprint = builder.fingerprint(of: finding)
      let count = occurred[fingerprint, default: 0]
      guard count < accepted[fingerprint, default: 0] else { return nil }
      occurred[fingerprint] = count + 1
      return reason
    }
  }

  /// Adds what has occurred in another deployment, which may share files with this one.
  package mutating func formUnion(_ other: BaselineMatch) {
    files.formUnion(other.files)
    occurred.merge(other.occurred) { max($0, $1) }
  }

  /// How many accepted findings of the inputs, or of files that `isGone`, did not occur.
  package func vanished(_ isGone: (String) -> Bool) -> Int {
    var known: [String: Bool] = [:]
    return accepted.reduce(0) { sum, entry in
      let rest = entry.value - occurred[entry.key, default: 0]
      guard rest > 0 else { return sum }
      let file = entry.key.file
      let isChecked = known[file] ?? (files.contains(file) || isGone(file))
      known[file] = isChecked
      return isChecked ? sum + rest : sum
    }
  }
}

extension Diagnostic {
  fileprivate static func malformed(_ message: Message, at span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(ProjectProblem.malformedBaseline, message, at: span)
    diagnostic.help = "write it anew with `wandb-cfg baseline create`"
    return diagnostic
  }

  fileprivate static func repeatedEntry(_ span: SourceSpan, first: SourceSpan) -> Diagnostic {
    var diagnostic = malformed("the baseline lists this finding twice", at: span)
    diagnostic.related = [Label("the first one", first)]
    return diagnostic
  }
}
