package import Foundation
package import Testing

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
