import Foundation
import TestSupport
import Testing

/// A folder of `fixtures/formats`: `arguments`, one a line, the files in `input/`, and perhaps `stdin`.
///
/// Names of files and arguments are percent-encoded, so that any can be checked in.
struct FormatCase: CustomTestStringConvertible, Sendable {
  let url: URL
  var testDescription: String { url.lastPathComponent }

  /// Every format and the name of its golden file; text is what goes to standard output.
  static let formats = [
    "text": "text.txt", "concise": "concise.txt", "json": "json.json", "sarif": "sarif.json",
    "github": "github.txt", "gitlab": "gitlab.json", "junit": "junit.xml",
    "narrate": "narrate.txt",
  ]

  static var all: [FormatCase] {
    get throws {
      let root = Fixture.project.appending(path: "fixtures/formats")
      return try FileManager.default.contentsOfDirectory(atPath: root.path).sorted()
        .map { FormatCase(url: root.appending(path: $0)) }
    }
  }

  var arguments: [String] { lines("arguments").map(Self.decoded) }

  /// `exit N`, then `CODE FILE:LINE` for every finding that is shown; written by hand.
  var expectation: [String] { lines("expect").filter { !$0.hasPrefix("#") } }

  /// A temporary folder with the files of the case under their real names.
  func folder(below prefix: String = "") throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let input = url.appending(path: "input")
    for name in FileManager.default.subpaths(atPath: input.path) ?? [] {
      let source = input.appending(path: name, directoryHint: .notDirectory)
      guard let data = FileManager.default.contents(atPath: source.path) else { continue }
      let target = folder.url.path + "/" + prefix + Self.decoded(name)
      try FileManager.default.createDirectory(
        atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      _ = FileManager.default.createFile(atPath: target, contents: data)
    }
    return folder
  }

  /// One run that writes every format; a format's name gives its output, `summary` the summary of a
  /// job on GitHub.
  func run(
    environment: [String: String] = [:], wrapper: [String] = []
  ) async throws -> (status: Int32, outputs: [String: String]) {
    let folder = try folder(below: "in/")
    let options = Self.formats.keys.sorted().filter { $0 != "text" }
      .flatMap { ["--format", "\($0)=../out/\($0)"] }
    let out = folder.url.appending(path: "out")
    let inside = folder.url.appending(path: "in")
    try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
    try FileManager.default.createDirectory(at: inside, withIntermediateDirectories: true)
    let outcome = try await Tool.run(
      arguments + options, input: text("stdin"),
      environment: ["GITHUB_STEP_SUMMARY": out.path + "/summary"].merging(environment) { $1 },
      in: inside, wrapper: wrapper)
    var outputs = ["text": outcome.stdout]
    for name in Self.formats.keys.filter({ $0 != "text" }) + ["summary"] {
      outputs[name] = folder.read("out/\(name)")
    }
    return (outcome.status, outputs)
  }

  private func text(_ name: String) -> String {
    (try? String(contentsOf: url.appending(path: name), encoding: .utf8)) ?? ""
  }

  private func lines(_ name: String) -> [String] {
    text(name).split(separator: "\n").map(String.init)
  }

  private static func decoded(_ text: String) -> String { text.removingPercentEncoding ?? text }
}
