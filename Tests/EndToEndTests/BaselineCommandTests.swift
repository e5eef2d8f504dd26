import Foundation
import TestSupport
import Testing

/// `baseline create` accepts what is there, and `baseline check` reports what is new.
@Suite struct BaselineCommandTests {
  private static let values = """
    global:
      host: https://wandb.example.com
      mysql: {host: db.example.com, port: 99999, password: correct-horse}
      bucket: {provider: s3, name: Acme_Files, secretKey: "hunter2 "}

    """

  private func folder() throws -> TemporaryFolder {
    try TemporaryFolder(["values.yaml": Self.values])
  }

  @Test func createsAFileThatCanBeReviewed() async throws {
    let folder = try folder()
    let outcome = try await Tool.run(["baseline", "create", "values.yaml"], in: folder.url)
    #expect(outcome.status == 0 && outcome.stderr.isEmpty, "\(outcome)")
    #expect(
      outcome.stdout.hasPrefix(
        """
        {
          "version": 1,
          "findings": [
            {"file":"values.yaml","code":"WB2006","name":"out-of-range","setting":"global.mysql.port","count":1}
        """), "\(outcome)")
    #expect(!outcome.stdout.contains("hunter2") && !outcome.stdout.contains("correct-horse"))
    let again = try await Tool.run(["baseline", "create", "./values.yaml"], in: folder.url)
    #expect(again.stdout == outcome.stdout)
  }

  @Test func checkReportsOnlyWhatIsNew() async throws {
    let folder = try folder()
    try folder.write("", "baseline.json")
    let created = try await Tool.run(
      ["baseline", "create", "values.yaml", "-o", "baseline.json"], in: folder.url)
    #expect(created.status == 0, "\(created)")
    let same = try await Tool.run(
      ["baseline", "check", "values.yaml", "--baseline", "baseline.json"], in: folder.url)
    #expect(same.status == 0 && same.stderr.isEmpty, "\(same)")
    #expect(same.stdout.contains("suppressed"), "\(same)")
    try folder.write(
      "# moved\n" + Self.values.replacing("99999", with: "3306") + "  hostt: x\n", "values.yaml")
    let changed = try await Tool.run(
      ["validate", "values.yaml", "--baseline", "baseline.json", "--format", "concise"],
      in: folder.url)
    #expect(changed.status == 1)
    #expect(changed.stdout.hasPrefix("values.yaml:6:3: error[WB2061]"), "\(changed)")
    #expect(changed.stdout.split(separator: "\n").count == 1, "\(changed)")
    #expect(
      changed.stderr
        == "1 accepted finding no longer occurs; run `wandb-cfg baseline create`\n")
  }

  @Test func pathsBeginAtTheFolderOfTheBaseline() async throws {
    let folder = try folder()
    let inner = folder.url.appending(path: "ci")
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    let created = try await Tool.run(
      ["baseline", "create", "values.yaml", "-o", "ci/baseline.json"], in: folder.url)
    #expect(created.status == 0, "\(created)")
    let checked = try await Tool.run(
      ["baseline", "check", "../values.yaml", "--baseline", "baseline.json"], in: inner)
    #expect(checked.status == 0, "\(checked)")
  }

  @Test func filesThatAreNotInputsMayStillHaveTheirFindings() async throws {
    let folder = try folder()
    try folder.write(Self.values, "other.yaml")
    _ = try await Tool.run(
      ["baseline", "create", "other.yaml", "-o", "baseline.json"], in: folder.url)
    let check = ["baseline", "check", "values.yaml", "--baseline", "baseline.json"]
    #expect(try await Tool.run(check, in: folder.url).stderr.isEmpty)
    try FileManager.default.removeItem(at: folder.url.appending(path: "other.yaml"))
    let gone = try await Tool.run(check, in: folder.url)
    #expect(gone.stderr.contains("accepted findings no longer occur"), "\(gone)")
  }

  @Test func refusesSyntaxErrorsAndOtherFiles() async throws {
    let folder = try folder()
    try folder.write("global: [\n", "broken.yaml")
    let broken = try await Tool.run(
      ["baseline", "create", "broken.yaml", "-o", "baseline.json"], in: folder.url)
    #expect(broken.status == 1 && broken.stderr.contains("WB1"), "\(broken)")
    #expect(folder.read("baseline.json") == nil)
    let input = try await Tool.run(
      ["baseline", "create", "values.yaml", "-o", "values.yaml"], in: folder.url)
    #expect(input.status == 2 && folder.read("values.yaml") == Self.values)
    #expect(input.stderr == "error: can't replace values.yaml: it is not a baseline\n")
  }

  @Test(arguments: [
    ("{\"version\": 7, \"findings\": []}", "baseline.json:1:13", "WB2093"),
    ("{\"version\": 1,\n \"findings\": [}", "baseline.json:2:", "WB1028"),
  ])
  func aBaselineThatCannotBeReadStopsTheRun(
    _ text: String, _ location: String, _ code: String
  ) async throws {
    let folder = try folder()
    try folder.write(text, "baseline.json")
    let outcome = try await Tool.run(
      ["validate", "values.yaml", "--baseline", "baseline.json"], in: folder.url)
    #expect(outcome.status == 2 && outcome.stdout.isEmpty)
    #expect(outcome.stderr.contains(location) && outcome.stderr.contains(code), "\(outcome)")
  }
}
