import Foundation
import TestSupport
import Testing

/// Processes: deadlines, Ctrl-C, secrets, and the second program.
@Suite(TestServices.required, .serialized) struct PreflightProcessTests {
  private let services = TestServices.running

  private func folder(redis url: String) throws -> PreflightFolder {
    let text = "HOST=https://wandb.example.com\nREDIS=\(url)\n"
    return try PreflightFolder([("wandb.env", services.filled(text))])
  }

  /// The commands that the server `stall` got about a key.
  private var commands: [String] {
    let folder = URL(filePath: services.variables["tls"] ?? "").deletingLastPathComponent()
    let text = try? String(contentsOf: folder.appending(path: "commands"), encoding: .utf8)
    return (text ?? "").split(separator: "\n").map(String.init)
  }

  @Test func removesWhatItCreatedWhenItsProbeIsKilled() async throws {
    let folder = try folder(redis: "redis://127.0.0.1:{stall.port}")
    let before = commands.count
    let run = try await folder.run(
      ["preflight", "wandb.env", "--only", "redis", "--write", "--timeout", "700ms"])
    #expect(run.status == 1)
    #expect(run.stdout.contains("WB5004"))
    #expect(!run.stdout.contains("WB5020"))
    let new = commands.dropFirst(before).map { $0.split(separator: " ") }
    #expect(new.map(\.first) == ["SET", "DEL"])
    #expect(Set(new.map(\.last)).count == 1)
  }

  @Test func removesWhatItCreatedWhenInterrupted() async throws {
    let folder = try folder(redis: "redis://127.0.0.1:{stall.port}")
    let before = commands.count
    let (process, stdout, _) = folder.process(
      ["preflight", "wandb.env", "--only", "redis", "--write", "--timeout", "5m"])
    try process.run()
    while commands.count == before, process.isRunning {
      try await Task.sleep(for: .milliseconds(20))
    }
    kill(process.processIdentifier, SIGINT)
    _ = try await PreflightFolder.read(stdout)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    #expect(commands.dropFirst(before).map { $0.prefix(3) } == ["SET", "DEL"])
  }

  @Test func showsNoSecretInArgumentsOrEnvironment() async throws {
    let folder = try folder(redis: "redis://:s3cr3t-w0rd@127.0.0.1:{silent.port}")
    let (process, stdout, stderr) = folder.process(
      ["preflight", "wandb.env", "--only", "redis", "--timeout", "5m"])
    try process.run()
    var children: [String] = []
    while children.isEmpty, process.isRunning {
      try await Task.sleep(for: .milliseconds(20))
      children = try Self.children(of: process.processIdentifier)
    }
    #expect(!children.isEmpty)
    for child in children + ["\(process.processIdentifier)"] {
      for file in ["cmdline", "environ"] {
        let bytes = try? Data(contentsOf: URL(filePath: "/proc/\(child)/\(file)"))
        #expect(!String(decoding: bytes ?? Data(), as: UTF8.self).contains("s3cr3t-w0rd"))
      }
    }
    kill(process.processIdentifier, SIGINT)
    let text = try await PreflightFolder.read(stdout) + PreflightFolder.read(stderr)
    process.waitUntilExit()
    #expect(!text.contains("s3cr3t-w0rd"))
  }

  private static func children(of process: pid_t) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { entry in
      // The fourth field, two after the name in parentheses, is the parent.
      let text = try? String(contentsOfFile: "/proc/\(entry)/stat", encoding: .utf8)
      let fields = text?.split(separator: ")").last?.split(separator: " ")
      return fields?.dropFirst().first == "\(process)"
    }
  }

  @Test func probesOnlyWhatIsAskedFor() async throws {
    let folder = try folder(redis: "redis://127.0.0.1:{closed.port}")
    let skipped = try await folder.run(["preflight", "wandb.env", "--skip", "redis,host"])
    #expect(skipped.status == 2)
    #expect(skipped.stderr.contains("nothing to probe"))
    let probed = try await folder.run(["preflight", "wandb.env", "--only", "redis"])
    #expect(probed.status == 1)
    #expect(probed.stdout.contains("WB5002"))
    let unknown = try await folder.run(["preflight", "wandb.env", "--only", "postgres"])
    #expect(unknown.status == 2)
    #expect(unknown.stderr.contains("unknown service 'postgres'"))
  }

  @Test(arguments: [
    (["--endpoint", "bucket=https://user:s3cr3t-w0rd@minio"], "--endpoint must be"),
    (["--report", "-"], "--report needs the name of a file"),
    (["--report", "a.json", "--format", "json=./a.json"], "--report and --format write to a.json"),
  ])
  func refusesOptions(_ arguments: [String], _ message: String) async throws {
    let folder = try folder(redis: "redis://127.0.0.1:{closed.port}")
    let run = try await folder.run(["preflight", "wandb.env"] + arguments)
    #expect(run.status == 2)
    #expect(run.stderr.contains(message), "\(run.text)")
    #expect(!run.text.contains("s3cr3t-w0rd"))
  }

  @Test func codesAreInEveryFormat() async throws {
    let folder = try folder(redis: "redis://127.0.0.1:{closed.port}")
    for format in ["text", "concise", "json", "sarif", "github", "gitlab", "junit", "narrate"] {
      let run = try await folder.run(
        ["preflight", "wandb.env", "--only", "redis", "--format", format])
      #expect(run.stdout.contains("WB5002"), "\(format)")
    }
  }

  @Test func theSecondProgramMustBeNextToTheFirst() async throws {
    let folder = try folder(redis: "redis://127.0.0.1:{closed.port}")
    let copy = folder.url.appending(path: "wandb-cfg")
    try FileManager.default.copyItem(at: PreflightFolder.program, to: copy)
    let process = Process()
    let stderr = Pipe()
    process.executableURL = copy
    process.arguments = ["preflight", folder.url.appending(path: "wandb.env").path]
    process.standardError = stderr
    try process.run()
    let text = try await PreflightFolder.read(stderr)
    process.waitUntilExit()
    #expect(process.terminationStatus == 2)
    #expect(text.contains("install wandb-cfg-preflight in the folder of wandb-cfg"))
  }
}
