import Foundation
import TestSupport
import Testing

/// Commands on a directory whose local modules are elsewhere on the disk.
@Suite struct TerraformTreeTests {
  private static let wrapper = """
    variable "bucket" {
      type = string
    }

    variable "license" {
      type = string
    }

    module "app" {
      source               = "wandb/wandb/aws"
      version              = "7.18.2"
      namespace            = "wandb"
      domain_name          = "example.com"
      zone_id              = "Z0123456789ABCDEFGHIJ"
      license              = var.license
      bucket_name          = var.bucket
      allowed_inbound_cidr = ["10.0.0.0/8"]
      allowed_inbound_ipv6_cidr = []
      no_such_input        = true
    }

    """

  private static func call(_ source: String, _ bucket: String) -> String {
    """
    module "wandb" {
      source  = "\(source)"
      bucket  = "\(bucket)"
      license = trimspace(file("${path.module}/license.txt"))
    }

    """
  }

  private func codes(_ outcome: Tool.Outcome) -> [String] {
    outcome.stdout.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard words.count > 1 else { return nil }
      return "\(words[0].split(separator: ":")[0]) \(words[1])"
    }
  }

  @Test func modulesOutsideOfTheDirectoryAreRead() async throws {
    let folder = try TemporaryFolder([
      "envs/prod/main.tf": Self.call("../../modules/wandb", "Prod_Bucket"),
      "envs/prod/license.txt": "x\n", "modules/wandb/main.tf": Self.wrapper,
    ])
    let outcome = try await Tool.run(
      ["validate", "--format", "concise", "envs/prod"], in: folder.url)
    let found = codes(outcome)
    #expect(found.contains("modules/wandb/main.tf error[WB3101]"), "\(outcome)")
    #expect(found.contains { $0.hasPrefix("envs/prod/main.tf error") }, "\(outcome)")
  }

  @Test func aModuleThatAnotherDeploymentCallsIsPartOfIt() async throws {
    let folder = try TemporaryFolder([
      "envs/prod/main.tf": Self.call("../../modules/mlops", "prod-bucket"),
      "envs/prod/license.txt": "x\n", "modules/mlops/main.tf": Self.wrapper,
      "alone/main.tf": Self.wrapper, "other/main.tf": "module \"x\" {\n  source = \"./y\"\n}\n",
    ])
    let outcome = try await Tool.run(
      ["validate", "--recursive", "--format", "concise", "."], in: folder.url)
    let found = codes(outcome)
    #expect(found.count { $0 == "modules/mlops/main.tf error[WB3101]" } == 1, "\(outcome)")
    #expect(found.count { $0 == "./alone/main.tf error[WB3101]" } == 1, "\(outcome)")
    #expect(!found.contains { $0.contains("other") }, "\(outcome)")
  }

  @Test func onlyFilesOfTheTreeAreReadByExpressions() async throws {
    let folder = try TemporaryFolder([
      "site/main.tf": Self.call("./modules/wandb", "prod-bucket"),
      "site/modules/wandb/main.tf": Self.wrapper, "secret.txt": "top-secret-text\n",
    ])
    try FileManager.default.createSymbolicLink(
      at: folder.url.appending(path: "site/license.txt"),
      withDestinationURL: folder.url.appending(path: "secret.txt"))
    let outcome = try await Tool.run(
      ["render", "--target", "docker-env", "site"], in: folder.url)
    #expect(!(outcome.stdout + outcome.stderr).contains("top-secret-text"))
  }

  @Test func fixesModulesInTheNamedFolder() async throws {
    let folder = try TemporaryFolder([
      "site/main.tf": Self.call("./modules/wandb", "prod-bucket"), "site/license.txt": "x\n",
      "site/modules/wandb/main.tf": Self.wrapper.replacing("no_such_input        = true", with: "")
        + "output \"url\" {\n  value = uppr(var.bucket)\n}\n",
    ])
    _ = try await Tool.run(["fix", "--unsafe", "site"], in: folder.url)
    let text = try String(
      contentsOf: folder.url.appending(path: "site/modules/wandb/main.tf"), encoding: .utf8)
    #expect(text.contains("value = upper(var.bucket)"))
  }
}
