import Foundation
import TestSupport
import Testing

/// Compose files and scripts on a disk, with the env files that they name.
@Suite struct ContainerInputTests {
  private static let compose = """
    services:
      wandb:
        image: wandb/local:0.77.0
        env_file: [secrets.env]
        environment: {HOST: "https://${DOMAIN}"}

    """
  private static let script = "docker run --env-file secrets.env wandb/local\n"

  private func run(
    _ arguments: String..., files: [String: String]
  ) async throws -> Tool.Outcome {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "deploy"), withIntermediateDirectories: true)
    for (name, text) in files { try folder.write(text, "deploy/\(name)") }
    return try await Tool.run(arguments + ["--format", "concise"], in: folder.url)
  }

  /// Paths begin at the directory of the file that names them, not at the working directory.
  @Test func readsTheFilesNextToAComposeFile() async throws {
    let outcome = try await run(
      "validate", "deploy/compose.yaml",
      files: [
        "compose.yaml": Self.compose, ".env": "DOMAIN=\"wandb.example.com:99999\" # public\n",
        "secrets.env": "MYSQL=mysql://wandb:p/w@db:3306/wandb\n",
      ])
    #expect(outcome.stdout.contains("deploy/compose.yaml:5:25: error[WB3015]"), "\(outcome)")
    #expect(outcome.stdout.contains("deploy/secrets.env:1:21: error[WB3006]"), "\(outcome)")
    #expect(!outcome.stdout.contains("WB1031"), "\(outcome)")
  }

  @Test func reportsAnEnvFileThatDoesNotExist() async throws {
    let outcome = try await run(
      "validate", "deploy/compose.yaml", files: ["compose.yaml": Self.compose])
    #expect(outcome.stdout.contains("deploy/compose.yaml:4:16: error[WB2146]"), "\(outcome)")
    let script = try await run("validate", "deploy/start.sh", files: ["start.sh": Self.script])
    #expect(script.stdout.contains("deploy/start.sh:1:23: error[WB2146]"), "\(script)")
  }

  /// Only a file that no command before can have written is missing.
  @Test(arguments: [
    ("echo HOST=https://wandb.example.com > secrets.env\n", "WB2121"),
    ("cp template.env secrets.env\n", "WB2121"), ("./prepare.sh\n", "WB2121"),
    ("cd /etc/wandb\n", "WB2121"), ("printf x > \"$1\"\n", "WB2121"),
    ("if true; then sudo tee secrets.env <<EOF\nHOST=$1\nEOF\nfi\n", "WB2121"),
    ("set -e\ndocker pull wandb/local 2>&1 > pull.log\n", "WB2146"),
    ("if [ -f other.env ]; then exit 1; fi\n", "WB2146"),
    ("cat > other.env <<EOF\nHOST=https://wandb.example.com\nEOF\n", "WB2146"),
  ])
  func anEnvFileOfTheScriptIsNotMissing(_ lines: String, _ code: String) async throws {
    let outcome = try await run(
      "validate", "deploy/start.sh", files: ["start.sh": lines + Self.script])
    let found = ["WB2121", "WB2146"].filter { outcome.stdout.contains("[\($0)]") }
    #expect(found == [code], "\(outcome)")
  }

  /// The script has the contents of the file, also where another file is on the disk.
  @Test(arguments: [
    "cat > secrets.env <<EOF\nHOST=https://wandb.example.com:99999\nEOF\n",
    "cat <<'E' >./secrets.env; chmod 600 secrets.env\nHOST=https://wandb.example.com:99999\nE\n",
    "sudo tee secrets.env <<-EOF >/dev/null\n\tHOST=https://wandb.example.com:99999\n\tEOF\nls\n",
  ])
  func readsTheEnvFileInAScript(_ lines: String) async throws {
    let outcome = try await run(
      "validate", "deploy/start.sh",
      files: ["start.sh": lines + Self.script, "secrets.env": "HOST=https://old.example.com\n"])
    #expect(outcome.stdout.contains("deploy/start.sh:2:"), "\(outcome)")
    #expect(outcome.stdout.contains("error[WB3015]"), "\(outcome)")
  }

  @Test func readsTheEnvFileOfACommand() async throws {
    let outcome = try await run(
      "validate", "deploy/start.sh",
      files: ["start.sh": Self.script, "secrets.env": "HOST=https://wandb.example.com:99999\n"])
    #expect(outcome.stdout.contains("deploy/secrets.env:1:6: error[WB3015]"), "\(outcome)")
  }

  /// Nothing is rendered from a script or compose file that sets nothing of the server.
  @Test(arguments: [
    ("start.sh", "docker run -p 8080:8080 -v wandb:/vol wandb/local\n"),
    ("start.sh", "#!/bin/sh\nkubectl apply -f wandb.yaml\n"),
    ("compose.yaml", "services:\n  wandb: {image: wandb/local, environment: {TZ: UTC}}\n"),
  ])
  func rendersNothingFromNothing(_ name: String, _ text: String) async throws {
    let outcome = try await run(
      "render", "deploy/\(name)", "--target", "helm", files: [name: text])
    #expect(outcome.status == 1)
    #expect(outcome.stdout == "")
    let converted = try await run(
      "convert", "deploy/\(name)", "--to", "helm", files: [name: text])
    #expect(converted.status == 1)
    #expect(converted.stdout == "")
  }

  @Test(arguments: [
    ("docker", #"{"A":"\"x\" # c"}"#), ("compose", #"{"A":"x"}"#), ("shell", #"{"A":"x"}"#),
    ("systemd", ##"{"A":"x# c"}"##),
  ])
  func parsesInTheDialect(_ dialect: String, _ expected: String) async throws {
    let outcome = try await run(
      "parse", "deploy/a.env", "--env-dialect", dialect, files: ["a.env": "A=\"x\" # c\n"])
    #expect(outcome.stdout == expected + "\n")
  }
}
