import Foundation
import TestSupport
import Testing

/// The project file, and the options that precede it.
@Suite struct ProjectFileTests {
  private static let values = """
    global:
      host: https://wandb.example.com
      mysql: {host: db.example.com, port: 99999, database: "wandb "}

    """

  private func folder(_ project: String, _ files: [String: String] = [:]) throws -> TemporaryFolder
  {
    try TemporaryFolder(
      ["values.yaml": Self.values, ".wandb-cfg.yaml": project].merging(files) { $1 })
  }

  private func codes(
    _ arguments: [String], in folder: URL, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> [String] {
    let outcome = try await Tool.run(["validate", "--format", "concise"] + arguments, in: folder)
    #expect(outcome.status != 2, "\(outcome)", sourceLocation: sourceLocation)
    return outcome.stdout.split(separator: "\n").map { line in
      let words = line.split(separator: " ")
      return words.count > 1 ? String(words[1]) : String(line)
    }
  }

  @Test func isFoundInTheWorkingDirectory() async throws {
    let folder = try folder("severity: {WB2006: note, surrounding-whitespace: error}\n")
    #expect(try await codes(["values.yaml"], in: folder.url) == ["note[WB2006]", "error[WB2035]"])
    #expect(
      try await codes(["values.yaml", "--no-config"], in: folder.url)
        == ["error[WB2006]", "warning[WB2035]"])
  }

