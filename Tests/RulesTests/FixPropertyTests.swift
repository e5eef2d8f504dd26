import Diagnostics
import Pipeline
import Settings
import Terraform
import TestSupport
import Testing

/// What holds for every fix, over all scenarios, in every layout that an input may have.
@Suite struct FixPropertyTests {
  /// How the inputs of a scenario are changed before they are read.
  enum Layout: CaseIterable {
    case asWritten, windows, marked, openEnded

    func apply(to bytes: [UInt8]) -> [UInt8] {
      switch self {
      case .asWritten: return bytes
      case .windows:
        return bytes.filter { $0 != 0x0D }.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
      case .marked: return SourceFile.byteOrderMark + bytes
      case .openEnded: return bytes.last == 0x0A ? bytes.dropLast() : bytes
      }
    }
  }

  @Test(arguments: try Fixture.scenarios)
  func fixesOfAScenario(_ fixture: Fixture) throws {
    for layout in Layout.allCases {
      var application = try Self.application(fixture, layout, .unsafe)
      // Most scenarios have no fix, whatever their layout.
      guard Self.isFixable(application, .unsafe) || layout == .asWritten else { return }
      try Self.check(&application, .unsafe, "\(layout)")
    }
    var application = try Self.application(fixture, .asWritten, .safe)
    try Self.check(&application, .safe, "safe fixes")
  }

  private static func application(
    _ fixture: Fixture, _ layout: Layout, _ scope: FixIt.Applicability
  ) throws -> FixApplication {
    let words = fixture.text("command").split(whereSeparator: \.isWhitespace).map(String.init)
    func word(after flag: String) -> String? {
      zip(words, words.dropFirst()).first { $0.0 == flag }?.1
    }
    var options = Check.options
    options.chartVersion = word(after: "--chart-version").flatMap { ChartVersion($0) }
    options.terraform.module = word(after: "--module").flatMap(OfficialModule.init)
    options.terraform.moduleVersion = word(after: "--module-version").flatMap { ModuleVersion($0) }
    let inputs = try fixture.inputs.map { name in
      Input.file(name: name, bytes: layout.apply(to: try fixture.bytes(of: name)), format: nil)
    }
    return FixApplication(inputs, options, scope)
  }

  // MARK: Properties

  private static func check(
    _ application: inout FixApplication, _ scope: FixIt.Applicability, _ comment: Comment
  ) throws {
    let first = application.compilation.report.findings
    for _ in 0..<10 {
      let before = application
      guard application.applyRound() else { break }
      try onlyEditsChangeBytes(before, application, comment)
    }
    let report = application.compilation.report
    let closed = application.unreadable.union(application.refused)
    let open = report.findings.filter { finding in
      isFixable(finding, scope)
        && index(of: finding, application).map { !closed.contains($0) } == true
    }
    #expect(open.isEmpty, "\(comment): \(open.map { "\($0.id.code) \($0.message)" })")
    if closed.isEmpty { nothingFixedRemains(first, report.findings, scope, comment) }
    let texts = application.texts
    application.run()
    #expect(application.texts == texts, "\(comment): a second run changes something")
  }

  /// Every finding with a fix is gone, by its code and message.
  private static func nothingFixedRemains(
    _ before: [PrintableDiagnostic], _ after: [PrintableDiagnostic],
    _ scope: FixIt.Applicability, _ comment: Comment
  ) {
    func key(_ finding: PrintableDiagnostic) -> String { "\(finding.id.code) \(finding.message)" }
    let unfixable = Set(before.filter { !isFixable($0, scope) }.map(key))
    let fixed = Set(before.filter { isFixable($0, scope) }.map(key)).subtracting(unfixable)
    let remaining = fixed.intersection(after.map(key))
    #expect(remaining.isEmpty, "\(comment)")
  }

  /// Text outside the edits of the printed fixes is the same, in the same order.
  private static func onlyEditsChangeBytes(
    _ before: FixApplication, _ after: FixApplication, _ comment: Comment
  ) throws {
    let sources = before.compilation.sources
    let edits = before.compilation.report.findings.flatMap(\.fixes).flatMap(\.edits)
    for (number, text) in before.texts.enumerated() where text != after.texts[number] {
      let spans = edits.map(\.span).filter { sources[$0.file].bytes == text }.map(\.range)
      var rest = after.texts[number][...]
      var lower = 0
      let borders = spans.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
      var pieces: [ArraySlice<UInt8>] = []
      for span in borders where span.upperBound >= lower {
        if span.lowerBound > lower { pieces.append(text[lower..<span.lowerBound]) }
        lower = max(lower, span.upperBound)
      }
      #expect(rest.starts(with: pieces.first ?? []) || borders.first?.lowerBound == 0, comment)
      for piece in pieces {
        let found = try #require(rest.firstRange(of: piece), comment)
        rest = rest[found.upperBound...]
      }
      #expect(rest.reversed().starts(with: text[lower...].reversed()), comment)
    }
  }

  private static func isFixable(
    _ finding: PrintableDiagnostic, _ scope: FixIt.Applicability
  ) -> Bool {
    finding.fixes.contains { scope == .unsafe || $0.applicability == .safe }
  }

  private static func isFixable(
    _ application: FixApplication, _ scope: FixIt.Applicability
  ) -> Bool {
    application.compilation.report.findings.contains { isFixable($0, scope) }
  }

  private static func index(
    of finding: PrintableDiagnostic, _ application: FixApplication
  ) -> Int? {
    let bytes = application.compilation.sources[finding.span.file].bytes
    return application.texts.firstIndex(of: bytes)
  }
}
