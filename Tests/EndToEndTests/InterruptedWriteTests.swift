import Foundation
import TestSupport
import Testing

/// Whatever ends a run, a file has its old or its new contents, and the next run works.
@Suite struct InterruptedWriteTests {
  private static let targets = ["--target", "helm", "--target", "docker-env", "--target", "mysql"]
  private static let names = ["values.yaml", "wandb.env", "wandb.cnf", "wandb.sql"]
  /// Those that tell which configuration they were rendered from: parameters of MySQL are the same.
  private static let telling = names.filter { $0 != "wandb.cnf" }

  /// Two configurations, whose artifacts differ.
  private static func values(_ number: Int) -> String {
    """
    global:
      host: https://wandb\(number).example.com
      license: eyJhIjoxfQ.eyJiIjoyfQ.c2ln
      bucket: {provider: s3, name: files\(number), region: us-east-1}
      mysql: {host: db\(number).example.com, database: wandb\(number), user: u, password: hunter2}
    # \(String(repeating: "-", count: 100 * number))

    """
  }

  /// A configuration with a problem that has a safe fix.
  private static func broken(_ number: Int) -> String {
    values(number).replacing("example.com\n", with: "example.com/\n")
  }

  private func folder() throws -> TemporaryFolder {
    try TemporaryFolder(["0.yaml": Self.values(0), "1.yaml": Self.values(1)])
  }

  private func render(_ number: Int, into folder: String = "out") -> [String] {
    ["render", "\(number).yaml", "-o", folder] + Self.targets
  }

  /// The files that each configuration is rendered to.
  private func expected(in folder: TemporaryFolder) async throws -> [[String: String]] {
    var all: [[String: String]] = []
    for number in 0...1 {
      let outcome = try await Tool.run(render(number, into: "new\(number)"), in: folder.url)
      #expect(outcome.status == 0, "\(outcome)")
      let files = Self.names.map { ($0, folder.read("new\(number)/\($0)") ?? "") }
      all.append(Dictionary(uniqueKeysWithValues: files))
    }
    #expect(Self.names.allSatisfy { all[0][$0]?.isEmpty == false })
    #expect(Self.telling.allSatisfy { all[0][$0] != all[1][$0] })
    return all
  }

