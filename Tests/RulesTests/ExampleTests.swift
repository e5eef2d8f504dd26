import CloudDocuments
import Diagnostics
import Emitters
import Foundation
import Pipeline
import Reference
import Rules
import Settings
import Terraform
import TestSupport
import Testing

/// The examples of the documentation are inputs, and say what the documentation says of them.
@Suite struct ExampleTests {
  @Test(arguments: DiagnosticsReference.all.map(\.code))
  func failingExampleReportsItsCode(_ code: String) throws {
    let id = try #require(DiagnosticsReference.find(code))
    let codes = run(id.documentation.failing).map(\.id.code)
    #expect(codes.contains(code), "reported: \(codes)")
  }

  @Test(arguments: DiagnosticsReference.all.map(\.code))
  func findingsHaveTheSeverityOfTheirCode(_ code: String) throws {
    let id = try #require(DiagnosticsReference.find(code))
    for finding in run(id.documentation.failing) {
      #expect(finding.severity == finding.id.severity, "\(finding.id.code)")
    }
  }

  @Test(arguments: DiagnosticsReference.all.map(\.code))
  func passingExampleReportsNothing(_ code: String) throws {
    let id = try #require(DiagnosticsReference.find(code))
    let found = run(id.documentation.passing).map { "\($0.id.code) \($0.message)" }
    #expect(found == [])
  }

  /// A rule's failing example is about that rule alone.
  @Test(arguments: RuleCatalog.documented.map(\.code))
  func failingExampleOfARuleReportsNothingElse(_ code: String) throws {
    let id = try #require(DiagnosticsReference.find(code))
    #expect(Set(run(id.documentation.failing).map(\.id.code)) == [code])
  }

  /// What each failing example reports, in `fixtures/examples`; `make golden` rewrites it.
  @Test(arguments: DiagnosticsReference.all.map(\.code))
  func failingExampleIsReportedAsBefore(_ code: String) throws {
    let id = try #require(DiagnosticsReference.find(code))
    try Golden.expect(
      ExampleRun(id.documentation.failing).summary,
      at: Self.goldens.appending(path: "\(code).txt"))
  }

  @Test func everyGoldenHasACode() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.goldens.path)
    let codes = Set(DiagnosticsReference.all.map { "\($0.code).txt" })
    #expect(Set(names).subtracting(codes).isEmpty)
  }

  private static let goldens = Fixture.project.appending(path: "fixtures/examples")

  private func run(_ example: Example) -> [PrintableDiagnostic] { ExampleRun(example).diagnostics }
}
