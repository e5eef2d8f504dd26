import Foundation
import Reference
import TestSupport
import Testing

/// `schemas/` is generated; `UPDATE_GOLDEN=1` (`make generate`) rewrites it.
@Suite struct GeneratedFilesTests {
  @Test(arguments: GeneratedFiles.all.map(\.name))
  func isUpToDate(_ name: String) throws {
    let file = try #require(GeneratedFiles.all.first { $0.name == name })
    try Golden.expect(file.text, at: Fixture.project.appending(path: "schemas/\(name)"))
  }

  @Test func nothingElseIsInTheFolder() throws {
    let folder = Fixture.project.appending(path: "schemas")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(names) == Set(GeneratedFiles.all.map(\.name)))
  }
}
