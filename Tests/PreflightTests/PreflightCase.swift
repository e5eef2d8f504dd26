import Foundation
import TestSupport
import Testing

/// One file of `fixtures/preflight/cases`: inputs, options, and what has to come out.
///
///     # what it shows
///     args: --only redis --write
///     input: wandb.env
///     REDIS=redis://127.0.0.1:{redis.port}
///     expect: error[WB5122] global.redis.password wandb.env:1
///     expect: exit 1
///     absent: a password
struct PreflightCase: CustomTestStringConvertible, Sendable {
  let name: String
  private(set) var arguments: [String] = []
  private(set) var inputs: [(name: String, text: String)] = []
  private(set) var findings: [String] = []
  private(set) var status: Int32 = 0
  private(set) var absent: [String] = []

  var testDescription: String { name }

  static let all: [PreflightCase] = {
    let folder = Fixture.project.appending(path: "fixtures/preflight/cases")
    let files =
      (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil))
      ?? []
    return files.filter { $0.pathExtension == "case" }.sorted { $0.path < $1.path }
      .compactMap { file in
        (try? String(contentsOf: file, encoding: .utf8)).map {
          PreflightCase(file.deletingPathExtension().lastPathComponent, $0)
        }
      }
  }()

  init(_ name: String, _ text: String) {
    self.name = name
    var isInput = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
      let rest = parts.count == 2 ? parts[1] : ""
      switch parts.first {
      case "input:":
        inputs.append((rest, ""))
        isInput = true
      case "args:" where !isInput: arguments = rest.split(separator: " ").map(String.init)
      case "expect:" where rest.hasPrefix("exit "):
        status = Int32(rest.dropFirst(5)) ?? -1
        isInput = false
      case "expect:":
        findings.append(rest)
        isInput = false
      case "absent:":
        absent.append(rest)
        isInput = false
      default:
        if isInput { inputs[inputs.count - 1].text += line + "\n" }
      }
    }
  }
}

/// Real services, and everything that can be wrong with them.
@Suite(TestServices.required) struct PreflightCaseTests {
  @Test(arguments: PreflightCase.all)
  func reportsWhatIsWrong(_ test: PreflightCase) async throws {
    let services = TestServices.running
    let inputs = test.inputs.map { ($0.name, services.filled($0.text)) }
    let folder = try PreflightFolder(inputs)
    let arguments = test.arguments.map(services.filled)
    let run = try await folder.run(
      ["preflight", "--format", "json", "--timeout", "10s"] + arguments + inputs.map(\.0))
    #expect(run.status == test.status, "\(run.text)")
    #expect(try run.findings == test.findings, "\(run.text)")
    for text in test.absent {
      #expect(!run.stdout.contains(text) && !run.stderr.contains(text), "\(text) is shown")
    }
  }

  @Test func everyServiceHasCases() {
    #expect(PreflightCase.all.count >= 60)
  }
}
