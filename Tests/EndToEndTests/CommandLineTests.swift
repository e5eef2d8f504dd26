import Foundation
import TestSupport
import Testing

/// What the program reports about its command line.
@Suite struct CommandLineTests {
  private static let values = "global:\n  host: https://wandb.example.com\n"

  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Self.values, "values.yaml")
    return folder
  }

  // MARK: Words that are not UTF-8

  /// With other bytes in their place, another file would be read, and another password written.
  @Test(arguments: [
    (#""$0" validate $'a\xff.yaml'"#, "argument 2 is not UTF-8"),
    (
      #""$0" render values.yaml --target helm --set global.mysql.password=$'p\xff'"#,
      "argument 6 is not UTF-8"
    ),
    (
      #"P=$'p\xff' "$0" validate values.yaml --set global.mysql.password=env:P"#,
      "environment variable P is not UTF-8"
    ),
  ])
  func wordsMustBeUTF8(_ script: String, _ message: String) async throws {
    let folder = try folder()
    let outcome = try await Tool.run(
      [], in: folder.url, wrapper: ["/bin/bash", "-c", script, Tool.url.path])
    #expect(outcome.status == 2 && outcome.stdout.isEmpty, "\(outcome)")
    #expect(outcome.stderr == "error: \(message)\n", "\(outcome)")
  }

  // MARK: Usage

  @Test(arguments: [
    ["validate"], ["validate", "--nope"], ["validate", "a.yaml", "--max-errors", "-1"],
    ["render", "a.yaml"], ["render", "a.yaml", "--target", "terraform"], ["explain"],
    ["diff", "a.yaml"], ["convert", "--to", "helm"],
  ])
  func usageCanBePasted(_ arguments: [String]) async throws {
    let outcome = try await Tool.run(arguments)
    let command = "wandb-cfg " + arguments[0]
    #expect(outcome.status == 2 && outcome.stdout.isEmpty)
    #expect(outcome.stderr.hasPrefix("error: "))
    #expect(outcome.stderr.contains("\nUsage: \(command) "), "\(outcome)")
    #expect(outcome.stderr.hasSuffix("See '\(command) --help' for more information.\n"))
  }

  @Test(arguments: [
    ["vaildate"], ["help", "vaildate"], ["vaildate", "values.yaml", "--strict"],
    ["vaildate", "--help"],
  ])
  func anUnknownCommandIsSuggested(_ arguments: [String]) async throws {
    let outcome = try await Tool.run(arguments)
    #expect(outcome.status == 2 && outcome.stdout.isEmpty)
    #expect(
      outcome.stderr.hasPrefix("error: unknown command 'vaildate'; did you mean 'validate'?\n"),
      "\(outcome)")
  }

  @Test func aWordThatResemblesNoCommandHasNoSuggestion() async throws {
    let outcome = try await Tool.run(["values.yaml"])
    #expect(outcome.status == 2)
    #expect(outcome.stderr.hasPrefix("error: unknown command 'values.yaml'\n"), "\(outcome)")
  }

  @Test(arguments: [[], ["help"], ["help", "validate"], ["help", "help"], ["help", "-h"]])
  func helpIsNotAnError(_ arguments: [String]) async throws {
    let outcome = try await Tool.run(arguments)
    #expect(outcome.status == 0 && outcome.stderr.isEmpty)
    #expect(outcome.stdout.contains("USAGE: wandb-cfg"), "\(outcome)")
  }

  // MARK: Summary

  @Test(arguments: [
    (["values.yaml", "--set", "global.size=small", "--env"], " in 1 file"),
    (
      ["-", "values.yaml", "--set", "global.size=small"], " in 2 files merged into 1 deployment"
    ),
    (["--set", "global.host=https://w.example.com"], ""), (["--env"], ""),
  ])
  func theSummaryCountsFiles(_ arguments: [String], _ suffix: String) async throws {
    let folder = try folder()
    let outcome = try await Tool.run(
      ["validate"] + arguments, input: Self.values,
      environment: ["HOST": "https://w.example.com"], in: folder.url)
    #expect(outcome.stdout == "no problems\(suffix)\n", "\(outcome)")
  }

  @Test func jsonCountsFilesToo() async throws {
    let folder = try folder()
    let outcome = try await Tool.run(
      ["validate", "values.yaml", "--set", "global.size=small", "--format", "json"],
      in: folder.url)
    #expect(outcome.stdout.contains("\"inputs\": 1\n"), "\(outcome)")
  }

  @Test func aTerraformVariableIsNotAFile() async throws {
    let folder = try TemporaryFolder()
    try folder.write("variable \"region\" {\n  type = string\n}\n", "a.tf")
    let outcome = try await Tool.run(
      ["validate", "a.tf", "--env"], environment: ["TF_VAR_region": "us-east-1"], in: folder.url)
    #expect(outcome.stdout.hasSuffix(" in 1 file\n"), "\(outcome)")
  }

  // MARK: Findings

  @Test func maxErrorsPrintsErrorsFirst() async throws {
    let folder = try TemporaryFolder()
    try folder.write("ACME=a # b\nHOST=w\nACME_TWO=a # b\n", "wandb.env")
    let outcome = try await Tool.run(
      ["validate", "wandb.env", "--max-errors", "1", "--format", "concise"], in: folder.url)
    #expect(outcome.stdout.contains("error["), "\(outcome)")
    #expect(!outcome.stdout.contains("warning["), "\(outcome)")
  }

  // MARK: explain

  @Test func explainShowsTheInputsOfAVariableWithSeveralSettings() async throws {
    let folder = try TemporaryFolder()
    try folder.write("global: {extraEnv: {BUCKET: 's3://files?region=us-east-1'}}\n", "values.yaml")
    for subject in ["BUCKET", "env.BUCKET"] {
      let outcome = try await Tool.run(["explain", subject, "values.yaml"], in: folder.url)
      #expect(outcome.status == 0)
      #expect(outcome.stdout.contains("us-east-1  values.yaml:1:"), "\(outcome)")
    }
    let none = try await Tool.run(
      ["explain", "global.mysql", "values.yaml"], in: folder.url)
    #expect(none.stdout.hasSuffix("No input sets any of them.\n"))
  }

  @Test func explainKnowsTheChartsDefaults() async throws {
    let folder = try TemporaryFolder()
    try folder.write("global: {extraEnv: {BUCKET_QUEUE: 'sqs://events'}}\n", "values.yaml")
    try folder.write("HOST=https://w.example.com\n", "wandb.env")
    func explain(_ words: String...) async throws -> String {
      let outcome = try await Tool.run(["explain"] + words, in: folder.url)
      #expect(outcome.status == 0, "\(outcome)")
      return outcome.stdout
    }
    #expect(try await explain("mysql.install").contains("Default in chart 0.43.8: false\n"))
    #expect(
      try await explain("mysql.install", "--chart-version", "0.13.11")
        .contains("Default in chart 0.13.11: true\n"))
    #expect(
      try await explain("global.mysql.port", "values.yaml")
        .hasSuffix("\nNo input sets it, so the chart's default applies: 3306\n"))
    #expect(
      try await explain("global.mysql.port", "wandb.env").hasSuffix("\nNo input sets it.\n"))
    let queue = try await explain("bucket.queue", "values.yaml")
    #expect(queue.contains("Default in chart 0.43.8: internal:// (`app.env.BUCKET_QUEUE`)\n"))
    #expect(queue.contains("in app   internal://     chart 0.43.8"), "\(queue)")
    #expect(queue.contains("app.env.BUCKET_QUEUE\n"))
  }

  @Test func completeMakesMissingPiecesErrors() async throws {
    let folder = try TemporaryFolder()
    try folder.write("global:\n  host: https://w.example.com\n", "values.yaml")
    let some = try await Tool.run(["validate", "values.yaml"], in: folder.url)
    #expect(some.status == 0 && some.stdout == "no problems in 1 file\n", "\(some)")
    let whole = try await Tool.run(
      ["validate", "values.yaml", "--complete", "--format", "concise"], in: folder.url)
    #expect(whole.status == 1)
    #expect(whole.stdout.split(separator: "\n").count == 3, "\(whole)")
    #expect(whole.stdout.contains("values.yaml:1:1: error[WB3096] the license is not set\n"))
  }

  @Test func explainReadsInputsAsValidateDoes() async throws {
    let folder = try folder()
    try folder.write("namespace = \"wandb\"\n", "a.tfvars")
    let chart = try await Tool.run(
      ["explain", "global.host", "values.yaml", "--chart-version", "0.40.0"], in: folder.url)
    #expect(chart.status == 0, "\(chart)")
    #expect(chart.stdout.contains("set to   https://wandb.example.com  values.yaml:2:9"))
    let module = try await Tool.run(
      [
        "explain", "terraform.aws.namespace", "a.tfvars", "--module", "aws", "--module-version",
        "7.18.2",
      ], in: folder.url)
    #expect(module.status == 0, "\(module)")
    #expect(module.stdout.contains("set to  \"wandb\"  a.tfvars:1:13"), "\(module)")
    let name = try await Tool.run(
      ["explain", "global.host", "-", "--stdin-filename", "x.env"],
      input: "HOST=https://w.example.com\n", in: folder.url)
    #expect(name.stdout.contains("x.env:1:6"), "\(name)")
    let wrong = try await Tool.run(["explain", "global.host", "--chart-version", "x"])
    #expect(wrong.status == 2)
  }
}
