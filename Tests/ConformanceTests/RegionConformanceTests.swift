import Pipeline
import TestSupport
import Testing

/// A region of AWS is known where botocore has endpoints in it.
@Suite struct RegionConformanceTests {
  /// Names as AWS makes them, most of which are none.
  private static let names: [String] = {
    let areas = [
      "af", "ap", "ca", "cn", "eu", "eu-isoe", "eusc-de", "il", "me", "mx", "sa", "us", "us-gov",
      "us-iso", "us-isob", "us-isof",
    ]
    let directions = [
      "central", "east", "north", "northeast", "northwest", "south", "southeast", "southwest",
      "west",
    ]
    return areas.flatMap { area in
      directions.flatMap { direction in (1...9).map { "\(area)-\(direction)-\($0)" } }
    }
  }()

  @Test(.comparing(with: .regions))
  func theListIsThatOfBotocore() throws {
    let answers = try Oracle.regions.answers(Self.names.map { Array($0.utf8) })
    var disagreements = Disagreements()
    for (name, answer) in zip(Self.names, answers) {
      let codes = Check.codes(
        Compiler.compile(
          [
            Check.input(
              "values.yaml", "global: {bucket: {provider: s3, name: files, region: \(name)}}\n")
          ], Check.options))
      let isKnown = !codes.contains("WB3254")
      if isKnown != (answer.tree != nil) { disagreements.add(name.utf8, "known: \(isKnown)") }
    }
    disagreements.report()
    #expect(answers.count { $0.tree != nil } > 40)
  }
}
