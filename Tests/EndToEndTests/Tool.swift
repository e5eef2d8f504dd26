import Foundation
import TestSupport

/// Runs the built program the way a person would.
struct Tool {
  struct Outcome {
    let status: Int32
    let stdout: String
    let stderr: String
  }

  /// `WANDB_CFG=PATH` tests another build, the release one for instance.
  static let url: URL = {
    if let path = ProcessInfo.processInfo.environment["WANDB_CFG"] { return URL(filePath: path) }
    return URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "wandb-cfg")
  }()

  static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:],
    in directory: URL? = nil, wrapper: [String] = []
  ) async throws -> Outcome {
    try await ChildProcesses.limited {
      try await start(wrapper + [url.path] + arguments, input, environment, directory)
    }
  }

  private static func start(
    _ words: [String], _ input: String, _ environment: [String: String], _ directory: URL?
  ) async throws -> Outcome {
    let process = Process()
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    process.executableURL = URL(filePath: words[0])
    process.arguments = Array(words.dropFirst())
    process.currentDirectoryURL = directory
    process.environment = ["SOURCE_DATE_EPOCH": "1795219200", "PATH": "/usr/bin:/bin"]
      .merging(environment) { $1 }
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stderr
    try process.run()
    let data = Data(input.utf8)
    // Both pipes drain while the tool runs; a full pipe would block it forever.
    async let out = read(stdout)
    async let err = read(stderr)
    if !data.isEmpty { write(data, to: stdin.fileHandleForWriting) }
    try? stdin.fileHandleForWriting.close()
    let (output, errors) = try await (out, err)
    process.waitUntilExit()
    return Outcome(status: process.terminationStatus, stdout: output, stderr: errors)
  }

  /// Writes what the tool reads, unless it ended before: that must not end the tests.
  private static func write(_ data: Data, to handle: FileHandle) {
    var (broken, before, now) = (sigset_t(), sigset_t(), timespec())
    sigemptyset(&broken)
    sigaddset(&broken, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &broken, &before)
    try? handle.write(contentsOf: data)
    // The signal is for this thread, and is taken before the thread gets others again.
    sigtimedwait(&broken, nil, &now)
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }

  private static func read(_ pipe: Pipe) async throws -> String {
    String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
  }
}

/// A folder that is gone when the test is over.
final class TemporaryFolder {
  let url: URL

  /// A folder with these files, by name.
  init(_ files: [String: String] = [:]) throws {
    url = FileManager.default.temporaryDirectory.appending(path: "wandb-cfg-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (name, text) in files { try write(text, name) }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ text: String, _ name: String) throws { try write(Array(text.utf8), name) }

  /// Also makes the folders that the file is in.
  func write(_ bytes: [UInt8], _ name: String) throws {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  func read(_ name: String) -> String? {
    try? String(contentsOf: url.appending(path: name), encoding: .utf8)
  }

  func mode(_ name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(
      atPath: url.appending(path: name).path)
    return attributes[.posixPermissions] as? Int ?? 0
  }
}