  @Test func isFoundUpwardsToTheRepository() async throws {
    let folder = try folder("severity: {WB2006: ignore}\n", ["a/b/values.yaml": Self.values])
    let inner = folder.url.appending(path: "a/b")
    #expect(try await codes(["values.yaml"], in: inner) == ["warning[WB2035]"])
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "a/.git"), withIntermediateDirectories: true)
    #expect(
      try await codes(["values.yaml"], in: inner) == ["error[WB2006]", "warning[WB2035]"])
  }

  @Test func mayBeNamed() async throws {
    let folder = try folder("strict: true\n", ["ci/lax.yaml": "severity: {WB2006: warning}\n"])
    #expect(
      try await codes(["values.yaml", "--config", "ci/lax.yaml"], in: folder.url)
        == ["warning[WB2006]", "warning[WB2035]"])
    #expect(
      try await codes(["values.yaml"], in: folder.url) == ["error[WB2006]", "error[WB2035]"])
  }

  @Test func namesInputsFromItsFolder() async throws {
    let folder = try folder(
      "inputs: [deploy/values.yaml, more.env]\n",
      ["deploy/values.yaml": Self.values, "more.env": "HOST=x\n"])
    let inner = folder.url.appending(path: "deploy")
    let outcome = try await Tool.run(["validate", "--format", "concise"], in: inner)
    #expect(outcome.stdout.contains("../deploy/values.yaml:3:39: error[WB2006]"), "\(outcome)")
    #expect(outcome.stdout.contains("../more.env:1:"), "\(outcome)")
    #expect(
      try await codes(["values.yaml"], in: inner) == ["error[WB2006]", "warning[WB2035]"])
  }

  @Test func withoutInputsNothingCanRun() async throws {
    let folder = try folder("strict: true\n")
    let outcome = try await Tool.run(["validate"], in: folder.url)
    #expect(outcome.status == 2)
    #expect(outcome.stderr.hasPrefix("error: at least one input is required"), "\(outcome)")
  }

  @Test func acceptsFindingsByPath() async throws {
    let folder = try folder(
      "ignore: [{path: legacy, codes: [WB2006, WB2035], reason: OPS-7}]\n",
      ["legacy/values.yaml": Self.values])
    #expect(try await codes(["legacy/values.yaml"], in: folder.url) == [])
    #expect(
      try await codes(["values.yaml"], in: folder.url.appending(path: "legacy")) == [])
    let path = folder.url.appending(path: "legacy/values.yaml").resolvingSymlinksInPath().path
    #expect(try await codes([path], in: folder.url) == [])
    #expect(
      try await codes(["values.yaml"], in: folder.url) == ["error[WB2006]", "warning[WB2035]"])
  }

  @Test func knowsNamesOfTheSite() async throws {
    let values = """
      global:
        host: https://wandb.example.com
        size: smalll
        extraEnv: {GORILLA_LICENCE: a, REDIS_URL: b, BUCKET_X: c}

      """
    let folder = try folder("", ["site.yaml": values])
    let before = try await codes(["site.yaml"], in: folder.url)
    #expect(before.contains("warning[WB2053]") && before.count > 1, "\(before)")
    try folder.write(
      "sizes: smalll\nvariables: [GORILLA_LICENCE, REDIS_URL, BUCKET_X]\n", ".wandb-cfg.yaml")
    #expect(try await codes(["site.yaml"], in: folder.url) == [])
  }

  @Test func choosesVersions() async throws {
    let folder = try folder(
      "chartVersion: 0.20.0\n", ["old.yaml": "global:\n  redis: {secretName: x}\n"])
    #expect(try await codes(["old.yaml"], in: folder.url) == [])
    #expect(
      try await codes(["old.yaml", "--chart-version", "0.43.8"], in: folder.url)
        == ["warning[WB2010]"])
  }

  // MARK: Mistakes

  @Test func aMistakeStopsTheRun() async throws {
    let folder = try folder("severity:\n  WB2006: warn\nstrickt: true\n")
    let outcome = try await Tool.run(["validate", "values.yaml"], in: folder.url)
    #expect(outcome.status == 2 && outcome.stdout.isEmpty)
    #expect(outcome.stderr.contains(".wandb-cfg.yaml:2:11"), "\(outcome)")
    #expect(outcome.stderr.contains("did you mean `strict`?"), "\(outcome)")
  }

  @Test func aMissingFileStopsTheRun() async throws {
    let folder = try folder("")
    let outcome = try await Tool.run(
      ["validate", "values.yaml", "--config", "nope.yaml"], in: folder.url)
    #expect(outcome.status == 2)
    #expect(outcome.stderr == "error: can't read nope.yaml: No such file or directory\n")
  }

  @Test(arguments: [
    (["--ignore", "WB9999"], "--ignore: unknown code `WB9999`; `wandb-cfg rules` lists all codes"),
    (
      ["--warn", "WB2006,out-of-rang"],
      "--warn: unknown code `out-of-rang`; did you mean `out-of-range`?"
    ),
    (["--ignore", "WB1002"], "--ignore: WB1002 must stay an error"),
    (["--ignore", "WB2006", "--error", "out-of-range"], "--ignore and --error both name WB2006"),
    (["--config", "a", "--no-config"], "--config and --no-config exclude each other"),
  ])
  func aWrongOptionStopsTheRun(_ options: [String], _ expected: String) async throws {
    let folder = try folder("")
    let outcome = try await Tool.run(["validate", "values.yaml"] + options, in: folder.url)
    #expect(outcome.status == 2)
    #expect(outcome.stderr.hasPrefix("error: \(expected)"), "\(outcome)")
  }

  @Test func aProtectedCodeCannotBeIgnored() async throws {
    let folder = try folder("neverSuppress: WB2006\n")
    let outcome = try await Tool.run(
      ["validate", "values.yaml", "--ignore", "out-of-range"], in: folder.url)
    #expect(outcome.status == 2)
    #expect(
      outcome.stderr == "error: --ignore: .wandb-cfg.yaml lists WB2006 under neverSuppress\n")
  }

  // MARK: Options

  @Test func optionsPrecedeTheFile() async throws {
    let folder = try folder(
      "severity: {WB2006: ignore}\nignore: [{path: values.yaml, codes: WB2035}]\nstrict: true\n")
    #expect(try await codes(["values.yaml"], in: folder.url) == [])
    #expect(
      try await codes(["values.yaml", "--warn", "WB2006", "--error", "WB2035"], in: folder.url)
        == ["warning[WB2006]", "error[WB2035]"])
  }

  // MARK: What is accepted

  @Test func theSummaryCountsWhatIsSuppressed() async throws {
    let folder = try folder("severity: {WB2006: ignore}\n")
    let outcome = try await Tool.run(["validate", "values.yaml"], in: folder.url)
    #expect(outcome.status == 0)
    #expect(outcome.stdout.contains("1 suppressed"), "\(outcome)")
  }

  @Test func anAcceptedErrorDoesNotStopRender() async throws {
    let folder = try folder("")
    try folder.write(
      "global:\n  host: https://wandb.example.com\n  mysql: {host: db.example.com, port: 99999} # wandb-cfg: ignore WB2006 -- a proxy\n",
      "values.yaml")
    let outcome = try await Tool.run(
      ["render", "values.yaml", "--target", "helm"], in: folder.url)
    #expect(outcome.status == 0 && outcome.stdout.contains("host:"), "\(outcome)")
  }

  @Test func fixLeavesWhatIsAccepted() async throws {
    let folder = try folder("")
    let text = "MYSQL=\"mysql://u:p@db:3306/w\"\n"
    try folder.write(text, "a.env")
    try folder.write("# wandb-cfg: ignore WB1015 -- compose\n" + text, "b.env")
    for name in ["a.env", "b.env"] { _ = try await Tool.run(["fix", name], in: folder.url) }
    #expect(folder.read("a.env") == "MYSQL=mysql://u:p@db:3306/w\n")
    #expect(folder.read("b.env") == "# wandb-cfg: ignore WB1015 -- compose\n" + text)
  }
}
