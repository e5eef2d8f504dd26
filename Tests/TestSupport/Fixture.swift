package import Foundation
package import Testing

/// One folder of `fixtures/scenarios`: `input/`, a hand-written `expect`, a generated `expected/`.
package struct Fixture: CustomTestStringConvertible, Sendable {
  package let url: URL
  package var testDescription: String { url.lastPathComponent }

  /// The project's root.
  package static let project = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  package static var scenarios: [Fixture] {
    get throws {
      try folders(project.appending(path: "fixtures/scenarios")).map(Fixture.init)
    }
  }

  private static func folders(_ url: URL) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)
      .filter { !$0.lastPathComponent.hasPrefix(".") }.sorted { $0.path < $1.path }
  }

  /// The names of the files in `input/`, in lexical order.
  package var inputs: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(
        at: url.appending(path: "input"), includingPropertiesForKeys: [.isDirectoryKey]
      )
      .filter { !$0.hasDirectoryPath }.map(\.lastPathComponent).sorted()
    }
  }

  /// All files in `input/`, also those in its folders, which only Terraform reads.
  package var tree: TreeInMemory {
    get throws {
      let paths = try FileManager.default.subpathsOfDirectory(
        atPath: url.appending(path: "input").path)
      let files = paths.map { ($0, try? bytes(of: $0)) }
      return TreeInMemory(
        Dictionary(
          uniqueKeysWithValues: files.compactMap { path, bytes in bytes.map { (path, $0) } }))
    }
  }

  package func bytes(of input: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: url.appending(path: "input").appending(path: input)))
  }

  /// A file next to `input/`, or empty text.
  package func text(_ name: String) -> String {
    (try? String(contentsOf: url.appending(path: name), encoding: .utf8)) ?? ""
  }

  /// Every file below `expected/`, relative to it.
  package var expectedFiles: [String] {
    let root = url.appending(path: "expected")
    return (FileManager.default.subpaths(atPath: root.path) ?? [])
      .filter { !root.appending(path: $0).hasDirectoryPath && !isFolder(root.appending(path: $0)) }
      .sorted()
  }

  private func isFolder(_ url: URL) -> Bool {
    var isDirectory: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory)
    return isDirectory.boolValue
  }
}

/// Compares output with a checked-in file; `UPDATE_GOLDEN=1` (`make golden`) rewrites it.
package enum Golden {
  package static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil

  package static func expect(
    _ actual: String, at url: URL, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    guard !isUpdating else {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      return try actual.write(to: url, atomically: true, encoding: .utf8)
    }
    let expected = try? String(contentsOf: url, encoding: .utf8)
    #expect(
      actual == expected, "run `make golden` and review the diff of \(url.lastPathComponent)",
      sourceLocation: sourceLocation)
  }
}
