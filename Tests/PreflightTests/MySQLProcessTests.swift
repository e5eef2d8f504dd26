import Foundation
import TestSupport
import Testing

/// What remains of a probe of MySQL that is ended while it writes.
@Suite(TestServices.required) struct MySQLProcessTests {
  private let services = TestServices.running

  /// The statements about tables of the user `slow`, whose server never answers `INSERT`.
  private var statements: [String] {
    let folder = URL(filePath: services.variables["tls"] ?? "").deletingLastPathComponent()
    let text = try? String(contentsOf: folder.appending(path: "statements"), encoding: .utf8)
    return (text ?? "").split(separator: "\n").filter { $0.hasPrefix("slow ") }.map(String.init)
  }

  @Test func dropsTheTableWhenInterrupted() async throws {
    let url = services.filled("mysql://slow:secret@localhost:{mysql8.port}/wandb")
    let folder = try PreflightFolder([
      ("wandb.env", "HOST=https://wandb.example.com\nMYSQL=\(url)\n")
    ])
    let before = statements.count
    let (process, stdout, _) = folder.process(
      ["preflight", "wandb.env", "--only", "mysql", "--write", "--timeout", "5m"])
    try process.run()
    while statements.count == before, process.isRunning {
      try await Task.sleep(for: .milliseconds(20))
    }
    kill(process.processIdentifier, SIGINT)
    let text = try await PreflightFolder.read(stdout)
    process.waitUntilExit()
    // On a slow machine, the server's driver may give up first; the table is dropped all the same.
    #expect([130, 1].contains(process.terminationStatus))
    #expect(!text.contains("WB5020"))
    let new = statements.dropFirst(before).map { $0.split(separator: "`") }
    #expect(new.map(\.first) == ["slow CREATE TABLE ", "slow DROP TABLE IF EXISTS "])
    #expect(Set(new.map { $0[1] }).count == 1)
  }
}
