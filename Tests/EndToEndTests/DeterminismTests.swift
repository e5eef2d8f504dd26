import Foundation
import TestSupport
import Testing

/// The same inputs give the same bytes, whatever surrounds the run.
@Suite struct DeterminismTests {
  /// Fifty runs, each in another folder, with another locale, seed of hashes and number of cores.
  @Test(arguments: ["each", "many", "unicode"])
  func fiftyRunsAgree(_ name: String) async throws {
    let example = try #require(try FormatCase.all.first { $0.testDescription == name })
    let first = try await example.run()
    #expect(first.outputs.count == FormatCase.formats.count + 1)
    let locales = Self.locales
    let cores = ["0", "1", "0,1"].filter { Self.hasCore($0) }
    for number in 0..<50 {
      var environment = [
        "LANG": locales[number % locales.count], "LC_ALL": locales[(number / 2) % locales.count],
        "TZ": number % 2 == 0 ? "Asia/Tokyo" : "UTC",
      ]
      // Without it, each run has a seed of its own.
      if number % 3 == 0 { environment["SWIFT_DETERMINISTIC_HASHING"] = "1" }
      let wrapper = cores.isEmpty ? [] : ["/usr/bin/taskset", "-c", cores[number % cores.count]]
      let run = try await example.run(environment: environment, wrapper: wrapper)
      #expect(run.status == first.status)
      for (format, text) in run.outputs {
        #expect(text == first.outputs[format], "run \(number): \(format)")
      }
    }
  }

  private static let locales = ["C", "de_DE.UTF-8", "tr_TR.UTF-8", "ja_JP.eucJP", ""]

  /// What targets write and say is the same in any locale and any working directory.
  @Test func renderingsAgree() async throws {
    let input = Fixture.project.appending(
      path: "fixtures/scenarios/complete-example/input/wandb.yaml")
    let targets = ["helm", "operator", "docker-env", "compose", "checklist", "mysql", "nginx"]
    var first: [String: String] = [:]
    for locale in Self.locales {
      let folder = try TemporaryFolder()
      let run = try await Tool.run(
        ["render", input.path, "-o", folder.url.appending(path: "out").path]
          + targets.flatMap { ["--target", $0] },
        environment: ["LANG": locale, "LC_ALL": locale], in: folder.url)
      #expect(run.status == 0)
      let out = folder.url.appending(path: "out")
      var files = ["stderr": run.stderr.replacing(folder.url.path, with: "")]
      for name in try FileManager.default.contentsOfDirectory(atPath: out.path) {
        files[name] = folder.read("out/\(name)")
      }
      if first.isEmpty { first = files }
      #expect(files.count > targets.count)
      #expect(files == first, "LANG=\(locale)")
    }
  }

  /// The process hands its variables over in some order, which nobody chose.
  @Test(arguments: [
    ["validate"], ["render", "--target", "docker-env"], ["convert", "--to", "helm"],
  ])
  func theOrderOfVariablesDoesNotMatter(_ command: [String]) async throws {
    let valid = [
      "SOURCE_DATE_EPOCH=1795219200", "HOST=https://w.example.com",
      "MYSQL=mysql://u:p@db:3306/wandb_local", "REDIS=redis://cache:6379", "BUCKET=s3://files",
      "GORILLA_UNKNOWN_NAME=1",
    ]
    let invalid = valid + ["LOGGING_ENABLED=maybe", "LOCAL_LDAP_ADDRESS=ldap://x:y"]
    for variables in [valid, invalid] {
      let orders = [variables, variables.reversed(), variables.sorted()]
      var outputs: Set<[String]> = []
      for order in orders {
        let run = try await Tool.run(
          [command[0], "--env"] + command.dropFirst(), wrapper: ["/usr/bin/env", "-i"] + order)
        outputs.insert([run.stdout, run.stderr])
      }
      #expect(outputs.count == 1)
      let expected = variables == valid ? "no problems" : "LOGGING_ENABLED"
      let all = outputs.first?.joined() ?? ""
      #expect(all.contains(expected) || all.contains("w.example.com"), "\(all)")
    }
  }

  private static func hasCore(_ list: String) -> Bool {
    let count = ProcessInfo.processInfo.activeProcessorCount
    return FileManager.default.isExecutableFile(atPath: "/usr/bin/taskset")
      && list.split(separator: ",").allSatisfy { (Int($0) ?? count) < count }
  }
}
