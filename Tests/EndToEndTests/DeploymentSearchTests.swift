import Foundation
import TestSupport
import Testing

/// `validate --recursive`: which deployments are found below a folder.
@Suite struct DeploymentSearchTests {
  /// The files in which findings are, each of which has one.
  private func found(_ arguments: String..., in folder: TemporaryFolder) async throws -> [String] {
    let outcome = try await Tool.run(
      ["validate", "--recursive", "--format", "concise"] + arguments, in: folder.url)
    #expect(outcome.stderr == "" || outcome.status == 2, "\(outcome)")
    return outcome.stdout.split(separator: "\n").compactMap {
      $0.split(separator: ":").first.map(String.init)
    }
  }

  private static let values = "global:\n  host: no-scheme.example.com\n"
  private static let module =
    "module \"wandb\" {\n  source  = \"wandb/wandb/aws\"\n  version = \"99.0.0\"\n}\n"

  // MARK: Kinds

  @Test func everyKindOfInputIsFound() async throws {
    let folder = try TemporaryFolder([
      "site/values.yaml": Self.values, "site/notes.txt": Self.values,
      "cr/wandb.yml":
        "apiVersion: apps.wandb.com/v1\nkind: WeightsAndBiases\nmetadata: {name: w}\n"
        + "spec: {values: {global: {host: no-scheme.example.com}}}\n",
      "terraform/main.tf": Self.module, "docker/.env": "HOST=no-scheme.example.com\n",
      "docker/compose.yaml":
        "services:\n  wandb:\n    image: wandb/local\n    environment: {HOST: no-scheme.example.com}\n",
      "tfvars/prod.tfvars":
        "bucket_name = \"b\"\nkms_key_alias = \"k\"\nnode = 1\n",
    ])
    let files = try await found(".", in: folder)
    #expect(
      Set(files) == [
        "./cr/wandb.yml", "./docker/.env", "./docker/compose.yaml", "./site/values.yaml",
        "./terraform/main.tf", "./tfvars/prod.tfvars",
      ], "\(files)")
    #expect(files == files.sorted())
  }

  /// Each of them would have errors as an input of its own, or be read as what it is not.
  @Test func filesOfOtherProgramsAreNotChecked() async throws {
    let folder = try TemporaryFolder([
      "wandb.yaml": Self.values,
      "deployment.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: wandb}\n",
      "redis.yaml":
        "global: {redis: {password: x}}\narchitecture: standalone\nauth: {enabled: true}\nmaster: {}\n",
      "chart.yaml":
        "replicaCount: 1\nimage: {repository: nginx}\nservice: {port: 80}\nresources: {}\naffinity: {}\n",
      "umbrella.yaml": "wandb:\n  global: {host: https://wandb.example.com}\nother: {a: 1}\n",
      "playbook.yml": "- hosts: all\n  tasks: [{name: install wandb}]\n",
      "compose.yaml": "services:\n  app:\n    image: nginx\n    environment: {HOST: 0.0.0.0}\n",
      "web/.env": "HOST=localhost\nPORT=3000\nNODE_ENV=production\n",
      "client/.env": "WANDB_API_KEY=x\nWANDB_PROJECT=p\n",
      "aws.env": "AWS_REGION=us-east-1\nAWS_ACCESS_KEY_ID=x\n",
      "network/main.tf": "resource \"aws_vpc\" \"main\" {\n  cidr_block = 1\n  cidr_block = 2\n}\n",
      "network/terraform.tfvars": "vpc = \"x\"\n", "package.json": "{\"name\": \"global-app\"}",
    ])
    let outcome = try await Tool.run(["validate", "--recursive", "."], in: folder.url)
    #expect(outcome.status == 1, "\(outcome)")
    #expect(
      outcome.stdout.hasSuffix(
        """
        deployment    errors  warnings  notes
        ./wandb.yaml       1         0      0
        skipped 11 inputs without W&B settings
        1 error in 1 deployment (1 file)

        """), "\(outcome)")
  }

  @Test func brokenSettingsAreFound() async throws {
    let folder = try TemporaryFolder([
      "a.yaml": "gobal:\n  host: https://wandb.example.com\n",
      "b.yaml": "global:\n  host: https://a.example.com\n  mysql: {host: db\n",
      "c.yaml": "kind: WeightsAndBiases\nspec: {}\n",
      "d.yaml": "apiVersion: apps.wandb.com/v7\nkind: WeightsAndBiases\n",
      "e/main.tf": "module \"wandb\" {\n  source = \"wandb/wandb/aws\n}\n",
    ])
    let files = try await found(".", in: folder)
    #expect(
      Set(files) == ["./a.yaml", "./b.yaml", "./c.yaml", "./d.yaml", "./e/main.tf"], "\(files)")
  }

  @Test func aDirectoryIsCheckedWithEachOfItsNamedValuesFiles() async throws {
    let folder = try TemporaryFolder([
      "infra/main.tf": Self.module, "infra/dev.tfvars": "", "infra/prod.tfvars": "",
      "infra/wandb.yaml": Self.values,
    ])
    let outcome = try await Tool.run(["validate", "--recursive", "infra"], in: folder.url)
    let rows = outcome.stdout.split(separator: "\n").filter { $0.hasPrefix("infra/") }
    #expect(
      rows.map { $0.split(separator: " ").first } == [
        "infra/dev.tfvars", "infra/prod.tfvars", "infra/wandb.yaml",
      ], "\(outcome)")
  }

  @Test func filesAreCheckedOnlyIfTheyHaveSettings() async throws {
    let folder = try TemporaryFolder([
      "wandb.yaml": Self.values, "other.yaml": "a: 1\n", "main.tf": Self.module,
      "variables.tf": "variable \"x\" {\n  type = string\n}\n",
      "chart/Chart.yaml": "apiVersion: v2\nname: x\nversion: 1.0.0\n",
      "chart/templates/wandb.yaml":
        "{{- if .Values.x }}\napiVersion: apps.wandb.com/v1\nkind: WeightsAndBiases\n{{- end }}\n",
    ])
    let files = try await found(
      "other.yaml", "chart/templates/wandb.yaml", "variables.tf", "wandb.yaml", "main.tf", ".",
      in: folder)
    #expect(files == ["main.tf", "wandb.yaml"])
    let none = try await Tool.run(["validate", "--recursive", "other.yaml"], in: folder.url)
    #expect(none.status == 0)
    #expect(
      none.stdout == "skipped 1 input without W&B settings\nno problems\n",
      "\(none)")
  }

  @Test func aFolderWithoutDeploymentsIsAnError() async throws {
    let folder = try TemporaryFolder([
      "docs/a.yaml": "a: 1\nname: wandb\n", "docs/.x/b.yaml": Self.values,
    ])
    let outcome = try await Tool.run(["validate", "--recursive", "docs"], in: folder.url)
    #expect(outcome.status == 2 && outcome.stdout == "", "\(outcome)")
    #expect(
      outcome.stderr == """
        error: no deployment was found; skipped 1 hidden folder, 1 input without W&B settings

        """, "\(outcome)")
  }

  // MARK: What is skipped

  @Test func whatIsSkippedIsCounted() async throws {
    let folder = try TemporaryFolder([
      "a.yaml": Self.values, ".git/config": "", ".github/values.yaml": Self.values,
      "infra/.terraform/modules/x/main.tf": Self.module, "node_modules/x/values.yaml": Self.values,
      "build/values.yaml": Self.values, "b.yaml": Self.values, "c.yaml": "x: 1\n",
      ".gitignore": "build/\n/b.yaml\n*.log\n", "x.log": "",
    ])
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: "z").path, withDestinationPath: ".")
    let outcome = try await Tool.run(["validate", "--recursive", "."], in: folder.url)
    let lines = outcome.stdout.split(separator: "\n").filter { $0.hasPrefix("skipped") }
    #expect(
      lines == [
        """
        skipped 3 entries ignored by .gitignore, 3 hidden folders, 1 node_modules folder, \
        1 symbolic link, 1 input without W&B settings
        """
      ], "\(outcome)")
    let json = try await Tool.run(
      ["validate", "--recursive", ".", "--format", "json"], in: folder.url)
    #expect(json.stdout.hasPrefix("{") && !json.stdout.contains("skipped") && json.stderr == "")
  }

  @Test func linksAreNotFollowed() async throws {
    let outside = try TemporaryFolder([
      "values.yaml": Self.values, "common.tf": "variable \"a\" {}\n",
    ])
    let folder = try TemporaryFolder([
      "a/values.yaml": Self.values, "shared/common.tf": Self.module, "own/x.txt": "",
      "out/main.tf": Self.module,
    ])
    func link(_ name: String, to target: String) throws {
      try FileManager.default.createSymbolicLink(
        atPath: folder.url.appending(path: name).path, withDestinationPath: target)
    }
    try link("a/loop", to: "..")
    try link("a/outside", to: outside.url.path)
    try link("b.yaml", to: outside.url.appending(path: "values.yaml").path)
    try link("c.yaml", to: "nowhere")
    // Terraform reads such a file. If it may not be looked at, nothing is said about the directory.
    try link("own/main.tf", to: "../shared/common.tf")
    try link("out/common.tf", to: outside.url.appending(path: "common.tf").path)
    let files = try await found(".", in: folder)
    #expect(Set(files) == ["./a/values.yaml", "./own/main.tf", "./shared/common.tf"], "\(files)")
    let outcome = try await Tool.run(["validate", "--recursive", "."], in: folder.url)
    #expect(
      outcome.stdout.contains("5 symbolic links, 1 incomplete Terraform directory\n"), "\(outcome)")
  }

  @Test func patternsOfTheRepositoryApplyToAFolderInIt() async throws {
    let folder = try TemporaryFolder([
      ".git/HEAD": "", ".gitignore": "*.yaml\n!keep.yaml\n/deploy/a/*.env\n",
      "deploy/values.yaml": Self.values, "deploy/keep.yaml": Self.values,
      "deploy/a/wandb.env": "HOST=no-scheme.example.com\n",
      "deploy/b/wandb.env": "HOST=no-scheme.example.com\n",
      "deploy/own/.git/HEAD": "", "deploy/own/values.yaml": Self.values,
      "deploy/b/.gitignore": "!values.yaml\n", "deploy/b/values.yaml": Self.values,
    ])
    #expect(
      try await found("deploy", in: folder) == [
        "deploy/b/values.yaml", "deploy/b/wandb.env", "deploy/keep.yaml", "deploy/own/values.yaml",
      ])
  }

  @Test func overlappingFoldersAreSearchedOnce() async throws {
    let folder = try TemporaryFolder(["a/b/values.yaml": Self.values, "a/main.tf": Self.module])
    #expect(
      try await found("a/b/values.yaml", "a/b", "a", "./a", in: folder) == [
        "a/b/values.yaml", "a/main.tf",
      ])
  }

  @Test(.enabled(if: getuid() != 0)) func whatCannotBeReadIsReported() async throws {
    let folder = try TemporaryFolder(["a/values.yaml": Self.values, "b/values.yaml": Self.values])
    let path = folder.url.appending(path: "a").path
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path) }
    let outcome = try await Tool.run(
      ["validate", "--recursive", ".", "--format", "concise"], in: folder.url)
    #expect(outcome.status == 2 && outcome.stdout.hasPrefix("./b/values.yaml:2:9"), "\(outcome)")
    #expect(outcome.stderr == "error: can't read ./a: Permission denied\n", "\(outcome)")
  }
}
