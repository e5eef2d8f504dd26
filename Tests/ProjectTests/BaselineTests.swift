import Diagnostics
import Pipeline
import Project
import Reporting
import TestSupport
import Testing

/// A baseline recognizes findings when lines move, and never more of them than it accepts.
@Suite struct BaselineTests {
  private static let values = """
    global:
      host: https://wandb.example.com
      mysql: {host: db.example.com, port: 99999, password: hunter2hunter2}
      bucket: {provider: s3, name: Not_A_Bucket}

    """

  private func report(_ text: String, _ name: String = "values.yaml") -> Report {
    Check.compile((name, text)).report
  }

  private func baseline(of report: Report) -> Baseline {
    var baseline = Baseline()
    for fingerprint in FingerprintBuilder.fingerprints(of: report) { baseline.add(fingerprint) }
    return baseline
  }

  /// The codes that are left, how many were suppressed, and how many accepted ones vanished.
  private func check(_ text: String, _ baseline: Baseline) -> (left: [String], Int, Int) {
    var match = BaselineMatch(baseline, reason: "b", naming: FingerprintBuilder.plainName)
    var report = report(text)
    match.apply(to: &report, FindingPolicy())
    return (report.findings.map(\.id.code), report.suppressed.count, match.vanished { _ in false })
  }

  @Test func survivesMovedLinesAndChangedSecrets() {
    let before = report(Self.values)
    #expect(!before.isEmpty)
    let moved = "# a comment\n\n" + Self.values.replacing("hunter2hunter2", with: "correcthorse")
    let after = check(moved, baseline(of: before))
    #expect(after == ([], before.findings.count, 0))
  }

  @Test func reportsWhatIsNew() {
    let baseline = baseline(of: report(Self.values.replacing("99999", with: "3306")))
    #expect(check(Self.values, baseline).left == ["WB2006"])
  }

  @Test func countsWhatVanished() {
    let baseline = baseline(of: report(Self.values))
    let (left, _, vanished) = check(Self.values.replacing("99999", with: "3306"), baseline)
    #expect(left == [] && vanished == 1)
  }

  @Test func acceptsEqualFindingsAsOftenAsTheyOccurred() {
    let text = "global:\n  host: https://wandb.example.com\n  extraEnv:\n    A: \" x\"\n"
    let baseline = baseline(of: report(text))
    let twice = text + "weave:\n  extraEnv:\n    A: \" x\"\n"
    #expect(
      check(twice, baseline).left
        == report(twice).findings.dropFirst(baseline.counts.values.reduce(0, +)).map(\.id.code))
  }

  @Test func neverAcceptsSyntaxErrors() {
    let broken = "global: [\n"
    #expect(
      check(broken, baseline(of: report(broken))).left == report(broken).findings.map(\.id.code))
  }

  @Test func isReadAsItIsWritten() {
    let baseline = baseline(of: report(Self.values))
    let text = baseline.text(DiagnosticCatalog.codes)
    let (again, mistakes) = Baseline.read(SourceFile(name: "baseline.json", text: text))
    #expect(mistakes.isEmpty && again.counts == baseline.counts && !again.counts.isEmpty)
    #expect(again.text(DiagnosticCatalog.codes) == text)
    #expect(!text.contains("hunter2"))
  }

  @Test(
    arguments: [
      ("", "1:1 WB1028"), ("[]", "1:1 WB2093"), ("{\"version\": 1}", "1:1 WB2093"),
      ("{\"version\": 2, \"findings\": []}", "1:13 WB2093"),
      ("{\"version\": \"1\", \"findings\": []}", "1:13 WB2093"),
      ("{\"version\": 1, \"findings\": {}}", "1:28 WB2093"),
      ("{\"version\": 1, \"findings\": [{}]}", "1:29 WB2093"),
      (
        "{\"version\": 1,\n \"findings\": [{\"code\":\"WB2006\",\"file\":\"a\",\"text\":\"b\",\"count\":0}]}",
        "2:62 WB2093"
      ),
      ("{\"version\": 1, \"findings\": [{\"code\":\"WB2006\",\"hash\":\"a\"}]}", "1:46 WB2093"),
      (
        "{\"version\": 1, \"findings\": [\n{\"code\":\"C\",\"file\":\"a\",\"text\":\"b\",\"count\":1},\n"
          + "{\"code\":\"C\",\"file\":\"a\",\"text\":\"b\",\"count\":1}]}", "3:1 WB2093"
      ),
      ("{\"version\": 1, \"findings\": [\n<<<<<<< HEAD\n]}", "2:1 WB1028"),
    ] as [(String, String)])
  func reportsMistakesAtTheirLocation(_ text: String, _ expected: String) {
    let report = Baseline.read(SourceFile(name: "baseline.json", text: text)).report
    let lines = Findings(report).records.map {
      "\($0.location.start.line):\($0.location.start.column) \($0.code)"
    }
    #expect(lines == [expected])
  }
}

/// Fingerprints identify a finding by what is printed of it.
@Suite struct FingerprintTests {
  private func fingerprints(_ text: String, _ name: String = "values.yaml") -> [Fingerprint] {
    FingerprintBuilder.fingerprints(of: Check.compile((name, text)).report)
  }

  @Test func namesTheEnclosingKeysOfAFindingWithoutASetting() {
    let found = fingerprints(
      "global:\n  host: https://wandb.example.com\n\n  mysql:\n    # hosts\n    hostt: db\n")
    #expect(
      found.map(\.subject).contains(.text("global: › mysql: › hostt: db")), "\(found)")
  }

  @Test func doesNotDependOnTheSpellingOfAPath() {
    let text = "global:\n  mysql: {port: 99999}\n"
    #expect(fingerprints(text, "./a//values.yaml") == fingerprints(text, "a/b/../values.yaml"))
    #expect(fingerprints(text, "a/values.yaml") != fingerprints(text, "b/values.yaml"))
  }

  @Test func digestsDifferByEveryPart() {
    let base = Fingerprint(code: "WB2006", file: "a", subject: .setting("x"))
    let others = [
      Fingerprint(code: "WB2007", file: "a", subject: .setting("x")),
      Fingerprint(code: "WB2006", file: "b", subject: .setting("x")),
      Fingerprint(code: "WB2006", file: "a", subject: .text("x")),
    ]
    let digests = [base.digest(), base.digest(occurrence: 2)] + others.map { $0.digest() }
    #expect(Set(digests).count == digests.count)
    #expect(digests.allSatisfy { $0.utf8.count == 32 })
    #expect(base.digest() == base.digest(occurrence: 1))
  }

  @Test func staysShortForALineOfMegabytes() throws {
    let line =
      "{\"global\": {\"mysqll\": {\"a\": \"" + String(repeating: "x", count: 100_000) + "\"}}}\n"
    let found = try #require(fingerprints(line).first)
    guard case .text(let text) = found.subject else { return }
    #expect(text.utf8.count < 1000)
  }
}