  private func files(in folder: TemporaryFolder, _ name: String = ".") throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: folder.url.appending(path: name).path
    ).sorted()
  }

  // MARK: Killed

  /// Starts the program, and kills it after so many microseconds.
  private func kill(_ arguments: [String], after delay: UInt32, in folder: URL) throws {
    let process = Process()
    process.executableURL = Tool.url
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ["SOURCE_DATE_EPOCH": "1795219200"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    usleep(delay)
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// How long after its start a run is killed, in microseconds: from a tenth of a millisecond to half a
  /// second, in steps that hit the middle of a run on fast and on slow machines.
  private static let moments: [UInt32] = (0..<120).map { UInt32(100 * pow(1.075, Double($0))) }

  @Test func aKilledRenderLeavesOldOrNew() async throws {
    let folder = try folder()
    let expected = try await expected(in: folder)
    #expect(try await Tool.run(render(0), in: folder.url).status == 0)
    for (number, delay) in Self.moments.enumerated() {
      try kill(render(1 - number % 2), after: delay, in: folder.url)
      for name in Self.names {
        let text = folder.read("out/\(name)")
        #expect(expected.contains { $0[name] == text }, "\(name) after \(number): \(text ?? "")")
      }
      guard number % 10 == 9 else { continue }
      // The next run neither takes what it finds for somebody's work nor leaves it there.
      let outcome = try await Tool.run(render(number / 10 % 2), in: folder.url)
      #expect(outcome.status == 0, "\(outcome)")
      let list = [".wandb-cfg.sha256"]
      #expect(try files(in: folder, "out") == list + Self.names.sorted())
      for name in Self.names {
        #expect(folder.read("out/\(name)") == expected[number / 10 % 2][name])
      }
    }
  }

  @Test func aKilledFixLeavesOldOrNew() async throws {
    let broken = Self.broken(0)
    let folder = try TemporaryFolder(["a.yaml": broken, "b.yaml": broken])
    #expect(try await Tool.run(["fix", "a.yaml"], in: folder.url).status == 0)
    let fixed = try #require(folder.read("a.yaml"))
    #expect(fixed != broken)
    for (number, delay) in Self.moments.enumerated() {
      try folder.write(broken, "b.yaml")
      try kill(["fix", "b.yaml"], after: delay, in: folder.url)
      let text = folder.read("b.yaml")
      #expect(text == broken || text == fixed, "after \(number): \(text ?? "")")
    }
    try folder.write(broken, "b.yaml")
    #expect(try await Tool.run(["fix", "b.yaml"], in: folder.url).status == 0)
    #expect(folder.read("b.yaml") == fixed)
    #expect(try files(in: folder) == ["a.yaml", "b.yaml"])
  }

  /// What a run left that was killed at the worst moments, without waiting for one.
  @Test func leftoversAreRemovedAndNoOtherFiles() async throws {
    let folder = try folder()
    #expect(try await Tool.run(render(0), in: folder.url).status == 0)
    let leftovers = ["out/values.yaml.wandb-cfg-1", "out/wandb.env.wandb-cfg-77-1"]
    let others = [
      "out/values.yaml.wandb-cfg-old", "out/main.tf.wandb-cfg-1", "out/values.yaml.bak",
    ]
    for name in leftovers + others { try folder.write("mine", name) }
    #expect(try await Tool.run(render(1), in: folder.url).status == 0)
    #expect(leftovers.allSatisfy { folder.read($0) == nil })
    #expect(others.allSatisfy { folder.read($0) == "mine" })
  }

  /// A run that was killed between two files left a list with old and new digests.
  @Test func halfOfTheFilesMayBeNew() async throws {
    let folder = try folder()
    let expected = try await expected(in: folder)
    #expect(try await Tool.run(render(0), in: folder.url).status == 0)
    let lists = ["new0", "new1"].compactMap { folder.read("\($0)/.wandb-cfg.sha256") }
    try folder.write(lists.joined(), "out/.wandb-cfg.sha256")
    try folder.write(expected[1]["wandb.env"] ?? "", "out/wandb.env")
    #expect(try await Tool.run(render(1), in: folder.url).status == 0)
    for name in Self.names { #expect(folder.read("out/\(name)") == expected[1][name]) }
    #expect(folder.read("out/.wandb-cfg.sha256") == lists.last)
  }

  // MARK: Side by side

  @Test func rendersIntoOneFolderDoNotMix() async throws {
    let folder = try folder()
    let expected = try await expected(in: folder)
    for _ in 0..<10 {
      let outcomes = try await withThrowingTaskGroup(of: Tool.Outcome.self) { group in
        for number in 0..<6 {
          let arguments = render(number % 2)
          group.addTask { [url = folder.url] in try await Tool.run(arguments, in: url) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(outcomes.allSatisfy { $0.status == 0 }, "\(outcomes)")
      let found = Self.telling.map { name in
        expected.firstIndex { $0[name] == folder.read("out/\(name)") }
      }
      #expect(found.allSatisfy { $0 != nil && $0 == found[0] }, "\(found)")
    }
  }

  // MARK: No room, and nobody who reads

  /// `shell` runs the program as `"$@"`.
  private func run(
    _ arguments: [String], _ shell: String, in folder: TemporaryFolder
  ) async throws -> Tool.Outcome {
    try await Tool.run(arguments, in: folder.url, wrapper: ["/bin/bash", "-c", shell, "bash"])
  }

  private static let failures = [
    ("ulimit -f 0; exec \"$@\"", "File too large"),
    ("exec \"$@\" >/dev/full", "can't write standard output: No space left on device"),
    ("exec \"$@\" >&-", "can't write standard output: Bad file descriptor"),
    ("exec \"$@\" >&- 2>&-", ""), ("exec \"$@\" <&- >&- 2>&-", ""),
    // The other end of the pipe is closed before the program starts.
    (#"exec 3> >(exec <&- >&- 2>&-); wait $!; exec "$@" >&3 3>&-"#, "Broken pipe"),
  ]

  @Test(arguments: failures)
  func aRenderThatFailsChangesNothing(_ shell: String, _ message: String) async throws {
    let folder = try folder()
    #expect(try await Tool.run(render(0), in: folder.url).status == 0)
    let names = try files(in: folder, "out")
    let before = names.map { folder.read("out/\($0)") }
    let outcome = try await run(render(1), shell, in: folder)
    #expect(outcome.status == 2, "\(outcome)")
    #expect(message.isEmpty || outcome.stderr.contains(message), "\(outcome)")
    #expect(try files(in: folder, "out") == names)
    #expect(names.map { folder.read("out/\($0)") } == before)
  }

  @Test(arguments: failures.filter { !$0.1.contains("standard output") && $0.1 != "Broken pipe" })
  func aFixThatFailsChangesNothing(_ shell: String, _ message: String) async throws {
    let broken = Self.broken(20)
    let folder = try TemporaryFolder(["a.yaml": broken])
    let outcome = try await run(["fix", "a.yaml"], shell, in: folder)
    #expect(outcome.status == 2, "\(outcome)")
    #expect(message.isEmpty || outcome.stderr.contains(message), "\(outcome)")
    #expect(folder.read("a.yaml") == broken)
    #expect(try files(in: folder) == ["a.yaml"])
  }

  /// Not even root may create a file there.
  @Test func aFolderThatCanNotBeWrittenIsReported() async throws {
    let folder = try folder()
    let outcome = try await Tool.run(render(0, into: "/sys"), in: folder.url)
    #expect(outcome.status == 2, "\(outcome)")
    #expect(outcome.stderr.contains("error: can't write /sys/"), "\(outcome)")
  }

  // MARK: Permissions and links

  @Test func fixKeepsModeAndLinks() async throws {
    let broken = Self.broken(0)
    let folder = try TemporaryFolder(["real.yaml": broken])
    let path = folder.url.appending(path: "real.yaml").path
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    // Only root may give a file away.
    let owner = geteuid() == 0 ? 65534 : Int(geteuid())
    try FileManager.default.setAttributes([.ownerAccountID: owner], ofItemAtPath: path)
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: "link.yaml").path, withDestinationPath: "real.yaml")
    #expect(try await Tool.run(["fix", "link.yaml"], in: folder.url).status == 0)
    #expect(folder.read("real.yaml") != broken)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(attributes[.ownerAccountID] as? Int == owner)
    #expect(try files(in: folder) == ["link.yaml", "real.yaml"])
  }

  @Test func renderKeepsTheModeOfFilesWithoutSecrets() async throws {
    let folder = try folder()
    let cors = ["--target", "s3-cors-json", "-o", "out"]
    #expect(try await Tool.run(["render", "0.yaml"] + cors, in: folder.url).status == 0)
    let path = folder.url.appending(path: "out/s3-cors.json").path
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    #expect(try await Tool.run(["render", "1.yaml"] + cors, in: folder.url).status == 0)
    #expect(try folder.mode("out/s3-cors.json") == 0o640)
  }

  @Test func aReportKeepsTheLinkToItsFile() async throws {
    let folder = try folder()
    try folder.write("old", "real.json")
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: "link.json").path, withDestinationPath: "real.json")
    let report = ["validate", "0.yaml", "--format", "json=link.json"]
    #expect(try await Tool.run(report, in: folder.url).status == 0)
    #expect(folder.read("real.json")?.hasPrefix("{") == true)
    let target = try FileManager.default.destinationOfSymbolicLink(
      atPath: folder.url.appending(path: "link.json").path)
    #expect(target == "real.json")
  }
}
