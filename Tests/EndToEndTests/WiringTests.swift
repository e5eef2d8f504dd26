import Foundation
import TestSupport
import Testing

/// The commands of the hooks, the action and the template run with the built program.
@Suite struct WiringTests {
  private static let values = "global:\n  host: no-scheme.example.com\n"

  /// A file of this project, as the program itself reads YAML.
  private func document(_ path: String) async throws -> JSONTree {
    let url = Fixture.project.appending(path: path)
    let outcome = try await Tool.run(["parse", url.path])
    #expect(outcome.status == 0 && outcome.stderr.isEmpty, "\(outcome)")
    return try #require(JSONTree(Array(outcome.stdout.utf8)))
  }

  /// Runs a script of a CI job in a folder, with the program on the `PATH`.
  private func run(
    _ script: String, in folder: TemporaryFolder, _ environment: [String: String] = [:]
  ) async throws -> (status: Int32, output: String) {
    let bin = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      at: bin.url.appending(path: "wandb-cfg"), withDestinationURL: Tool.url)
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-e", "-o", "pipefail", "-c", script]
    process.currentDirectoryURL = folder.url
    process.environment = environment.merging(["PATH": "\(bin.url.path):/usr/bin:/bin"]) { $1 }
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
  }

  private func repository() throws -> TemporaryFolder {
    let folder = try TemporaryFolder(["other.yaml": "a: 1\n", "my values.yaml": Self.values])
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "deploy"), withIntermediateDirectories: false)
    try folder.write("global:\n  host: https://wandb.example.com\n", "deploy/wandb.yaml")
    return folder
  }

  // MARK: pre-commit

  @Test func hooksCheckTheFilesThatChanged() async throws {
    let hooks = try await document(".pre-commit-hooks.yaml").elements
    #expect(hooks.map { $0["language"]?.string } == ["swift", "system"])
    let folder = try repository()
    for hook in hooks {
      let entry = try #require(hook["entry"]?.string)
      #expect(entry.contains(" --each "))
      let good = try await run("\(entry) deploy/wandb.yaml other.yaml", in: folder)
      #expect(good.status == 0, "\(good)")
      let bad = try await run("\(entry) deploy/wandb.yaml 'my values.yaml'", in: folder)
      #expect(bad.status == 1 && bad.output.contains("error[WB3015]"), "\(bad)")
    }
  }

  @Test func hooksSeeEveryInputAndNothingElse() async throws {
    for hook in try await document(".pre-commit-hooks.yaml").elements {
      let pattern = try Regex(try #require(hook["files"]?.string))
      for name in [
        "a/values.yaml", "w.yml", "x.env", "a/.env", ".env", "env", "a/env", "main.tf",
        "main.tf.json", "prod.tfvars", "a.auto.tfvars.json",
      ] {
        #expect(name.contains(pattern), "\(name)")
      }
      for name in ["a.md", "environment", "my-env", "a.yaml.j2", "yaml", "a.tfstate"] {
        #expect(!name.contains(pattern), "\(name)")
      }
    }
  }

  // MARK: GitHub

  @Test func actionChecksItsPaths() async throws {
    let action = try await document(".github/actions/wandb-cfg/action.yml")
    let steps = try #require(action["runs"]?["steps"]?.elements)
    let check = try #require(steps.last)
    let script = try #require(check["run"]?.string)
    let inputs = try #require(action["inputs"])
    // Every value of the script comes from an input, and none is pasted into it.
    #expect(!script.contains("${{"))
    for (name, input) in [("BINARY", "binary"), ("ARGS", "args"), ("PATHS", "paths")] {
      #expect(check["env"]?[name]?.string == "${{ inputs.\(input) }}")
    }
    let folder = try repository()
    var environment = ["BINARY": Tool.url.path]
    environment["ARGS"] = inputs["args"]?["default"]?.string
    environment["PATHS"] = inputs["paths"]?["default"]?.string
    let whole = try await run(script, in: folder, environment)
    #expect(whole.status == 1, "\(whole)")
    #expect(whole.output.contains("::error file=my values.yaml,line=2,"), "\(whole)")
    environment["PATHS"] = "deploy\n\n"
    #expect(try await run(script, in: folder, environment).status == 0)
    environment["PATHS"] = "deploy\nmy values.yaml\n"
    environment["ARGS"] = "--each --strict"
    #expect(try await run(script, in: folder, environment).status == 1)
    environment["ARGS"] = ""
    #expect(try await run(script, in: folder, environment).status == 1)
    environment["PATHS"] = "missing"
    #expect(try await run(script, in: folder, environment).status == 2)
  }

  /// A clone has no program, so the action builds it with a target that exists.
  @Test func actionBuildsWhatItRuns() async throws {
    let action = try await document(".github/actions/wandb-cfg/action.yml")
    let steps = try #require(action["runs"]?["steps"]?.elements)
    let build = try #require(steps.first)
    #expect(build["if"]?.string == "inputs.binary == ''")
    let folder = Fixture.project.appending(path: ".github/actions/wandb-cfg")
    let script = try #require(build["run"]?.string)
      .replacing("make -C", with: "make --dry-run --no-print-directory -C")
    let scratch = try TemporaryFolder()
    let made = try await run(script, in: scratch, ["GITHUB_ACTION_PATH": folder.path])
    #expect(made.status == 0 && made.output.contains("--product wandb-cfg"), "\(made)")
    let run = try #require(steps.last?["run"]?.string)
    let makefile = try String(
      contentsOf: Fixture.project.appending(path: "Makefile"), encoding: .utf8)
    #expect(run.contains("/../../../.build-release/release/wandb-cfg"))
    #expect(makefile.contains("TOOL := .build-release/release/wandb-cfg\n"))
  }

  // MARK: GitLab

  @Test func templateWritesTheReportThatItNames() async throws {
    let job = try #require(try await document(".gitlab/wandb-cfg.gitlab-ci.yml")["wandb-cfg"])
    guard case .object(let variables)? = job["variables"] else {
      Issue.record("the job has no variables")
      return
    }
    var environment: [String: String] = [:]
    for (name, value) in variables {
      environment[String(decoding: name, as: UTF8.self)] = value.string
    }
    let script = try #require(job["script"]?.elements.compactMap(\.string).joined(separator: "\n"))
    let report = try #require(job["artifacts"]?["reports"]?["codequality"]?.string)
    let folder = try repository()
    let outcome = try await run(script, in: folder, environment)
    #expect(outcome.status == 1 && outcome.output.contains("error[WB3015]"), "\(outcome)")
    let findings = try #require(JSONTree(Array((folder.read(report) ?? "").utf8))).elements
    #expect(findings.count == 1)
    #expect(findings.first?["check_name"]?.string?.hasPrefix("WB3015") == true)
    environment["WANDB_CFG_PATHS"] = "deploy other.yaml"
    #expect(try await run(script, in: folder, environment).status == 0)
  }
}
