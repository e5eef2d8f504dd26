import Foundation
import TestSupport
import Testing

@Suite struct InitCommandTests {
  private static let providers = ["aws", "google", "azurerm", "onprem", "docker"]

  @Test(arguments: providers)
  func whatIsWrittenValidates(_ provider: String) async throws {
    let folder = try TemporaryFolder()
    let written = try await Tool.run(["init", "--provider", provider, "-o", "new"], in: folder.url)
    #expect(written.status == 0, "\(written)")
    let name = provider == "docker" ? "wandb.env" : "values.yaml"
    #expect(written.stdout == "wrote new/\(name)\n")
    for options in [[], ["--complete"]] {
      let outcome = try await Tool.run(["validate", "new"] + options, in: folder.url)
      #expect(outcome.status == 0, "\(outcome)")
    }
    let printed = try await Tool.run(["init", "--provider", provider], in: folder.url)
    #expect(printed.stdout == folder.read("new/\(name)"))
  }

  @Test func anExistingFileIsKept() async throws {
    let folder = try TemporaryFolder(["a.yaml": "mine\n"])
    let refused = try await Tool.run(
      ["init", "--provider", "aws", "-o", "a.yaml"], in: folder.url)
    #expect(refused.status == 2 && refused.stderr.contains("a.yaml already exists"))
    #expect(folder.read("a.yaml") == "mine\n")
    let forced = try await Tool.run(
      ["init", "--provider", "aws", "-o", "a.yaml", "--force"], in: folder.url)
    #expect(forced.status == 0 && folder.read("a.yaml")?.contains("provider: s3") == true)
  }

  @Test func aWrongProviderIsAUsageError() async throws {
    let outcome = try await Tool.run(["init", "--provider", "amazon"])
    #expect(outcome.status == 2 && outcome.stderr.contains("`onprem`"))
    #expect(try await Tool.run(["init"]).status == 2)
  }
}
