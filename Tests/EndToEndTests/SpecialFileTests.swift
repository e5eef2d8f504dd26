import Foundation
import TestSupport
import Testing

/// Files without an end, without a writer, or without contents, wherever a file is named.
@Suite struct SpecialFileTests {
  private static let good = "global:\n  host: https://wandb.example.com\n"

  /// A file that no command can read, and what is said about it.
  struct Special: CustomTestStringConvertible, Sendable {
    let name: String
    let reason: String

    var testDescription: String { name }

    static let all = [
      Special(name: "fifo", reason: "it is a named pipe"),
      Special(name: "/dev/zero", reason: "it is a device"),
      Special(name: "/dev/tty", reason: "it is a device"),
      Special(name: "/dev/urandom", reason: "it is a device"),
      Special(name: "/proc/self/environ", reason: "it is a file of the kernel"),
      Special(name: "loop", reason: "Too many levels of symbolic links"),
      Special(name: "dangling", reason: "No such file or directory"),
      Special(name: "toFifo", reason: "it is a named pipe"),
    ]
  }

  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder(["good.yaml": Self.good])
    #expect(mkfifo(folder.url.appending(path: "fifo").path, 0o600) == 0)
    for (name, target) in [("loop", "loop"), ("dangling", "nowhere"), ("toFifo", "fifo")] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.url.appending(path: name).path, withDestinationPath: target)
    }
    return folder
  }

  /// Runs the program with little memory; a hang ends with status 124.
  private func run(_ arguments: [String], in folder: TemporaryFolder) async throws -> Tool.Outcome {
    try await Tool.run(arguments, in: folder.url, wrapper: ["/usr/bin/timeout", "300"])
  }

  // MARK: Reading

  @Test(arguments: Special.all)
  func commandsRefuseSpecialInputs(_ special: Special) async throws {
    let folder = try folder()
    let name = special.name
    for arguments in [
      ["validate", name], ["validate", "good.yaml", name], ["validate", "--each", name],
      ["render", name, "--target", "helm"], ["convert", name, "--to", "helm"],
      ["explain", "global.host", name], ["diff", name, "good.yaml"], ["diff", "good.yaml", name],
      ["fix", name], ["fix", "--diff", name], ["parse", name], ["baseline", "create", name],
      ["preflight", name],
    ] {
      let outcome = try await run(arguments, in: folder)
      #expect(outcome.status == 2, "\(arguments): \(outcome)")
      #expect(outcome.stderr.contains("can't read \(name): \(special.reason)"), "\(arguments)")
    }
  }

  @Test(arguments: Special.all)
  func optionsRefuseSpecialFiles(_ special: Special) async throws {
    let folder = try folder()
    let name = special.name
    for arguments in [
      ["--config", name], ["--baseline", name], ["--catalogue", name],
      ["--set", "global.license=@\(name)"],
    ] {
      let outcome = try await run(["validate", "good.yaml"] + arguments, in: folder)
      #expect(outcome.status == 2, "\(arguments): \(outcome)")
      #expect(outcome.stderr.contains("can't read \(name): \(special.reason)"), "\(arguments)")
    }
    let plan = try await run(["preflight", "good.yaml", "--terraform-plan", name], in: folder)
    #expect(plan.status == 2 && plan.stderr.contains("can't read \(name)"), "\(plan)")
  }

  @Test func optionsRefuseDirectories() async throws {
    let folder = try TemporaryFolder(["good.yaml": Self.good, "dir/a": ""])
    for arguments in [
      ["--config", "dir"], ["--baseline", "dir"], ["--catalogue", "dir"], ["--set", "x=@dir"],
    ] {
      let outcome = try await run(["validate", "good.yaml"] + arguments, in: folder)
      #expect(outcome.status == 2, "\(arguments): \(outcome)")
      #expect(outcome.stderr.contains("can't read dir: it is a directory"), "\(outcome)")
    }
  }

  /// A folder's files are no other files than those that are named.
  @Test func foldersWithASpecialFileAreRefused() async throws {
    let folder = try TemporaryFolder(["dir/good.yaml": Self.good])
    #expect(mkfifo(folder.url.appending(path: "dir/pipe.yaml").path, 0o600) == 0)
    let outcome = try await run(["validate", "dir"], in: folder)
    #expect(outcome.status == 2)
    #expect(outcome.stderr.contains("can't read dir/pipe.yaml: it is a named pipe"), "\(outcome)")
  }

  @Test(arguments: ["fifo", "/dev/zero", "loop"])
  func filesThatInputsNameAreNotReadWithoutAnEnd(_ name: String) async throws {
    let folder = try folder()
    try folder.write(
      "services:\n  wandb:\n    image: wandb/local\n    env_file: \(name)\n", "compose.yaml")
    try folder.write(
      "include: [\(name)]\nservices:\n  wandb:\n    image: wandb/local\n", "includes.yaml")
    try folder.write("docker run --env-file \(name) wandb/local\n", "run.sh")
    try folder.write(
      """
      module "wandb" {
        source  = "wandb/wandb/helm"
        version = "4.0.0"
        spec    = { values = yamldecode(file("${path.module}/\(name)")) }
      }

      """, "main.tf")
    for input in ["compose.yaml", "includes.yaml", "run.sh", "main.tf"] {
      let outcome = try await run(["validate", input, "--format", "concise"], in: folder)
      #expect((0...1).contains(outcome.status), "\(input): \(outcome)")
      // What is not read is said, as a missing file or as contents that are not known.
      #expect(outcome.stdout.contains("\(input):"), "\(input): \(outcome)")
    }
  }

  /// `<(…)` of a shell and a redirection are not named pipes.
  @Test func pipesOfAShellAreRead() async throws {
    let folder = try folder()
    let script = #""$0" validate <(cat good.yaml) && "$0" validate /dev/stdin < good.yaml"#
    let outcome = try await Tool.run(
      [], in: folder.url, wrapper: ["/bin/bash", "-c", script, Tool.url.path])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.stdout == "no problems in 1 file\nno problems in 1 file\n", "\(outcome)")
  }

  @Test func theNullDeviceIsEmpty() async throws {
    let folder = try folder()
    let outcome = try await run(["validate", "good.yaml", "--config", "/dev/null"], in: folder)
    #expect(outcome.status == 0, "\(outcome)")
  }

  @Test func standardInputHasTheLimitOfFiles() async throws {
    let folder = try folder()
    let program = #"exec "$0" validate - --format concise < /dev/zero"#
    let outcome = try await Tool.run(
      [], in: folder.url, wrapper: ["/bin/bash", "-c", program, Tool.url.path])
    #expect(outcome.status == 1)
    #expect(outcome.stdout.contains("has more than 67108864 bytes"), "\(outcome)")
  }

  // MARK: Limits

  @Test(arguments: [
    ("bytes=10", "WB1013"), ("depth=1", "WB1009"), ("tokens=3", "WB1042"), ("inputs=1", "WB1046"),
    ("findings=1", "WB1045"),
  ])
  func limitsAreChangedByAnOption(_ word: String, _ code: String) async throws {
    let folder = try TemporaryFolder([
      "a.yaml": Self.good + "a: no\nb: no\n", "b.yaml": "global: {size: small}\n",
    ])
    for arguments in [["validate", "a.yaml", "b.yaml"], ["fix", "--diff", "a.yaml", "b.yaml"]] {
      let outcome = try await run(
        arguments + ["--limit", word, "--format", "concise"], in: folder)
      #expect(outcome.status == 1, "\(outcome)")
      #expect((outcome.stdout + outcome.stderr).contains("error[\(code)]"), "\(outcome)")
    }
  }

  @Test(arguments: [
    "a.yaml", "b.json", "c.env", "main.tf", "e.tfvars", "f.tfvars.json", "g.xml", "h.tf.json",
  ])
  func tokensAreLimitedInEveryFormat(_ name: String) async throws {
    let json = #"{"a": [1, 2, 3, 4, 5]}"#
    let texts = [
      "yaml": "a: [1, 2, 3, 4, 5]\n", "json": json, "env": "A=1\nB=1\nC=1\nD=1\nE=1\n",
      "tf": "locals {\n  a = [1, 2]\n}\n", "tfvars": "a = [1, 2, 3]\n",
      "xml": "<CORSConfiguration><a/><b/><c/><d/></CORSConfiguration>",
    ]
    let text = texts[String(name.split(separator: ".").last ?? "")] ?? ""
    let folder = try TemporaryFolder([name: text])
    for command in ["validate", "parse"] {
      let outcome = try await run(
        [command, name, "--limit", "tokens=4", "--format", "concise"], in: folder)
      #expect(outcome.status == 1, "\(outcome)")
      #expect((outcome.stdout + outcome.stderr).contains("error[WB1042]"), "\(command): \(outcome)")
    }
  }

  @Test(arguments: [
    ("nope=1", "--limit must be NAME=NUMBER, where NAME is `bytes`, `depth`"),
    ("depth", "--limit depth must be from 1 to 512"),
    ("depth=513", "--limit depth must be from 1 to 512"),
    ("bytes=-1", "--limit bytes must be from 0 to 2147483646"),
  ])
  func malformedLimitsAreRefused(_ word: String, _ message: String) async throws {
    let folder = try folder()
    for command in [["validate", "good.yaml"], ["parse", "good.yaml"]] {
      let outcome = try await run(command + ["--limit", word], in: folder)
      #expect(outcome.status == 2 && outcome.stderr.contains(message), "\(outcome)")
    }
  }

  // MARK: Writing

  @Test(arguments: ["fifo", "/dev/full", "loop", "dangling", "good.yaml/x", "/proc/version"])
  func reportsAreNotWrittenIntoSpecialFiles(_ name: String) async throws {
    let folder = try folder()
    let outcome = try await run(["validate", "good.yaml", "--format", "json=\(name)"], in: folder)
    #expect(outcome.status == 2, "\(outcome)")
    #expect(outcome.stderr.contains("can't write"), "\(outcome)")
    let baseline = try await run(["baseline", "create", "good.yaml", "-o", name], in: folder)
    #expect(baseline.status == 2 && baseline.stderr.hasPrefix("error: can't"), "\(baseline)")
    let target = try? FileManager.default.destinationOfSymbolicLink(
      atPath: folder.url.appending(path: name).path)
    #expect(target == ["loop": "loop", "dangling": "nowhere"][name])
  }

  /// The pipe behind such a link has no path of its own.
  @Test(arguments: [#"json=/dev/stdout | cat"#, "json=>(cat >report); wait $!; cat report"])
  func reportsGoIntoPipesOfAShell(_ destination: String) async throws {
    let folder = try folder()
    let script = "\"$0\" validate good.yaml --format text=/dev/null --format \(destination)"
    let outcome = try await Tool.run(
      [], in: folder.url, wrapper: ["/bin/bash", "-c", script, Tool.url.path])
    #expect(outcome.stdout.contains("\"diagnostics\""), "\(outcome)")
    #expect(outcome.stderr == "", "\(outcome)")
  }

  @Test(arguments: ["fifo", "/dev/null", "loop", "dangling", "good.yaml"])
  func artifactsAreNotWrittenIntoSpecialFiles(_ name: String) async throws {
    let folder = try folder()
    let outcome = try await run(
      ["render", "good.yaml", "--target", "helm", "-o", name], in: folder)
    #expect(outcome.status == 2, "\(outcome)")
    #expect(outcome.stderr.contains("error: can't"), "\(outcome)")
  }
}
