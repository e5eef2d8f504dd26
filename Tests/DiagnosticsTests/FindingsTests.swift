import Diagnostics
import Reporting
import TestSupport
import Testing

/// Which findings are shown, how they are counted, and where formats say that they are.
@Suite struct FindingsTests {
  private func kind(_ code: String, _ severity: Severity) -> DiagnosticID {
    DiagnosticID(
      code, "test", severity, evidence: .noneKnown,
      Documentation(summary: "", explanation: "", failing: .yaml(""), passing: .yaml("")))
  }

  /// A report with a finding for each severity, in order, on lines of their own.
  private func report(_ severities: [Severity], name: String = "f.yaml") -> Report {
    var sources = SourceMap()
    let text = severities.map { "\($0)\n" }.joined()
    let file = sources.add(SourceFile(name: name, text: text))
    var offset = 0
    let found = severities.map { severity in
      defer { offset += "\(severity)\n".utf8.count }
      return Diagnostic(kind("WB2999", severity), "wrong", at: SourceSpan(file, offset, offset + 1))
    }
    return Report(ungated: found, sources)
  }

  private func shown(_ findings: Findings) -> [String] {
    findings.records.map { "\($0.severity.rawValue):\($0.location.start.line)" }
  }

  // MARK: Selection

  @Test(arguments: [
    (5, ["warning:1", "error:2", "note:3", "error:4", "warning:5"], 0),
    (3, ["warning:1", "error:2", "error:4"], 2), (2, ["error:2", "error:4"], 3),
    (1, ["error:2"], 4), (0, [], 5),
  ])
  func theMostSevereAreKept(_ limit: Int, _ expected: [String], _ hidden: Int) {
    let report = report([.warning, .error, .note, .error, .warning])
    let findings = Findings(report, FindingSelection(.all, limit: limit))
    #expect(shown(findings) == expected)
    #expect(findings.counts.hidden == hidden)
    #expect(findings.counts.kinds == ["2 errors", "2 warnings", "1 note"])
  }

  @Test func errorsAloneCountTheOthers() {
    let findings = Findings(report([.warning, .error]), FindingSelection(.errors, limit: nil))
    #expect(shown(findings) == ["error:2"])
    #expect(findings.counts.kinds == ["1 error", "1 warning"] && findings.counts.hidden == 0)
  }

  // MARK: Several deployments

  @Test func aLimitIsForAllDeployments() {
    let parts = [
      ("a", Findings(report([.warning, .error]))), ("b", Findings(report([]))),
      ("c\u{1B}", Findings(report([.error, .error]))),
    ].map { (name: $0.0, findings: $0.1) }
    let findings = Findings(joining: parts, FindingSelection(.all, limit: 2))
    #expect(shown(findings) == ["error:2", "error:1"])
    #expect(findings.deployments.map(\.name) == ["a", "b", "c\\u{1b}"])
    #expect(findings.deployments.map(\.records) == [0..<1, 1..<1, 1..<2])
    #expect(findings.deployments.map(\.counts.hidden) == [1, 0, 1])
    #expect(findings.counts.errors == 3 && findings.counts.inputs == 3)
    #expect(findings.counts.hidden == 2)
    let narration = NarrateRenderer(.shown).render(findings)
    #expect(narration.hasPrefix("Deployment a.\nError 1 of 2, code WB2999.\nLine 2, column 1 of f"))
    #expect(narration.contains("\nDeployment c\\u{1b}.\nError 2 of 2") && !narration.contains("b."))
  }

  // MARK: Locations

  /// Each of the signs is a character with one, two and four units in UTF-16.
  @Test(arguments: [
    ("a: 1️⃣x2️⃣", 4, 5), ("é: 1️⃣x2️⃣", 4, 5), ("😀: 1️⃣x2️⃣", 5, 6), ("a: 1️⃣😀2️⃣", 4, 6),
    ("a\r\n😀1️⃣b2️⃣", 3, 4), ("\u{FEFF}a: 1️⃣x2️⃣", 4, 5), ("a: 1️⃣𝒳e\u{301}2️⃣", 4, 8),
    ("a: 1️⃣x\n😀2️⃣", 4, 3),
  ])
  func columnsAreAlsoCountedInUTF16(_ marked: String, _ start: Int, _ end: Int) {
    let source = MarkedSource(marked)
    var sources = SourceMap()
    let file = sources.add(SourceFile(name: "f", text: source.text))
    let span = SourceSpan(file, source.offsets["1️⃣"] ?? 0, source.offsets["2️⃣"] ?? 0)
    let report = Report(ungated: [Diagnostic(kind("WB2999", .error), "wrong", at: span)], sources)
    let columns = Findings(report, detail: .utf16Columns).records.first?.location.utf16
    #expect(columns?.start == start && columns?.end == end)
    #expect(Findings(report).records.first?.location.utf16 == nil)
  }

  @Test(arguments: [
    ("values.yaml", "deploy/values.yaml"), ("./values.yaml", "deploy/values.yaml"),
    ("../a.yaml", "a.yaml"), ("/r/deploy/x/../b.yaml", "deploy/b.yaml"),
    ("/elsewhere/c.yaml", "/elsewhere/c.yaml"), ("../../d.yaml", "../../d.yaml"),
  ])
  func filesAreNamedFromTheRepository(_ written: String, _ expected: String) {
    var sources = SourceMap()
    let file = sources.add(SourceFile(name: written, text: "a"))
    let finding = Diagnostic(kind("WB2999", .error), "wrong", at: SourceSpan(file, 0, 1))
    let findings = Findings(Report(ungated: [finding], sources))
    let renderer = GitHubRenderer(PathBase(root: "/r", current: "/r/deploy"), .omitted)
    #expect(renderer.render(findings).hasPrefix("::error file=\(expected),line=1,endLine=1,"))
  }

  /// What GitHub calls the end of a span that ends with a line is that line, without columns.
  @Test func annotationsOfSeveralLinesHaveNoColumns() {
    var sources = SourceMap()
    let file = sources.add(SourceFile(name: "f", text: "ab\ncd\nef\n"))
    for (range, expected) in [(1..<6, "line=1,endLine=2"), (1..<3, "line=1,endLine=1")] {
      let span = SourceSpan(file, range.lowerBound, range.upperBound)
      let report = Report(ungated: [Diagnostic(kind("WB2999", .note), "wrong", at: span)], sources)
      let text = GitHubRenderer(.current, .omitted).render(Findings(report))
      #expect(text == "::notice file=f,\(expected),title=WB2999 test::f:1:2: wrong\n")
    }
  }

  /// XML 1.0 can't contain most control characters, not even as references.
  @Test func junitEscapesWhatXMLCannotContain() {
    let marks = "\u{1}\u{8}\u{B}\u{FFFE}\u{FFFF}\u{1B}"
    var sources = SourceMap()
    let file = sources.add(SourceFile(name: "f\(marks)", text: "a: \(marks)\n"))
    let finding = Diagnostic(
      kind("WB2999", .error), "wrong: \(value: marks)", at: SourceSpan(file, 0, 1))
    let report = JUnitRenderer().render(
      Findings(Report(ungated: [finding], sources), detail: .frames))
    for scalar in marks.unicodeScalars {
      #expect(!report.unicodeScalars.contains(scalar), "\(scalar.value)")
    }
    #expect(report.contains("message=\"wrong: \\u{1}\\u{8}\\u{b}\\u{fffe}\\u{ffff}\\u{1b}\""))
    #expect(report.contains("name=\"f\\u{1}"))
  }
}
