import Foundation
import TestSupport
import Testing

/// What a run prints and writes in the jobs of CI systems, and with several formats.
@Suite struct AutomationTests {
  private static let wrong = "global:\n  host: wandb.example.com\n"
  private static let github = ["GITHUB_ACTIONS": "true"]
  private static let gitlab = ["GITLAB_CI": "true"]
  private static let report = "gl-code-quality-report.json"

  private func folder() throws -> TemporaryFolder { try TemporaryFolder(["a.yaml": Self.wrong]) }

  // MARK: GitHub

  @Test func githubGetsAnnotations() async throws {
    let folder = try folder()
    let outcome = try await Tool.run(
      ["validate", "a.yaml"], environment: Self.github, in: folder.url)
    #expect(outcome.status == 1)
    #expect(
      outcome.stdout.hasPrefix(
        "::error file=a.yaml,line=2,endLine=2,col=9,endColumn=26,title=WB3015 "), "\(outcome)")
    #expect(outcome.stdout.hasSuffix("1 error in 1 file\n"))
    let chosen = try await Tool.run(
      ["validate", "a.yaml", "--format", "text"], environment: Self.github, in: folder.url)
    #expect(chosen.stdout.hasPrefix("error[WB3015]"))
  }

  /// Annotations name files from the root of the repository, wherever the job runs.
  @Test func githubGetsPathsOfTheRepository() async throws {
    let folder = try folder()
    let inside = folder.url.appending(path: "deploy")
    try FileManager.default.createDirectory(at: inside, withIntermediateDirectories: true)
    try folder.write(Self.wrong, "deploy/b.yaml")
    let environment = Self.github.merging(["GITHUB_WORKSPACE": folder.url.path]) { $1 }
    for (name, shown) in [
      ("b.yaml", "deploy/b.yaml"), ("../a.yaml", "a.yaml"), ("./b.yaml", "deploy/b.yaml"),
      (folder.url.path + "/a.yaml", "a.yaml"),
    ] {
      let outcome = try await Tool.run(["validate", name], environment: environment, in: inside)
      #expect(outcome.stdout.hasPrefix("::error file=\(shown),"), "\(name): \(outcome)")
    }
  }

  @Test func githubGetsASummary() async throws {
    let folder = try folder()
    let path = folder.url.path + "/summary.md"
    let environment = Self.github.merging(["GITHUB_STEP_SUMMARY": path]) { $1 }
    for _ in 0..<2 {
      _ = try await Tool.run(["validate", "a.yaml"], environment: environment, in: folder.url)
    }
    let text = try #require(folder.read("summary.md"))
    let title = "### wandb-cfg: 1 error in 1 file\n\n| Severity | Location | Code | Message |\n"
    #expect(text.components(separatedBy: title).count == 3, "\(text)")
    #expect(text.contains("| error | a.yaml:2:9 | WB3015 | `global.host` has no scheme<br>help: "))
    // Without annotations, there is no summary.
    try folder.write("", "summary.md")
    _ = try await Tool.run(
      ["validate", "a.yaml", "--format", "text"], environment: environment, in: folder.url)
    #expect(folder.read("summary.md") == "")
  }

  /// GitHub drops the summary of a step that exceeds a mebibyte.
  @Test(arguments: [300, 60, 0])
  func summariesStayBelowTheLimit(_ room: Int) async throws {
    let folder = try TemporaryFolder([
      "a.yaml": "app:\n  extraEnv:\n" + (0..<50).map { "    A\($0): no\n" }.joined()
    ])
    let limit = 1 << 20
    try folder.write(String(repeating: "x", count: limit - room), "summary.md")
    let environment = Self.github.merging(
      ["GITHUB_STEP_SUMMARY": folder.url.path + "/summary.md"]) { $1 }
    let outcome = try await Tool.run(
      ["validate", "a.yaml"], environment: environment, in: folder.url)
    #expect(outcome.status == 0 && outcome.stderr.isEmpty)
    let text = try #require(folder.read("summary.md"))
    #expect(text.utf8.count <= limit)
    #expect((text.utf8.count > limit - room) == (room >= 60))
    if room == 300 { #expect(text.hasSuffix(" did not fit into the summary.\n\n")) }
  }

  @Test func aSummaryThatCannotBeWrittenFailsNothing() async throws {
    let folder = try TemporaryFolder(["a.yaml": "global:\n  size: small\n"])
    let environment = Self.github.merging(["GITHUB_STEP_SUMMARY": "/nonexistent/summary"]) { $1 }
    let outcome = try await Tool.run(
      ["validate", "a.yaml"], environment: environment, in: folder.url)
    #expect(outcome.status == 0)
    #expect(outcome.stderr.hasPrefix("warning: can't write the job summary /nonexistent/summary: "))
  }

  // MARK: GitLab

  @Test func gitlabGetsAReportNextToTheText() async throws {
    let folder = try folder()
    let outcome = try await Tool.run(
      ["validate", "a.yaml"], environment: Self.gitlab, in: folder.url)
    #expect(outcome.status == 1 && outcome.stdout.hasPrefix("error[WB3015]"))
    #expect(outcome.stderr == "wrote \(Self.report)\n")
    let issues = try #require(JSONTree((folder.read(Self.report) ?? "").utf8)).elements
    #expect(issues.count == 1)
    #expect(issues[0]["location"]?["path"]?.string == "a.yaml")
    #expect(issues[0]["location"]?["lines"]?["begin"]?.integer == 2)
    #expect(issues[0]["severity"]?.string == "major")
    #expect(issues[0]["fingerprint"]?.string?.count == 32)
  }

  /// Nobody named the file, so it replaces none.
  @Test func gitlabKeepsAFileThatExists() async throws {
    let folder = try folder()
    try folder.write("[]", Self.report)
    let outcome = try await Tool.run(
      ["validate", "a.yaml"], environment: Self.gitlab, in: folder.url)
    #expect(folder.read(Self.report) == "[]")
    #expect(outcome.status == 1)
    #expect(outcome.stderr.hasPrefix("\(Self.report) exists already and is not replaced"))
  }

  @Test func gitlabGetsNoReportOnOtherTerms() async throws {
    let folder = try folder()
    let chosen = try await Tool.run(
      ["validate", "a.yaml", "--format", "concise"], environment: Self.gitlab, in: folder.url)
    #expect(chosen.stdout.hasPrefix("a.yaml:2:9: error["))
    _ = try await Tool.run(
      ["convert", "a.yaml", "--to", "docker-env"], environment: Self.gitlab, in: folder.url)
    #expect(folder.read(Self.report) == nil)
  }

  /// A value other than `true` is not that of a job.
  @Test(arguments: ["GITHUB_ACTIONS", "GITLAB_CI"], ["", "false", "1"])
  func otherValuesSayNothing(_ name: String, _ value: String) async throws {
    let folder = try folder()
    let outcome = try await Tool.run(
      ["validate", "a.yaml"], environment: [name: value], in: folder.url)
    #expect(outcome.stdout.hasPrefix("error[WB3015]"))
    #expect(folder.read(Self.report) == nil)
  }

  // MARK: Several formats

  @Test func formatsGoToTheirFiles() async throws {
    let folder = try folder()
    let outcome = try await Tool.run(
      [
        "validate", "a.yaml", "--format", "text", "--format", "sarif=a.sarif", "--format",
        "junit=a.xml",
      ], in: folder.url)
    #expect(outcome.stdout.hasPrefix("error[WB3015]"))
    #expect(folder.read("a.sarif")?.contains("\"ruleId\": \"WB3015\"") == true)
    #expect(folder.read("a.xml")?.contains("type=\"WB3015\"") == true)
    let dash = try await Tool.run(["validate", "a.yaml", "--format", "json=-"], in: folder.url)
    let plain = try await Tool.run(["validate", "a.yaml", "--format", "json"], in: folder.url)
    #expect(dash.stdout == plain.stdout)
  }

  @Test(arguments: [
    (["--format", "sarif", "--format", "json"], "only one --format can go to the terminal"),
    (["--format", "sarif=x", "--format", "json=x"], "two --format options write to x"),
    (["--format", "sarif=x", "--format", "json=./x"], "two --format options write to ./x"),
    (["--format", "sarif="], "--format sarif= names no file"),
    (["--format", "sariff"], "unknown format `sariff`; did you mean `sarif`?"),
    (["--format", "xx=y"], "--format must be `text`, `concise`, "),
  ])
  func wrongFormatsAreRefused(_ options: [String], _ message: String) async throws {
    let folder = try folder()
    let outcome = try await Tool.run(["validate", "a.yaml"] + options, in: folder.url)
    #expect(outcome.status == 2 && outcome.stdout.isEmpty)
    #expect(outcome.stderr.hasPrefix("error: " + message), "\(outcome)")
  }

  @Test func aFileThatCannotBeWrittenHidesNoFindings() async throws {
    let folder = try folder()
    let outcome = try await Tool.run(
      ["validate", "a.yaml", "--format", "json=missing/x.json"], in: folder.url)
    #expect(outcome.status == 2)
    #expect(outcome.stdout.contains("error[WB3015]"), "\(outcome)")
    #expect(outcome.stderr.contains("missing/x.json"), "\(outcome)")
  }

  @Test func findingsDoNotReplaceAnInput() async throws {
    let folder = try folder()
    for path in ["a.yaml", "./a.yaml"] {
      let outcome = try await Tool.run(
        ["validate", "a.yaml", "--format", "sarif=\(path)"], in: folder.url)
      #expect(outcome.status == 2)
      #expect(outcome.stderr == "error: can't write findings to \(path): it is an input\n")
      #expect(folder.read("a.yaml") == Self.wrong)
    }
  }
}
