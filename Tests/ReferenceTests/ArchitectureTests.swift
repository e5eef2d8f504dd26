import Foundation
import TestSupport
import Testing

/// The tours in `Sources/ARCHITECTURE.md` name files that exist, and count them.
@Suite struct ArchitectureTests {
  private static let text = Fixture.project.appending(path: "Sources/ARCHITECTURE.md")

  @Test func toursNameAndCountTheirFiles() throws {
    let text = try String(contentsOf: Self.text, encoding: .utf8)
    let start = try #require(text.range(of: "## Two tours"))
    let end = try #require(text.range(of: "## Decisions"))
    let tours = text[start.upperBound..<end.lowerBound].components(separatedBy: " files):")
      .dropFirst()
    let counts = text[start.upperBound..<end.lowerBound].matches(of: /\((\d+) files\):/)
      .compactMap { Int($0.output.1) }
    let paths = try FileManager.default.subpathsOfDirectory(
      atPath: Fixture.project.appending(path: "Sources").path)
    #expect(counts.count == 2)
    for (tour, count) in zip(tours, counts) {
      let files = Set(tour.matches(of: /`([A-Za-z\/+-]+\.swift)`/).map { String($0.output.1) })
      #expect(files.count == count)
      for file in files {
        #expect(paths.contains { $0 == file || $0.hasSuffix("/" + file) }, "\(file)")
      }
    }
  }
}
