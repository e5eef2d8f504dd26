import Documents
import Foundation
import TestSupport
import Testing

/// Every script that is written is one that a plain shell takes and ShellCheck has nothing against.
@Suite(.comparing(with: .shellcheck))
struct ShellCheckTests {
  @Test func scriptsOfConfigurationsAreClean() throws {
    let scratch = try Scratch()
    let samples = CloudSample.google + CloudSample.azure
    let files = try samples.enumerated().flatMap { number, sample in
      let (files, findings) = sample.files(
        number < CloudSample.google.count ? ["gcp-iam"] : ["azure-cors"])
      #expect(findings == [], "\(sample.values)")
      let scripts = files.filter { $0.key.hasSuffix(".sh") }
      #expect(scripts.count == 1, "\(sample.values)")
      return try scripts.map { name, text in
        let file = scratch.url("\(number)-\(name)")
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file
      }
    }
    for file in files {
      #expect(try Oracle.shell.complaints(about: [file]).status == 0, "\(file.lastPathComponent)")
    }
    let answer = try Oracle.shellcheck.complaints(about: files)
    #expect(answer.status == 0 && answer.text.isEmpty, "\(answer.text)")
  }

  @Test func scriptsOfScenariosAreClean() throws {
    let scenarios = Fixture.project.appending(path: "fixtures/scenarios")
    let files = try FileManager.default.subpathsOfDirectory(atPath: scenarios.path)
      .filter { $0.contains("/expected/artifacts/") && $0.hasSuffix(".sh") }
      .sorted().map { scenarios.appending(path: $0) }
    #expect(files.count >= 3)
    let answer = try Oracle.shellcheck.complaints(about: files)
    #expect(answer.status == 0 && answer.text.isEmpty, "\(answer.text)")
  }

  /// Or else silence would mean nothing.
  @Test(arguments: ["#!/bin/sh\ngcloud $name\n", "#!/bin/sh\nif true\n", "gcloud\n"])
  func wrongScriptsAreFound(_ text: String) throws {
    let scratch = try Scratch()
    let file = scratch.url("wrong.sh")
    try text.write(to: file, atomically: true, encoding: .utf8)
    let answer = try Oracle.shellcheck.complaints(about: [file])
    #expect(answer.status == 1 && !answer.text.isEmpty)
  }
}
