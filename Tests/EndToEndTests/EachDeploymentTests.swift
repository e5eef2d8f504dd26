import Foundation
import TestSupport
import Testing

/// `validate --each`: every input is a deployment of its own.
@Suite struct EachDeploymentTests {
  private static let good = "global:\n  host: https://wandb.example.com\n"
  private static let bad = "global:\n  host: wandb.example.com\n"
  private static let odd = "global:\n  hostt: https://wandb.example.com\n"

  private func check(
    _ arguments: String..., input: String = "", in folder: TemporaryFolder
  ) async throws -> Tool.Outcome {
    try await Tool.run(["validate"] + arguments, input: input, in: folder.url)
  }

  // MARK: Findings

  @Test func mistakesOfTheFirstFileAreNotHidden() async throws {
    let folder = try TemporaryFolder(["a.yaml": Self.bad, "b.yaml": Self.good])
    let merged = try await check("a.yaml", "b.yaml", "--format", "concise", in: folder)
    #expect(merged.status == 0, "\(merged)")
    let each = try await check("--each", "a.yaml", "b.yaml", "--format", "concise", in: folder)
    #expect(each.status == 1)
    #expect(
      each.stdout == "a.yaml:2:9: error[WB3015] `global.host` has no scheme\n" && each.stderr == "",
      "\(each)")
  }

  @Test func findingsAreInTheOrderOfTheInputs() async throws {
    let folder = try TemporaryFolder()
    let names = (0..<40).map { "d\($0).yaml" }
    for (number, name) in names.enumerated() {
      let filler = String(repeating: "# text\n", count: number % 3 == 0 ? 20_000 : 1)
      try folder.write(filler + Self.odd, name)
    }
    let outcome = try await Tool.run(
      ["validate", "--each", "--format", "concise"] + names.reversed(), in: folder.url)
    let found = outcome.stdout.split(separator: "\n").compactMap { $0.split(separator: ":").first }
    #expect(found.map(String.init) == names.reversed(), "\(outcome)")
  }

  @Test func directoriesAndStandardInputAreDeployments() async throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "site"), withIntermediateDirectories: false)
    try folder.write(Self.bad + "  size: small\n", "site/1.yaml")
    try folder.write(Self.good, "site/2.yaml")
    let outcome = try await check(
      "--each", "site", "-", "--stdin-filename", "x.yaml", input: Self.bad, in: folder)
    #expect(outcome.status == 1)
    #expect(outcome.stdout.contains("--> x.yaml:2:9\n"), "\(outcome)")
    #expect(!outcome.stdout.contains("--> site/"), "\(outcome)")
    #expect(outcome.stdout.hasSuffix("1 error in 1 of 2 deployments (3 files)\n"))
  }

  @Test func aTerraformDirectoryIsCheckedOnce() async throws {
    let folder = try TemporaryFolder([
      "main.tf": "module \"wandb\" {\n  source = \"wandb/wandb/aws\"\n}\n",
      "variables.tf": "variable \"x\" {\n  type = string\n}\n", "terraform.tfvars": "x = \"a\"\n",
      "prod.tfvars": "x = \"b\"\n", "values.yaml": Self.good,
    ])
    let outcome = try await check(
      "--each", "variables.tf", "main.tf", "terraform.tfvars", ".", "values.yaml", "./values.yaml",
      in: folder)
    #expect(outcome.stdout.contains("\nvariables.tf "), "\(outcome)")
    #expect(outcome.stdout.contains(" deployments (4 files)\n"), "\(outcome)")
    let both = try await check("--each", "prod.tfvars", "main.tf", in: folder)
    #expect(both.stdout.contains(" 2 deployments (7 files)\n"), "\(both)")
  }

  @Test func findingsOfSharedFilesAreNotRepeated() async throws {
    let folder = try TemporaryFolder([
      "main.tf": """
      variable "x" {}
      module "wandb" {
        source = "wandb/wandb/aws"
        sizze  = var.x
      }

      """,
      "dev.tfvars": "x = \"small\"\n", "prod.tfvars": "x = \"large\"\ny = 1\n",
    ])
    let outcome = try await check("--recursive", ".", in: folder)
    #expect(outcome.stdout.components(separatedBy: "error[WB3101]").count == 2, "\(outcome)")
    #expect(outcome.stdout.contains(" of shared files not repeated\n"), "\(outcome)")
    let report = try await check("--recursive", ".", "--format", "junit", in: folder)
    // A suite of its own that passed would be wrong.
    #expect(report.stdout.components(separatedBy: "error[WB3101]").count == 3, "\(report)")
  }

  @Test func optionsApplyToEachDeployment() async throws {
    let folder = try TemporaryFolder(["a.yaml": Self.good, "b.yaml": Self.good])
    let outcome = try await check(
      "--each", "a.yaml", "b.yaml", "--set", "global.host=x y", "--format", "concise", in: folder)
    #expect(outcome.status == 1)
    #expect(outcome.stdout.split(separator: "\n").count == 2, "\(outcome)")
  }

  @Test func aBaselineAppliesToEachDeployment() async throws {
    let folder = try TemporaryFolder(["a.yaml": Self.bad, "b.yaml": Self.odd])
    let created = try await Tool.run(
      ["baseline", "create", "--each", "a.yaml", "b.yaml", "-o", "base.json"], in: folder.url)
    #expect(created.status == 0, "\(created)")
    let same = try await check("--each", "a.yaml", "b.yaml", "--baseline", "base.json", in: folder)
    #expect(same.status == 0 && same.stderr == "", "\(same)")
    try folder.write(Self.good, "a.yaml")
    try folder.write(Self.odd + "  hosttt: x\n", "b.yaml")
    let other = try await check(
      "--each", "a.yaml", "b.yaml", "--baseline", "base.json", "--format", "concise", in: folder)
    #expect(other.status == 1 && other.stdout.hasPrefix("b.yaml:3:3: error"), "\(other)")
    #expect(other.stderr.hasPrefix("1 accepted finding no longer occurs"), "\(other)")
  }

  // MARK: What can't be read

  @Test func whatCannotBeReadDoesNotHideFindings() async throws {
    let folder = try TemporaryFolder(["a.yaml": Self.bad, "c.yaml": Self.odd])
    let outcome = try await check(
      "--each", "a.yaml", "b.yaml", "c.yaml", "folder", "--format", "concise", in: folder)
    #expect(outcome.status == 2)
    #expect(outcome.stdout.contains("a.yaml:2:9: error"))
    #expect(outcome.stdout.contains("c.yaml:2:3: error"))
    #expect(
      outcome.stderr == """
        error: can't read b.yaml: No such file or directory
        error: can't read folder: No such file or directory

        """)
    let text = try await check("--each", "a.yaml", "b.yaml", in: folder)
    #expect(
      text.stdout.hasSuffix(
        "1 deployment could not be read\n1 error in 1 deployment (1 file)\n"), "\(text)")
  }

  @Test func nothingIsSaidAboutWhatCouldNotBeRead() async throws {
    let folder = try TemporaryFolder([:])
    let outcome = try await check("--each", "b.yaml", in: folder)
    #expect(outcome.status == 2 && outcome.stdout == "1 deployment could not be read\n")
  }

  /// A report without findings must not look like a run that found none.
  @Test func reportsSayWhatCouldNotBeRead() async throws {
    let folder = try TemporaryFolder(["a.yaml": Self.good])
    let sarif = try await check("--each", "a.yaml", "b.yaml", "--format", "sarif", in: folder)
    let invocation = JSONTree(sarif.stdout.utf8)?["runs"]?.elements.first?["invocations"]?
      .elements.first
    #expect(sarif.status == 2)
    #expect(sarif.stdout.contains("\"executionSuccessful\": false"), "\(sarif)")
    #expect(invocation?["exitCode"]?.integer == 2)
    let notes = invocation?["toolExecutionNotifications"]?.elements ?? []
    #expect(
      notes.map { $0["message"]?["text"]?.string } == [
        "can't read b.yaml: No such file or directory"
      ])
    for inputs in [["a.yaml", "b.yaml"], ["b.yaml"]] {
      let junit = try await Tool.run(
        ["validate", "--each", "--format", "junit"] + inputs, in: folder.url)
      #expect(
        junit.stdout.contains(
          "<testsuites name=\"wandb-cfg\" tests=\"\(inputs.count)\" failures=\"0\" errors=\"1\">"),
        "\(junit)")
      #expect(
        junit.stdout.contains("<error message=\"can't read b.yaml: No such file or directory\""),
        "\(junit)")
    }
  }

  @Test func atLeastOneInputIsRequired() async throws {
    let folder = try TemporaryFolder()
    let outcome = try await check("--each", in: folder)
    #expect(outcome.status == 2)
    #expect(outcome.stderr.hasPrefix("error: at least one input is required\n"), "\(outcome)")
  }

  // MARK: Summary

  @Test func theTableCountsByDeployment() async throws {
    let folder = try TemporaryFolder([
      "dev.yaml": Self.good, "production.yaml": Self.bad, "ü.yaml": Self.odd,
    ])
    let outcome = try await check("--each", "dev.yaml", "production.yaml", "ü.yaml", in: folder)
    #expect(
      outcome.stdout.hasSuffix(
        """
        deployment       errors  warnings  notes
        dev.yaml              0         0      0
        production.yaml       1         0      0
        ü.yaml                1         0      0
        2 errors in 2 of 3 deployments (3 files)

        """), "\(outcome)")
    let quiet = try await check("--each", "dev.yaml", "ü.yaml", "--quiet", in: folder)
    #expect(!quiet.stdout.contains("deployment"), "\(quiet)")
  }

  @Test func manyDeploymentsWithoutFindingsAreOneRow() async throws {
    let folder = try TemporaryFolder()
    let names = (10..<40).map { "d\($0).yaml" }
    for name in names { try folder.write(Self.good, name) }
    try folder.write(Self.bad, "d25.yaml")
    let outcome = try await Tool.run(["validate", "--each"] + names, in: folder.url)
    #expect(
      outcome.stdout.hasSuffix(
        """
        deployment                       errors  warnings  notes
        d25.yaml                              1         0      0
        29 deployments without findings       0         0      0
        1 error in 1 of 30 deployments (30 files)

        """), "\(outcome)")
  }

  @Test func theLimitAppliesToAllDeployments() async throws {
    let folder = try TemporaryFolder(["a.yaml": Self.odd, "b.yaml": Self.bad])
    let outcome = try await check("--each", "a.yaml", "b.yaml", "--max-errors", "1", in: folder)
    #expect(outcome.status == 1)
    #expect(outcome.stdout.components(separatedBy: "error[").count == 2, "\(outcome)")
    #expect(outcome.stdout.hasSuffix("2 errors in 2 deployments (2 files) (1 not shown)\n"))
  }

  @Test func jsonHasTheUsualShape() async throws {
    let folder = try TemporaryFolder(["a.yaml": Self.odd, "b.yaml": Self.bad])
    let outcome = try await check("--each", "b.yaml", "a.yaml", "--format", "json", in: folder)
    let tree = try #require(JSONTree(Data(outcome.stdout.utf8)))
    #expect(tree["summary"]?["errors"] == .number(2) && tree["summary"]?["inputs"] == .number(2))
    let files = tree["diagnostics"]?.elements.map { $0["location"]?["file"]?.string }
    #expect(files == ["b.yaml", "a.yaml"], "\(outcome)")
  }

  @Test func mergingIsInTheSummary() async throws {
    let folder = try TemporaryFolder([
      "a.yaml": Self.good, "b.yaml": "global: {size: small}\n",
      "cors.json": "{\"CORSRules\": []}", "main.tf": "", "terraform.tfvars": "",
    ])
    let two = try await check("a.yaml", "b.yaml", "--set", "global.size=large", in: folder)
    #expect(two.stdout.hasSuffix(" in 2 files merged into 1 deployment\n"), "\(two)")
    let one = try await check("a.yaml", "cors.json", in: folder)
    #expect(one.stdout.hasSuffix(" in 2 files\n"), "\(one)")
    let three = try await check("a.yaml", "cors.json", "b.yaml", in: folder)
    #expect(
      three.stdout.hasSuffix(" in 3 files, of which 2 are merged into 1 deployment\n"), "\(three)")
    let module = try await check("main.tf", in: folder)
    #expect(module.stdout.hasSuffix(" in 2 files\n"), "\(module)")
  }

  // MARK: Cores

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/taskset")))
  func outputDoesNotDependOnTheNumberOfCores() async throws {
    let folder = try TemporaryFolder()
    let names = (0..<60).map { "d\($0).yaml" }
    for (number, name) in names.enumerated() {
      try folder.write([Self.good, Self.bad, Self.odd][number % 3], name)
    }
    let all = try await Tool.run(["validate", "--each"] + names, in: folder.url)
    let one = try await Tool.run(
      ["validate", "--each"] + names, in: folder.url, wrapper: ["/usr/bin/taskset", "-c", "0"])
    #expect(one.stdout == all.stdout)
    #expect(one.status == 1 && all.status == 1)
  }
}
