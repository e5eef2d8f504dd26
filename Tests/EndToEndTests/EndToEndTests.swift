import Foundation
import TestSupport
import Testing

/// Commands that check, convert and render, from arguments to output and exit status.
@Suite struct EndToEndTests {
  private static let good =
    "global:\n  host: https://wandb.example.com\n  bucket: {provider: s3, name: files}\n"

  @Test func validateReportsThatNothingIsWrong() async throws {
    let folder = try TemporaryFolder(["values.yaml": Self.good])
    let outcome = try await Tool.run(["validate", "values.yaml"], in: folder.url)
    #expect(outcome.status == 0)
    #expect(outcome.stdout == "no problems in 1 file\n")
    #expect(outcome.stderr == "")
  }

  @Test(arguments: [
    ("values.yaml", Array("global: \"x\n".utf8), "values.yaml:1:9: error[WB1003]"),
    ("values.yaml", [0x61, 0x3A, 0x20, 0xFF, 0xFE, 0x00], "values.yaml:1:4: error[WB1001]"),
    ("values.yaml", [0x7F, 0x45, 0x4C, 0x46, 0x02, 0x01, 0x00], "values.yaml:1:1: error[WB1001]"),
    ("values.yaml", Array("# nothing\n".utf8), "values.yaml:1:1: error[WB2001]"),
    ("values.yaml", [], "values.yaml:1:1: error[WB2001]"),
    ("wandb.env", Array("A B=1\n".utf8), "wandb.env:1:1: error[WB1014]"),
    (
      "values.yaml",
      Array(
        "global: {host: \"https://w\"}\n---\napiVersion: apps.wandb.com/v1\nkind: WeightsAndBiases\n"
          .utf8),
      "values.yaml:3:1: error[WB2002]"
    ),
    ("values.yaml", Array("- a\n".utf8), "values.yaml:1:1: error[WB2003]"),
    ("cors.xml", Array("<Other/>\n".utf8), "cors.xml:1:2: error[WB2003]"),
    ("cors.xml", Array("<a></b>\n".utf8), "cors.xml:1:6: error[WB1022]"),
  ])
  func badInputHasALocationAndWritesNothing(
    _ name: String, _ bytes: [UInt8], _ line: String
  ) async throws {
    let folder = try TemporaryFolder()
    try folder.write(bytes, name)
    let found = try await Tool.run(["validate", name, "--format", "concise"], in: folder.url)
    #expect(found.status == 1)
    #expect(found.stdout.hasPrefix(line), "\(found.stdout)")
    let render = try await Tool.run(
      ["render", name, "--target", "helm", "-o", "out"], in: folder.url)
    #expect(render.status == 1)
    #expect(render.stdout == "")
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "out").path))
  }

  @Test(arguments: [
    (
      "a.yaml", "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: wandb}\nspec: {}\n", "WB2003"
    ),
    ("a.yaml", "wandb: {global: {host: \"https://w.example.net\"}}\n", "WB2033"),
    ("a.yaml", "# nothing\n", "WB2001"), ("a.yaml", "- a\n", "WB2003"),
    (
      "cors.json",
      #"[{"AllowedMethods": ["GET", "HEAD", "PUT"], "AllowedOrigins": ["https://w.example.net"], "#
        + #""AllowedHeaders": ["*"], "ExposeHeaders": ["ETag"]}]"# + "\n",
      "WB2001"
    ),
  ])
  func convertsNothingFromUnreadInputs(
    _ name: String, _ text: String, _ code: String
  ) async throws {
    let folder = try TemporaryFolder([name: text])
    for words in [
      ["convert", name, "--to", "operator"], ["render", name, "--target", "operator"],
    ] {
      let found = try await Tool.run(words, in: folder.url)
      #expect(found.status == 1)
      #expect(found.stdout == "")
      #expect(found.stderr.contains("error[\(code)]"), "\(found.stderr)")
    }
  }

  @Test func aLargeFileIsRefusedByItsSize() async throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appending(path: "big.yaml")
    try Data().write(to: url)
    let handle = try FileHandle(forWritingTo: url)
    try handle.truncate(atOffset: 64 * 1024 * 1024 + 1)
    try handle.close()
    let outcome = try await Tool.run(
      ["validate", "big.yaml", "--format", "concise"], in: folder.url)
    #expect(outcome.status == 1)
    #expect(outcome.stdout.hasPrefix("big.yaml:1:1: error[WB1013]"))
    let small = try await Tool.run(
      ["validate", "-", "--max-bytes", "5"], input: Self.good, in: folder.url)
    #expect(small.status == 1)
  }

  @Test(arguments: [
    ["validate", "missing.yaml"], ["validate"], ["validate", "--nope"], ["nope"],
    ["render", "values.yaml"], ["render", "values.yaml", "--target", "nope"],
    ["render", "values.yaml", "--target", "helm", "--target", "operator"],
    ["render", "values.yaml", "--target", "terraform-helm"],
    ["render", "values.yaml", "--target", "terraform", "--target", "tfvars", "-o", "out"],
    ["explain", "WB9999"], ["diff", "values.yaml"],
    ["validate", "values.yaml", "--format", "yaml"],
    ["validate", "values.yaml", "--set", "x"], ["validate", "missing.tf"], ["parse", "."],
    ["validate", "values.yaml", "--set", "global.host=env:NOT_THERE"],
  ])
  func wrongUsageIsStatusTwo(_ arguments: [String]) async throws {
    let folder = try TemporaryFolder(["values.yaml": Self.good, "main.tf": "", "b.yaml": "{}"])
    let outcome = try await Tool.run(arguments, in: folder.url)
    #expect(outcome.status == 2, "\(outcome)")
    #expect(outcome.stdout == "")
    #expect(!outcome.stderr.isEmpty)
  }

  @Test func anUnreadableFileIsStatusTwo() async throws {
    let folder = try TemporaryFolder()
    let path = folder.url.appending(path: "values.yaml").path
    try FileManager.default.createSymbolicLink(
      atPath: path, withDestinationPath: "values.yaml")
    let outcome = try await Tool.run(["validate", "values.yaml"], in: folder.url)
    #expect(outcome.status == 2)
    #expect(outcome.stdout == "")
    #expect(outcome.stderr.contains("values.yaml"), "\(outcome)")
  }

  @Test(arguments: [["--help"], ["validate", "--help"], ["--version"], ["render", "-h"]])
  func helpGoesToStandardOutput(_ arguments: [String]) async throws {
    let outcome = try await Tool.run(arguments)
    #expect(outcome.status == 0)
    #expect(!outcome.stdout.isEmpty)
    #expect(outcome.stderr == "")
  }

  @Test func rendersFilesOnceAndChecksThem() async throws {
    let folder = try TemporaryFolder([
      "values.yaml": Self.good + "  mysql: {host: db, password: hunter2}\n"
    ])
    let arguments = [
      "render", "values.yaml", "--target", "helm", "--target", "s3-cors-xml", "-o", "out",
    ]
    let first = try await Tool.run(arguments, in: folder.url)
    #expect(first.status == 0)
    #expect(first.stdout.contains("wrote out/values.yaml (contains secrets, mode 0600)"))
    #expect(try folder.mode("out/values.yaml") == 0o600)
    #expect(try folder.mode("out/s3-cors.xml") & 0o044 == 0o044)
    let second = try await Tool.run(arguments, in: folder.url)
    #expect(second.stdout.contains("unchanged out/values.yaml"))
    #expect(try await Tool.run(arguments + ["--check"], in: folder.url).status == 0)

    try folder.write(
      (folder.read("out/values.yaml") ?? "").replacing("hunter2", with: "hunter3")
        .replacing("host: db", with: "host: other"), "out/values.yaml")
    let drift = try await Tool.run(arguments + ["--check"], in: folder.url)
    #expect(drift.status == 1)
    #expect(drift.stdout.contains("-    host: other\n+    host: db\n"))
    #expect(!drift.stdout.contains("hunter"))
    try FileManager.default.removeItem(at: folder.url.appending(path: "out/s3-cors.xml"))
    let missing = try await Tool.run(arguments + ["--check"], in: folder.url)
    #expect(missing.stdout.contains("missing: out/s3-cors.xml"))
  }

  @Test func neverWritesThroughALinkThatLeavesTheFolder() async throws {
    let folder = try TemporaryFolder(["values.yaml": Self.good, "precious": "keep"])
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "out"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: "out/values.yaml").path, withDestinationPath: "../precious"
    )
    let outcome = try await Tool.run(
      ["render", "values.yaml", "--target", "helm", "-o", "out"], in: folder.url)
    #expect(outcome.status == 2)
    #expect(folder.read("precious") == "keep")
  }

  @Test func readsStandardInputUnderItsName() async throws {
    let env = try await Tool.run(
      ["validate", "-", "--stdin-filename", "x.env", "--format", "concise"], input: "HOST=w\n")
    #expect(env.stdout.hasPrefix("x.env:1:6: error[WB3015]"))
    let guessed = try await Tool.run(["validate", "-", "--format", "concise"], input: "HOST=w\n")
    #expect(guessed.stdout.hasPrefix("<stdin>:1:6: error[WB3015]"))
  }

  @Test func layersEnvironmentAndSet() async throws {
    let folder = try TemporaryFolder(["values.yaml": Self.good, "pw": "p@ss\n"])
    let outcome = try await Tool.run(
      [
        "explain", "global.host", "values.yaml", "--env", "--set",
        "global.host=https://c.example.com",
      ], environment: ["HOST": "https://b.example.com"], in: folder.url)
    #expect(outcome.status == 0)
    let rows = outcome.stdout.split(separator: "\n").suffix(4).map {
      $0.split(separator: " ").joined(separator: " ")
    }
    #expect(
      rows == [
        "set to https://c.example.com --set:1:13 --set global.host",
        "overrode https://b.example.com <environment>:1:6 HOST",
        "overrode https://wandb.example.com values.yaml:2:9 global.host",
        "default http://localhost:8080 chart 0.43.8 global.host",
      ])
    let secret = try await Tool.run(
      [
        "render", "values.yaml", "--set", "global.mysql.host=db", "--set",
        "global.mysql.password=@pw", "--target", "docker-env",
      ],
      in: folder.url)
    #expect(secret.stdout.contains("MYSQL=mysql://:p%40ss@db\n"))
  }

  @Test func directoriesAreLayersInLexicalOrder() async throws {
    let folder = try TemporaryFolder([
      "a.yaml": Self.good, "b.env": "HOST=https://b.example.com\n", "notes.txt": "x",
    ])
    let outcome = try await Tool.run(["explain", "global.host", "."], in: folder.url)
    #expect(outcome.stdout.contains("set to    https://b.example.com"))
  }

  @Test func formatsGoWhereTheyAreSent() async throws {
    let folder = try TemporaryFolder(["values.yaml": "global:\n  host: w\n"])
    let outcome = try await Tool.run(
      ["validate", "values.yaml", "--format", "json", "--format", "concise=found.txt"],
      in: folder.url)
    #expect(outcome.status == 1)
    #expect(outcome.stdout.contains("\"code\": \"WB3015\""))
    #expect(folder.read("found.txt")?.hasPrefix("values.yaml:2:9: error[WB3015]") == true)
    let quiet = try await Tool.run(
      ["validate", "values.yaml", "--quiet", "--max-errors", "0"], in: folder.url)
    #expect(quiet.stdout == "" && quiet.status == 1)
    let colored = try await Tool.run(
      ["validate", "values.yaml", "--color", "always"], environment: ["NO_COLOR": "1"],
      in: folder.url)
    #expect(colored.stdout.contains("\u{1B}["))
    #expect(
      try await !Tool.run(["validate", "values.yaml"], in: folder.url).stdout.contains("\u{1B}["))
  }

  @Test func strictMakesWarningsErrors() async throws {
    let folder = try TemporaryFolder(["values.yaml": "global:\n  host: https://<HOST>\n"])
    #expect(try await Tool.run(["validate", "values.yaml"], in: folder.url).status == 0)
    #expect(
      try await Tool.run(["validate", "values.yaml", "--strict"], in: folder.url).status == 1)
  }
}
