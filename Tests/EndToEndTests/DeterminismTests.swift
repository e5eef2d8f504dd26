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
    let locales = ["C", "de_DE.UTF-8", "tr_TR.UTF-8", "ja_JP.eucJP", ""]
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

  private static func hasCore(_ list: String) -> Bool {
    let count = ProcessInfo.processInfo.activeProcessorCount
    return FileManager.default.isExecutableFile(atPath: "/usr/bin/taskset")
      && list.split(separator: ",").allSatisfy { (Int($0) ?? count) < count }
  }
}
