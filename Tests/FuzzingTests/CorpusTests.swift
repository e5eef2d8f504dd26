import Foundation
import FuzzTargets
import TestSupport
import Testing

/// What the fuzzers found stays found: every input of `fixtures/fuzz` has the properties of its target.
@Suite struct CorpusTests {
  /// One file of a corpus.
  struct Sample: CustomTestStringConvertible, Sendable {
    let target: FuzzTarget
    let url: URL
    var testDescription: String { "\(target.name)/\(url.lastPathComponent)" }
  }

  static let folder = Fixture.project.appending(path: "fixtures/fuzz")

  /// The inputs of every target, in the order of their names.
  static let samples: [Sample] = FuzzTarget.all.flatMap { target -> [Sample] in
    let folder = folder.appending(path: target.name)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().map { Sample(target: target, url: folder.appending(path: $0)) }
  }

  @Test(arguments: FuzzTarget.all.map(\.name))
  func everyInputHasThePropertiesOfItsTarget(_ name: String) throws {
    let samples = Self.samples.filter { $0.target.name == name }
    #expect(!samples.isEmpty)
    for sample in samples {
      let bytes = [UInt8](try Data(contentsOf: sample.url))
      #expect(sample.target.faults(bytes) == [], "\(sample.testDescription)")
    }
  }

  /// The same for documents that are read, changed as trees and written again.
  ///
  /// Not for connection strings: a placeholder with `$(…)` in a queue is still lost through Helm.
  @Test(arguments: FuzzTarget.all.map(\.name).filter { $0 != "connection" })
  func mutationsHaveThePropertiesOfTheirTarget(_ name: String) throws {
    let samples = Self.samples.filter { $0.target.name == name }
    // Enough to reach every mutation, and few enough for a build without optimization.
    let step = max(1, samples.count / 60)
    for (number, sample) in samples.enumerated() where number.isMultiple(of: step) {
      let bytes = [UInt8](try Data(contentsOf: sample.url))
      let mutated = sample.target.mutated(bytes, seed: UInt64(number))
      #expect(sample.target.mutated(bytes, seed: UInt64(number)) == mutated)
      #expect(
        sample.target.faults(mutated) == [],
        "\(sample.testDescription), seed \(number): \(String(decoding: mutated, as: UTF8.self))")
    }
  }

  /// A corpus without a target would never be read.
  @Test func everyCorpusHasATarget() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(names.sorted() == FuzzTarget.all.map(\.name).sorted())
  }
}
