import Foundation
package import Testing

/// Something outside of the project that a test needs, usually a program: the only way to skip a test.
///
/// Each skipped test becomes a line of the file that `SKIPPED_TESTS` names, from which `make test` and
/// `make conformance` print what was skipped and why. Files are never a requirement: what a test reads
/// is in the project.
package struct Requirement: TestTrait, SuiteTrait {
  /// What is needed, as the summary names it.
  private let name: String
  /// What to do about its absence, as an imperative.
  private let help: String
  private let isMet: Bool

  package init(_ name: String, _ help: String, isMet: Bool) {
    (self.name, self.help, self.isMet) = (name, help, isMet)
  }

  /// On a suite, it holds for each of its tests.
  package var isRecursive: Bool { true }

  package func prepare(for test: Test) async throws {
    guard !isMet else { return }
    if !test.isSuite { try Self.record("\(name)\t\(help)\t\(test.id)\n") }
    let skip: ConditionTrait = .disabled("\(name): \(help)")
    try await skip.prepare(for: test)
  }

  /// Appends a line in one `write`, so that lines of tests that are planned at once stay apart.
  private static func record(_ line: String) throws {
    guard let path = ProcessInfo.processInfo.environment["SKIPPED_TESTS"] else { return }
    let file = open(path, O_WRONLY | O_APPEND | O_CREAT, 0o644)
    guard file >= 0 else { throw CocoaError(.fileWriteUnknown) }
    defer { close(file) }
    let bytes = Array(line.utf8)
    guard write(file, bytes, bytes.count) == bytes.count else {
      throw CocoaError(.fileWriteUnknown)
    }
  }
}
