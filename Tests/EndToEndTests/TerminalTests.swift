import Foundation
import TestSupport
import Testing

/// What is printed on a terminal, and what is not when the output goes elsewhere.
@Suite struct TerminalTests {
  private static let one = "global:\n  host: wandb.example.com\n  bucket:\n    nmae: files\n"
  private static let two = "global:\n  extraEnv:\n    ACME: no\n"

  private func folder() throws -> TemporaryFolder {
    try TemporaryFolder(["a.yaml": Self.one, "b.yaml": Self.two])
  }

  private func shown(
    _ arguments: [String], columns: Int = 80, _ environment: [String: String]
  ) throws -> String {
    let folder = try folder()
    return try PseudoTerminal(columns: columns).run(
      arguments, environment: environment, in: folder.url)
  }

  // MARK: Colour

  @Test(arguments: [
    ([:], true), (["NO_COLOR": "1"], false), (["NO_COLOR": ""], true), (["TERM": "dumb"], false),
    (["CLICOLOR": "0"], false), (["FORCE_COLOR": "0"], false),
    (["TERM": "dumb", "FORCE_COLOR": "1"], true), (["NO_COLOR": "1", "FORCE_COLOR": "1"], false),
    (["CLICOLOR": "0", "CLICOLOR_FORCE": "1"], true),
  ])
  func colorsFollowTheTerminal(_ environment: [String: String], _ isColored: Bool) throws {
    let text = try shown(["validate", "a.yaml"], environment)
    #expect(text.contains("\u{1B}[1;31m") == isColored)
  }

  @Test(arguments: [
    ([:], [], false), (["FORCE_COLOR": "1"], [], true), (["CLICOLOR_FORCE": "1"], [], true),
    (["FORCE_COLOR": "1"], ["--color", "never"], false), ([:], ["--color", "always"], true),
    (["NO_COLOR": "1"], ["--color", "always"], true),
  ])
  func pipesHaveColorsOnlyOnRequest(
    _ environment: [String: String], _ options: [String], _ isColored: Bool
  ) async throws {
    let folder = try folder()
    let outcome = try await Tool.run(
      ["validate", "a.yaml"] + options, environment: environment, in: folder.url)
    #expect(outcome.stdout.contains("\u{1B}[") == isColored)
  }

  // MARK: Links

  @Test(arguments: [
    ([:], false), (["VTE_VERSION": "6800"], true), (["VTE_VERSION": "4300"], false),
    (["TERM_PROGRAM": "iTerm.app"], true),
    (["TERM": "tmux-256color", "VTE_VERSION": "6800"], false),
    (["FORCE_HYPERLINK": "1"], true), (["VTE_VERSION": "6800", "FORCE_HYPERLINK": "0"], false),
    (["VTE_VERSION": "6800", "NO_COLOR": "1"], false),
  ])
  func filesAreLinksWhereTerminalsHaveThem(
    _ environment: [String: String], _ isLinked: Bool
  ) throws {
    let text = try shown(["validate", "a.yaml"], environment)
    #expect(text.contains("\u{1B}]8;;file://") == isLinked)
    #expect(text.contains("/a.yaml\u{1B}\\a.yaml:2:9\u{1B}]8;;\u{1B}\\\n") == isLinked)
  }

  @Test func pipesHaveNoLinks() async throws {
    let folder = try folder()
    let outcome = try await Tool.run(
      ["validate", "a.yaml", "--color", "always"], environment: ["FORCE_HYPERLINK": "1"],
      in: folder.url)
    #expect(!outcome.stdout.contains("\u{1B}]8"))
  }

  // MARK: Layout

  private static let plain = ["NO_COLOR": "1"]

  @Test func messagesAreWrappedToTheWidth() throws {
    for columns in [40, 60, 200] {
      let text = try shown(["validate", "a.yaml"], columns: columns, Self.plain)
      let widest = text.split(separator: "\n").map(\.count).max() ?? 0
      #expect(widest <= columns, "\(columns): \(text)")
    }
    let narrow = try shown(["validate", "a.yaml"], columns: 40, Self.plain)
    let wide = try shown(["validate", "a.yaml"], columns: 200, Self.plain)
    #expect(narrow != wide)
    func words(_ text: String) -> [Substring] { text.split { $0 == " " || $0 == "\n" } }
    #expect(words(narrow) == words(wide))
    let chosen = try shown(
      ["validate", "a.yaml"], columns: 200, ["NO_COLOR": "1", "COLUMNS": "40"])
    #expect(chosen == narrow)
  }

  @Test func pipesAreNotWrapped() async throws {
    let folder = try folder()
    let narrow = try await Tool.run(
      ["validate", "a.yaml"], environment: ["COLUMNS": "40"], in: folder.url)
    let usual = try await Tool.run(["validate", "a.yaml"], in: folder.url)
    #expect(narrow.stdout == usual.stdout)
  }

  /// A file gets the same text whatever the terminal is.
  @Test func filesAreNotWrapped() throws {
    let folder = try folder()
    func written(_ columns: Int) throws -> String? {
      _ = try PseudoTerminal(columns: columns).run(
        ["validate", "a.yaml", "--format", "text=out", "--format", "concise"], in: folder.url)
      return folder.read("out")
    }
    #expect(try written(40) == written(200))
  }

  @Test func findingsAreGroupedByFile() throws {
    let text = try shown(["validate", "a.yaml", "b.yaml"], columns: 100, Self.plain)
    #expect(
      text.hasPrefix("a.yaml\n\nerror[") && text.contains("\n\nb.yaml\n\nwarning["), "\(text)")
    #expect(text.hasSuffix(" in 2 files merged into 1 deployment\n"), "\(text)")
    let single = try shown(["validate", "a.yaml"], columns: 100, Self.plain)
    #expect(single.hasPrefix("error["))
  }

  @Test func quietTerminalsShowErrorsOnly() throws {
    let text = try shown(
      ["validate", "a.yaml", "b.yaml", "--quiet"], columns: 100, Self.plain)
    #expect(text.hasPrefix("error[") && !text.contains("warning[") && !text.contains(" in 2 files"))
  }
}
