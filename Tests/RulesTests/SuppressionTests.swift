import Diagnostics
import Pipeline
import Project
import TestSupport
import Testing

/// Comments suppress exactly the findings that they name.
@Suite struct SuppressionTests {
  private struct Outcome: Equatable {
    var reported: [String] = []
    var suppressed: [String] = []
  }

  private func outcome(
    _ text: String, _ name: String = "values.yaml",
    _ change: (inout Compiler.Options) -> Void = { _ in }
  ) -> Outcome {
    var options = Check.options
    change(&options)
    let compilation = Compiler.compile([Check.input(name, text)], options)
    let report = compilation.report
    let tables = report.sources.files.map { LineTable($0) }
    return Outcome(
      reported: report.findings.map { finding in
        let line = tables[Int(finding.span.file.index)].line(at: Int(finding.span.lower))
        return "\(line + 1):\(finding.id.code)"
      },
      suppressed: report.suppressed.map { "\($0.finding.id.code): \($0.justification ?? "-")" })
  }

  private static let port = "mysql: {host: db.example.com, port: 99999}"

  @Test func aTrailingCommentCoversItsLine() {
    #expect(
      outcome("global:\n  \(Self.port) # wandb-cfg: ignore WB2006 -- proxy\n")
        == Outcome(suppressed: ["WB2006: proxy"]))
  }

  @Test func aCommentOnItsOwnCoversTheNextLine() {
    #expect(
      outcome("global:\n  # wandb-cfg: ignore out-of-range -- proxy\n  \(Self.port)\n")
        == Outcome(suppressed: ["WB2006: proxy"]))
  }

  @Test func aTrailingCommentDoesNotCoverTheNextLine() {
    #expect(
      outcome("global: # wandb-cfg: ignore WB2006 -- proxy\n  \(Self.port)\n")
        == Outcome(reported: ["1:WB2082", "2:WB2006"]))
  }

  @Test func aBlankLineEndsTheReachOfAComment() {
    #expect(
      outcome("global:\n  # wandb-cfg: ignore WB2006 -- proxy\n\n  \(Self.port)\n")
        == Outcome(reported: ["2:WB2082", "4:WB2006"]))
  }

  @Test func otherCommentsMayBeBetween() {
    #expect(
      outcome(
        """
        global:
          # wandb-cfg: ignore WB2006 -- proxy
          # wandb-cfg: ignore WB2035 -- old
          # an explanation
          mysql: {host: db.example.com, port: 99999, database: "wandb "}

        """) == Outcome(suppressed: ["WB2006: proxy", "WB2035: old"]))
  }

  @Test(arguments: ["WB2006,WB2035", "WB2006, WB2035", "WB2006 WB2035", "wb2006 , WB2035 ,"])
  func severalCodesMayBeNamed(_ codes: String) {
    let text =
      "global: {mysql: {port: 99999, database: \"wandb \"}} # wandb-cfg: ignore \(codes) -- a -- b\n"
    #expect(outcome(text) == Outcome(suppressed: ["WB2006: a -- b", "WB2035: a -- b"]))
  }

  @Test func onlyTheUnusedCodeIsReported() {
    let text = "global:\n  \(Self.port) # wandb-cfg: ignore WB2006, WB2035 -- proxy\n"
    #expect(outcome(text) == Outcome(reported: ["2:WB2082"], suppressed: ["WB2006: proxy"]))
  }

  // MARK: Dates

  /// Tests run on 2026-11-21.
  @Test(arguments: [
    ("until=2026-11-21 -- proxy", "proxy"), ("until=2027-02-28 -- proxy", "proxy"),
    ("-- proxy until=2028-02-29", "proxy until=2028-02-29"),
  ])
  func aDateIsValidThroughItsDay(_ rest: String, _ reason: String) {
    #expect(
      outcome("global:\n  \(Self.port) # wandb-cfg: ignore WB2006 \(rest)\n")
        == Outcome(suppressed: ["WB2006: \(reason)"]))
  }

  @Test func anExpiredSuppressionSuppressesNothing() {
    #expect(
      outcome("global:\n  \(Self.port) # wandb-cfg: ignore WB2006 until=2026-11-20 -- proxy\n")
        == Outcome(reported: ["2:WB2006", "2:WB2083"]))
  }

  // MARK: Mistakes

  @Test(arguments: [
    ("ignore WB2006", "WB2081"), ("ignore WB2006 --", "WB2081"), ("ignore WB2006 -- -", "WB2081"),
    ("ignore -- proxy", "WB2081"), ("ignore", "WB2081"), ("ignroe WB2006 -- proxy", "WB2081"),
    ("disable WB2006 -- proxy", "WB2081"), ("ignore WB2006 proxy: old", "WB2081"),
    ("ignore WB2006 until=2027-02-29 -- proxy", "WB2081"),
    ("ignore WB2006 until=2027-1-1 -- proxy", "WB2081"),
    ("ignore WB2006 until=2027-01-01 until=2027-01-02 -- proxy", "WB2081"),
    ("ignore WB9999 -- proxy", "WB2084"), ("ignore out-of-rnage -- proxy", "WB2084"),
    ("ignore WB2006 \u{2014} proxy", "WB2081"),
  ])
  func aMalformedSuppressionIsAnErrorAndSuppressesNothing(_ comment: String, _ code: String) {
    #expect(
      outcome("global:\n  \(Self.port) # wandb-cfg: \(comment)\n")
        == Outcome(reported: ["2:WB2006", "2:\(code)"]))
  }

  @Test(arguments: ["wandb-cfg: checked in CI", "see wandb-cfg: ignore WB2006 -- x", "wandb-cfg"])
  func proseIsNotASuppression(_ comment: String) {
    #expect(
      outcome("global:\n  \(Self.port) # \(comment)\n") == Outcome(reported: ["2:WB2006"]))
  }

  @Test func anUnreadInputCannotBeAccepted() {
    let text =
      "global: # wandb-cfg: ignore WB1006 -- twice\n  host: a\nglobal: {} # wandb-cfg: ignore WB1006 -- b\n"
    #expect(outcome(text).reported == ["1:WB2085", "3:WB1006", "3:WB2085"])
    #expect(outcome(text).suppressed.isEmpty)
  }

  @Test func aProtectedCodeIsReported() {
    let text = "global:\n  \(Self.port) # wandb-cfg: ignore WB2006 -- proxy\n"
    let found = outcome(text) { $0.policy.neverSuppress = ["WB2006"] }
    #expect(found == Outcome(reported: ["2:WB2006", "2:WB2085"]))
  }

  @Test func codesOfOtherCommandsAreNotUnused() {
    let text =
      "global: {host: \"https://wandb.example.com\"} # wandb-cfg: ignore WB4003, WB3112 -- later\n"
    #expect(outcome(text) == Outcome())
  }

  @Test func nothingIsUnusedInADamagedFile() {
    let text = "global:\n  # wandb-cfg: ignore WB2006 -- proxy\n  mysql: {port: 3306}\nredis: [\n"
    #expect(outcome(text).reported.allSatisfy { !$0.hasSuffix("WB2082") })
  }

  // MARK: Where comments are

  @Test(arguments: [
    "global:\n  mysql: {port: 99999, database: \"# wandb-cfg: ignore WB2006 -- x\"}\n",
    "global: {mysql: {port: 99999, database: a#wandb-cfg:ignore WB2006 -- x}}\n",
    "weave:\n  note: |\n    # wandb-cfg: ignore WB2006 -- x\nglobal: {mysql: {port: 99999}}\n",
  ])
  func textIsNotAComment(_ text: String) {
    let found = outcome(text)
    #expect(found.suppressed == [] && found.reported.contains { $0.hasSuffix(":WB2006") })
    #expect(!found.reported.contains { $0.contains("WB208") })
  }

  @Test(arguments: [
    "global: {mysql: {port: 99999, # wandb-cfg: ignore WB2006 -- x\n}}\n",
    "\u{FEFF}# wandb-cfg: ignore WB2006 -- x\nglobal: {mysql: {port: 99999}}\n",
    "global:\r\n  # wandb-cfg: ignore WB2006 -- x\r\n  mysql: {port: 99999}\r\n",
    "global:\r  # wandb-cfg: ignore WB2006 -- x\r  mysql: {port: 99999}\r",
    "global: # \u{1F600}\n  mysql: {port: 99999}\t#\twandb-cfg:\tignore\tWB2006\t--\tx\n",
    "global:\n  mysql:\n    # wandb-cfg: ignore WB2006 -- x\n    port: 99999\n---\n",
  ])
  func commentsAreFoundInAnyLayout(_ text: String) {
    #expect(outcome(text).suppressed == ["WB2006: x"])
  }

  @Test func anEnvironmentFileHasCommentsOnTheirOwnLineOnly() {
    #expect(
      outcome("HOST=wandb.example.com/a b\n", "wandb.env").reported.isEmpty == false)
    let codes = outcome("MYSQL=mysql://u:p@db:99999/w\n", "wandb.env").reported
    let code = codes.first?.split(separator: ":").last ?? ""
    #expect(
      outcome("# wandb-cfg: ignore \(code) -- x\nMYSQL=mysql://u:p@db:99999/w\n", "wandb.env")
        == Outcome(suppressed: ["\(code): x"]))
    let inline = outcome(
      "MYSQL=mysql://u:p@db:99999/w # wandb-cfg: ignore \(code) -- x\n", "wandb.env")
    #expect(inline.suppressed.isEmpty)
  }

  @Test func anAcceptedUnreadInputStaysUnread() {
    let compilation = Compiler.compile(
      [
        Check.input("values.yaml", "# wandb-cfg: ignore WB2033 -- x\nwandb:\n  global: {host: a}\n")
      ],
      Check.options)
    #expect(compilation.report.suppressed.map(\.finding.id.code) == ["WB2033"])
    #expect(!compilation.isReadable)
  }

  // MARK: Fixes

  @Test(arguments: [
    ("a: 1 # wandb-cfg: ignore WB2035 -- x\n", "a: 1\n"),
    ("# wandb-cfg: ignore WB2035, WB2006 -- x\na: 1\n", "a: 1\n"),
    ("a: 1\r\n  # wandb-cfg: ignore WB2035 -- x\r\nb: 1\r\n", "a: 1\r\nb: 1\r\n"),
    (
      "mysql: {port: 99999} # wandb-cfg: ignore WB2035, WB2006 -- x\n",
      "mysql: {port: 99999} # wandb-cfg: ignore WB2006 -- x\n"
    ),
    (
      "mysql: {port: 99999} # wandb-cfg: ignore WB2006, WB2035 -- x\n",
      "mysql: {port: 99999} # wandb-cfg: ignore WB2006 -- x\n"
    ),
  ])
  func anUnusedCodeCanBeRemoved(_ text: String, _ expected: String) {
    func values(_ lines: String) -> String {
      "global:\n"
        + lines.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "" : "  " + $0 }.joined(separator: "\n")
    }
    var application = FixApplication(
      [Check.input("values.yaml", values(text))], Check.options, .unsafe)
    application.run()
    #expect(String(decoding: application.texts[0], as: UTF8.self) == values(expected))
  }

  // MARK: Secrets

  @Test func aReasonThatRepeatsASecretIsHidden() {
    let text = """
      global:
        # wandb-cfg: ignore WB2006 -- the login is hunter2hunter2.
        mysql: {host: db.example.com, port: 99999, password: hunter2hunter2}

      """
    #expect(outcome(text).suppressed == ["WB2006: \(Secret.mask)"])
  }

  @Test(arguments: [
    ("-- correcthorse", "WB2082"), ("correcthorse", "WB2084"), ("correcthorse: -- x", "WB2081"),
    ("until=correcthorse -- x", "WB2081"),
  ])
  func framesDoNotShowWhatIsNotKnown(_ rest: String, _ code: String) throws {
    let text = "global:\n  mysql: {port: 3306} # wandb-cfg: ignore WB2006 \(rest)\n"
    let report = Check.yaml(text).report
    #expect(report.findings.map(\.id.code) == [code])
    let start = try #require(text.utf8.firstRange(of: "correcthorse".utf8)).lowerBound
    let offset = text.utf8.distance(from: text.startIndex, to: start)
    #expect(report.hidden.overlaps(SourceSpan(FileID(0), offset, offset + 12)))
  }

  // MARK: Size

  /// A quadratic search would take minutes.
  @Test func tenThousandSuppressionsTakeLinearTime() {
    var text = "weave:\n  note:\n"
    for number in 0..<10_000 {
      text += "    # wandb-cfg: ignore WB2035 -- reason \(number)\n    v\(number): a\n"
    }
    let found = outcome(text)
    #expect(found.reported.count { $0.hasSuffix(":WB2082") } == 10_000)
  }
}
