import Diagnostics
import Foundation
import Pipeline
import Reference
import Reporting
import TestSupport
import Testing

/// What findings look like in SARIF and JUnit is what these formats allow, say readers that are not ours.
@Suite(.comparing(with: .sarif, .junit))
struct FindingFormatTests {
  /// The failing example of every code.
  private static let examples: [Findings] = DiagnosticsReference.all.map { id in
    let example = id.documentation.failing
    let compilation = Check.compile((example.fileName, example.text))
    let detail = Format.sarif.detail.union(Format.junit.detail)
    return Findings(compilation.report, detail: detail)
  }

  /// What the cases of `fixtures/formats` print.
  private static func goldens(_ name: String) throws -> [String] {
    let root = Fixture.project.appending(path: "fixtures/formats")
    return try FileManager.default.contentsOfDirectory(atPath: root.path).sorted().map {
      try String(contentsOf: root.appending(path: "\($0)/expected/\(name)"), encoding: .utf8)
    }
  }

  @Test func sarifFitsItsSchema() throws {
    let renderer = SARIFRenderer(.current, version: "1.2.3")
    let logs = Self.examples.map(renderer.render) + (try Self.goldens("sarif.json"))
    var oracles = [Oracle.sarif]
    // The project's own copy of the schema, where there is one, is used where it is.
    let environment = ProcessInfo.processInfo.environment
    let shared = Fixture.project.appending(path: "../shared/schemas/sarif-2.1.0.json")
    let schema = environment["SARIF_SCHEMA"].map { URL(filePath: $0) } ?? shared
    if FileManager.default.fileExists(atPath: schema.path) {
      oracles.append(.sarif(schema: schema.standardizedFileURL))
    }
    for oracle in oracles {
      #expect(try refusals(logs, oracle) == [])
      // A validator that takes everything proves nothing.
      #expect(
        try refusals(["{}", logs[0].replacing("\"message\"", with: "\"massage\"")], oracle).count
          == 2)
    }
  }

  @Test func junitFitsItsSchema() throws {
    let reports = Self.examples.map(JUnitRenderer().render) + (try Self.goldens("junit.xml"))
    #expect(try refusals(reports, .junit) == [])
    #expect(
      try refusals([reports[0].replacing("tests=\"1\"", with: "tests=\"2\""), "<a/>"], .junit)
        .count == 2)
  }

  /// A test case for each input, which fails if the input has errors.
  @Test func junitReadersSeeTheInputs() throws {
    let compilation = Check.compile(
      ("a.yaml", "global: {mysql: {port: 99999}}\n"), ("b.yaml", "global: {size: small}\n"))
    let report = JUnitRenderer().render(Findings(compilation.report, detail: .frames))
    let answer = try #require(try Oracle.junit.answers([Array(report.utf8)]).first?.tree)
    let cases = answer.elements.first?.elements.last?.elements.map { $0.elements.map(\.string) }
    #expect(cases == [["a.yaml", "WB2006"], ["b.yaml", "passed"]])
  }

  private func refusals(_ documents: [String], _ oracle: Oracle) throws -> [String] {
    try oracle.answers(documents.map { Array($0.utf8) }).compactMap { answer in
      if case .refused(let why) = answer { why } else { nil }
    }
  }
}
