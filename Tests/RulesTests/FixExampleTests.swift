import Diagnostics
import Pipeline
import Reference
import TestSupport
import Testing

/// The fixes of every failing example in the documentation.
@Suite struct FixExampleTests {
  /// The codes whose failing example has a fix, safe or not.
  private static let mendable = DiagnosticsReference.all.filter { id in
    let run = ExampleRun(id.documentation.failing)
    let report = Compiler.compile(run.inputs, run.options).report
    return report.findings.contains { $0.id == id && !$0.fixes.isEmpty }
  }.map(\.code)

  @Test func manyExamplesHaveAFix() { #expect(Self.mendable.count >= 10) }

  @Test(arguments: mendable)
  func aFixRemovesItsFindingAndBringsNoOther(_ code: String) throws {
    let id = try #require(DiagnosticsReference.find(code))
    let run = ExampleRun(id.documentation.failing)
    var application = FixApplication(run.inputs, run.options, .unsafe)
    let before = application.compilation.report.findings
    application.run()
    let after = application.compilation.report.findings
    #expect(application.fixed > 0)
    #expect(application.refused.isEmpty)
    #expect(!after.contains { $0.id == id && !$0.fixes.isEmpty })
    let old = Set(before.map(\.id.code))
    // A text that could not be read may have other problems.
    if !code.hasPrefix("WB1") {
      #expect(Set(after.map(\.id.code)).isSubset(of: old))
      #expect(after.count < before.count)
    }
    // Once more changes nothing.
    let texts = application.texts
    let count = application.fixed
    application.run()
    #expect(application.texts == texts && application.fixed == count)
  }

  @Test(arguments: mendable)
  func withoutUnsafeNoUnsafeFixIsMade(_ code: String) throws {
    let id = try #require(DiagnosticsReference.find(code))
    let run = ExampleRun(id.documentation.failing)
    var application = FixApplication(run.inputs, run.options)
    let hasSafe = application.compilation.report.findings.contains { diagnostic in
      diagnostic.fixes.contains { $0.applicability == .safe }
    }
    let texts = application.texts
    application.run()
    #expect((application.texts != texts) == hasSafe)
  }
}
