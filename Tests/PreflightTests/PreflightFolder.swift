import Foundation
import TestSupport

/// A folder with inputs, in which `preflight` runs.
final class PreflightFolder {
  let url: URL

  init(_ files: [(String, String)]) throws {
    url = FileManager.default.temporaryDirectory.appending(path: "preflight-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (name, text) in files {
      let file = url.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The result of one run.
  struct Outcome {
    let status: Int32
    let stdout: String
    let stderr: String

    var text: String { stdout + stderr }

    /// `SEVERITY[CODE] SETTING FILE:LINE` of each error and warning.
    var findings: [String] {
      get throws {
        let report = try JSONDecoder().decode(Report.self, from: Data(stdout.utf8))
        return report.diagnostics.filter { $0.severity != "note" }.map { finding in
          let place = "\(finding.location.file):\(finding.location.start.line)"
          return "\(finding.severity)[\(finding.code)] \(finding.setting ?? "-") \(place)"
        }
      }
    }
  }

  private struct Report: Decodable {
    struct Finding: Decodable {
      let code: String
      let severity: String
      let setting: String?
      let location: Location
    }
    struct Location: Decodable {
      let file: String
      let start: Start
    }
    struct Start: Decodable { let line: Int }
    let diagnostics: [Finding]
  }

  /// `WANDB_CFG=PATH` tests another build.
  static let program: URL = {
    if let path = ProcessInfo.processInfo.environment["WANDB_CFG"] { return URL(filePath: path) }
    return URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "wandb-cfg")
  }()

  /// A process of `wandb-cfg` that has not been started.
  func process(
    _ arguments: [String], environment: [String: String] = [:]
  ) -> (process: Process, stdout: Pipe, stderr: Pipe) {
    let (process, stdout, stderr) = (Process(), Pipe(), Pipe())
    process.executableURL = Self.program
    process.arguments = arguments
    process.currentDirectoryURL = url
    // `make sanitize` says what the sanitizers of the program do.
    let sanitizers = ProcessInfo.processInfo.environment.filter { $0.key.hasSuffix("SAN_OPTIONS") }
    process.environment = ["PATH": "/usr/bin:/bin"].merging(sanitizers) { $1 }
      .merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    (process.standardOutput, process.standardError) = (stdout, stderr)
    return (process, stdout, stderr)
  }

  func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> Outcome {
    try await ChildProcesses.limited {
      try await finish(process(arguments, environment: environment))
    }
  }

  private func finish(
    _ started: (process: Process, stdout: Pipe, stderr: Pipe)
  ) async throws -> Outcome {
    let (process, stdout, stderr) = started
    try process.run()
    // Both pipes drain while the program runs; a full pipe would block it forever.
    async let out = Self.read(stdout)
    async let err = Self.read(stderr)
    let (output, errors) = try await (out, err)
    process.waitUntilExit()
    return Outcome(status: process.terminationStatus, stdout: output, stderr: errors)
  }

  static func read(_ pipe: Pipe) async throws -> String {
    String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
  }
}
