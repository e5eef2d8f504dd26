import Diagnostics
import Pipeline
import Reference
import TestSupport
import Testing

/// Which findings have a fix: all whose help prints the exact replacement.
@Suite struct FixCoverageTests {
  /// The findings of all examples and scenarios.
  private static let findings: [PrintableDiagnostic] = {
    var all = DiagnosticsReference.all.flatMap { ExampleRun($0.documentation.failing).diagnostics }
    for fixture in (try? Fixture.scenarios) ?? [] {
      let names = (try? fixture.inputs) ?? []
      let inputs = names.compactMap { name in
        (try? fixture.bytes(of: name)).map { Input.file(name: name, bytes: $0, format: nil) }
      }
      all += Compiler.compile(inputs, Check.options).report.findings
    }
    return all
  }()

  @Test func manyKindsOfFindingsHaveAFix() {
    let codes = Set(Self.findings.filter { !$0.fixes.isEmpty }.map(\.id.code))
    print("\(codes.count) codes have a fix: \(codes.sorted().joined(separator: " "))")
    #expect(codes.count >= 30)
  }

  /// Findings whose help prints text that no fix writes: the code, a part of the message or help, and
  /// why.
  private static let exceptions = [
    ("WB2009", "global.mysql.name", "the right key is set, too"),
    ("WB2012", "known setting", "an option is not a file"),
    ("WB2045", "below `valueFrom`", "a mapping would move"),
    ("WB2045", "found none", "one of two keys"),
    ("WB2045", "lacks `name` and `key`", "two keys change"),
    ("WB2049", "digest of an image", "the digits are not known"),
    ("WB2061", "global.hostt", "the right key is set, too"),
    ("WB2062", "global.ingress", "a section would move"),
    ("WB2062", "global.redis.auth", "two keys of a section"),
    ("WB2084", "is not a code", "`fix` does not change the project file"),
    ("WB2091", "of the project file", "`fix` does not change the project file"),
    ("WB3009", "`?tls=true`", "Compose writes `$$` for the `$` of a password"),
    ("WB3003", "global.extraEnv.BUCKET", "one value becomes several keys"),
    ("WB3056", "also sets", "a variable becomes keys of another section"),
  ]

  private static func isException(_ finding: PrintableDiagnostic) -> Bool {
    let text = finding.message + " " + (finding.help ?? "")
    return exceptions.contains { finding.id.code == $0.0 && text.contains($0.1) }
  }

  @Test func whatPrintsTheReplacementHasAFix() {
    var missing: Set<String> = []
    for finding in Self.findings where finding.fixes.isEmpty {
      guard let help = finding.help, Self.printsReplacement(help), !Self.isException(finding)
      else { continue }
      missing.insert("\(finding.id.code): \(finding.message) -> \(help)")
    }
    #expect(missing.sorted() == [])
  }

  /// Whether the help names one text in backticks to write, without placeholders in it.
  private static func printsReplacement(_ help: String) -> Bool {
    guard
      let match = help.firstMatch(
        of: /^(?:did you mean|write|use|append|put|replace it with|rename it to|remove) `([^`]+)`/)
    else { return false }
    return !match.1.contains("…") && match.1.firstMatch(of: /[A-Z]{4}/) == nil
  }
}
