import Foundation
import TestSupport
import Testing

/// Which files the arguments of a command are.
@Suite struct InputFileTests {
  private static let variable = "variable \"region\" {\n  default = \"us-east-1\"\n}\n"
  private static let output = "output \"region\" {\n  value = var.region\n}\n"
  private static let values = "global:\n  host: https://wandb.example.com\n"

  private func module() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "u"), withIntermediateDirectories: true)
    try folder.write(Self.variable, "u/a.tf")
    try folder.write(Self.output, "u/b.tf")
    return folder
  }

  private func validate(
    _ arguments: String..., in folder: TemporaryFolder
  ) async throws -> Tool.Outcome {
    try await Tool.run(["validate"] + arguments + ["--format", "concise"], in: folder.url)
  }

  @Test(arguments: [
    ["u/a.tf", "./u/b.tf"], ["./u/a.tf", "u//a.tf"], ["u", "u/a.tf"], ["u/b.tf", "u/b.tf"],
    ["u/../u/a.tf"],
  ])
  func aModuleHasEachFileOnceHoweverItIsNamed(_ names: [String]) async throws {
    let folder = try module()
    let outcome = try await Tool.run(
      ["validate"] + names, environment: ["PWD": folder.url.path], in: folder.url)
    #expect(outcome.stdout == "no problems in 2 files\n", "\(outcome)")
    #expect(outcome.status == 0)
  }

  /// Terraform reads the folder's entries, whatever they link to.
  @Test func aLinkIsAFileOfTheModule() async throws {
    let folder = try module()
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: "u/c.tf").path, withDestinationPath: "a.tf")
    #expect(try await validate("u/a.tf", in: folder).stdout.contains("error[WB2105]"))
  }

  @Test func aFolderHasNoHiddenLayersButOne() async throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.values, "values.yaml")
    try folder.write("nonsense: [\n", ".values.bak.yaml")
    try folder.write("A B\n", ".old.env")
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: ".#values.yaml").path, withDestinationPath: "me@host.1")
    let outcome = try await Tool.run(["validate", "."], in: folder.url)
    #expect(outcome.stdout == "no problems in 1 file\n", "\(outcome)")
    try folder.write("HOST=w\n", ".env")
    #expect(
      try await Tool.run(["validate", "."], in: folder.url).stdout
        .hasSuffix(" in 2 files merged into 1 deployment\n"))
  }

  /// Files next to a module's are not its first input.
  @Test func kindIsOfTheFirstInputThatIsNamed() async throws {
    let folder = try module()
    let policy =
      #"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObjct","#
      + #" "Resource": "*"}]}"#
    try folder.write(policy, "policy.json")
    let outcome = try await validate("policy.json", "u/a.tf", "--kind", "iam", in: folder)
    #expect(outcome.stdout.contains("policy.json:1:71: error[WB3232]"), "\(outcome)")
    #expect(!outcome.stdout.contains("WB2003"))
    #expect(
      try await validate("--set", "global.size=small", "--kind", "iam", in: folder).status == 2)
  }
}

/// The files that belong to an input without being named.
@Suite struct CompanionFileTests {
  private static let values = "global: {host: https://wandb.example.com, mysql: {port: 70000}}"

  @Test func theValuesOfAHelmfileAreReadWithIt() async throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "a/values"), withIntermediateDirectories: true)
    try folder.write(
      "releases: [{name: a, chart: wandb/operator-wandb, values: [values/b.yaml]}]\n",
      "a/helmfile.yaml")
    try folder.write(Self.values, "a/values/b.yaml")
    let outcome = try await Tool.run(
      ["validate", "a/helmfile.yaml", "--format", "concise"], in: folder.url)
    #expect(outcome.stdout.hasPrefix("a/values/b.yaml:1:57: error[WB2006]"), "\(outcome)")
    #expect(outcome.stdout.split(separator: "\n").count == 1, "\(outcome)")
  }

  @Test func theChartNextToValuesNamesTheirSection() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "apiVersion: v2\nname: a\nversion: 1.0.0\n"
        + "dependencies: [{name: operator-wandb, alias: wandb, version: 0.43.8}]\n", "Chart.yaml")
    try folder.write("wandb: {\(Self.values)}\n", "values.yaml")
    try folder.write(Self.values, "other.yaml")
    for (name, column) in [("values.yaml", 65), ("other.yaml", 57)] {
      let outcome = try await Tool.run(
        ["validate", name, "--format", "concise"], in: folder.url)
      #expect(outcome.stdout.hasPrefix("\(name):1:\(column): error[WB2006]"), "\(outcome)")
      #expect(outcome.stdout.split(separator: "\n").count == 1, "\(outcome)")
    }
  }

  @Test func theFileOfAHelmReleaseIsReadWithIt() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      resource "helm_release" "wandb" {
        repository = "https://charts.wandb.ai"
        chart      = "operator-wandb"
        values     = [file("${path.module}/values.yaml")]
      }

      """, "main.tf")
    try folder.write(Self.values, "values.yaml")
    let outcome = try await Tool.run(
      ["validate", "main.tf", "--format", "concise"], in: folder.url)
    #expect(outcome.stdout.hasPrefix("values.yaml:1:57: error[WB2006]"), "\(outcome)")
  }

  /// A file that belongs to no input is not mentioned.
  @Test func aChartWithoutTheServerIsNotMentioned() async throws {
    let folder = try TemporaryFolder()
    try folder.write("apiVersion: v2\nname: a\nversion: 1.0.0\n", "Chart.yaml")
    try folder.write("global: {host: https://wandb.example.com}\n", "values.yaml")
    let outcome = try await Tool.run(
      ["validate", "values.yaml", "--format", "concise"], in: folder.url)
    #expect(outcome.status == 0 && !outcome.stdout.contains("Chart.yaml"), "\(outcome)")
  }
}
