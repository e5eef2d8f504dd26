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
