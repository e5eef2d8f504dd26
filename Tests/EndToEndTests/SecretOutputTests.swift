import Foundation
import TestSupport
import Testing

/// An input with the marker in it, from `fixtures/secrets`.
struct SecretCase: CustomTestStringConvertible, Sendable {
  /// The text that is secret in every case.
  static let marker = "Zq8VxKp3"
  /// The text that is secret in the other file of a comparison.
  static let otherMarker = "Wj5TyRn7"

  let name: String
  let file: String
  private(set) var text = ""
  /// What the findings must show.
  private(set) var shown: [String] = []
  private(set) var arguments: [String] = []

  var testDescription: String { name }

  static func all(in file: String) throws -> [SecretCase] {
    let url = Fixture.project.appending(path: "fixtures/secrets/\(file)")
    let text = try String(contentsOf: url, encoding: .utf8)
    return text.components(separatedBy: "\n=== ").dropFirst().map { SecretCase(block: $0) }
  }

  private init(block: String) {
    var lines = block.components(separatedBy: "\n")
    let head = lines.removeFirst().components(separatedBy: " ")
    (name, file) = (head[0], head[1])
    var section = ""
    for line in lines {
      switch section {
      case _ where line.hasPrefix("--- "): section = String(line.dropFirst(4))
      case "shown": if !line.isEmpty { shown.append(line) }
      case "arguments": if !line.isEmpty { arguments.append(line) }
      default: text += line + "\n"
      }
    }
  }

  /// Whether the output has a marker in it, or most of one, in any letter case.
  static func leaks(_ output: String) -> Bool {
    let lower = output.lowercased()
    let pieces = [marker.prefix(5), marker.suffix(5), otherMarker.prefix(5), otherMarker.suffix(5)]
    return pieces.contains { lower.contains($0.lowercased()) }
  }
}

/// Secrets of the inputs appear in artifacts and nowhere else.
@Suite struct SecretOutputTests {
  private func expectNoLeak(
    _ arguments: [String], in folder: TemporaryFolder, of item: SecretCase,
    _ stream: KeyPath<Tool.Outcome, String>? = nil
  ) async throws {
    let outcome = try await Tool.run(arguments + item.arguments, in: folder.url)
    #expect((0...2).contains(outcome.status))
    let output = stream.map { outcome[keyPath: $0] } ?? outcome.stdout + outcome.stderr
    let lines = output.split(separator: "\n").filter { SecretCase.leaks(String($0)) }
    #expect(lines.isEmpty, "\(arguments.joined(separator: " ")): \(lines)")
  }

  /// The path of the case's input: Terraform is read as a directory.
  private func path(_ item: SecretCase, in folder: String) -> String {
    item.file.hasSuffix(".tf") ? folder : "\(folder)/\(item.file)"
  }

  private func write(_ item: SecretCase) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (name, marker) in [("a", SecretCase.marker), ("b", SecretCase.otherMarker)] {
      try FileManager.default.createDirectory(
        at: folder.url.appending(path: name), withIntermediateDirectories: true)
      try folder.write(
        item.text.replacingOccurrences(of: SecretCase.marker, with: marker),
        "\(name)/\(item.file)")
    }
    return folder
  }

  private func check(_ item: SecretCase, _ targets: [String]) async throws {
    let folder = try write(item)
    let (input, other) = (path(item, in: "a"), path(item, in: "b"))
    for format in ["text", "concise", "json"] {
      try await expectNoLeak(["validate", "--format", format, input], in: folder, of: item)
    }
    try await expectNoLeak(["fix", "--diff", "--unsafe", input], in: folder, of: item)
    try await expectNoLeak(["diff", input, other], in: folder, of: item)
    let findings = try await Tool.run(["validate", input] + item.arguments, in: folder.url)
    for text in item.shown { #expect(findings.stdout.contains(text), "\(text) is hidden") }
    for target in targets {
      let redacted = ["convert", "--to", target, "--secrets", "redact", input]
      try await expectNoLeak(redacted, in: folder, of: item)
      try await expectNoLeak(
        ["convert", "--to", target, "-o", "out-\(target)", other], in: folder, of: item)
      try await expectNoLeak(
        ["render", "--check", "--target", target, "-o", "out-\(target)", input], in: folder,
        of: item)
    }
  }

  private func explain(_ item: SecretCase, _ subjects: [String]) async throws {
    let folder = try write(item)
    for subject in subjects {
      try await expectNoLeak(["explain", subject, path(item, in: "a")], in: folder, of: item)
    }
  }

  @Test(arguments: try SecretCase.all(in: "helm.txt"))
  func hidesSecretsOfHelmValues(_ item: SecretCase) async throws {
    try await check(item, ["helm", "docker-env"])
    try await explain(item, ["global.mysql", "global.license", "global.host"])
  }

  @Test(arguments: try SecretCase.all(in: "env.txt"))
  func hidesSecretsOfTheEnvironment(_ item: SecretCase) async throws {
    try await check(item, ["helm"])
    try await explain(item, ["env.LICENSE", "env.MYSQL", "env.BUCKET"])
  }

  @Test(arguments: try SecretCase.all(in: "terraform.txt"))
  func hidesSecretsOfTerraform(_ item: SecretCase) async throws {
    try await check(item, ["tfvars"])
    try await explain(item, ["global.license", "terraform.aws.database_instance_class"])
  }

  @Test(arguments: try SecretCase.all(in: "set.txt"))
  func hidesSecretsOfTheCommandLine(_ item: SecretCase) async throws {
    try await check(item, ["helm"])
    try await explain(item, ["global.mysql", "global.license", "global.host"])
  }

  @Test(arguments: try SecretCase.all(in: "documents.txt"))
  func hidesSecretsOfCloudDocuments(_ item: SecretCase) async throws {
    try await check(item, [])
  }

  // MARK: Control characters

  /// Characters that move a cursor, start an escape sequence or change the direction of text.
  private static let controls = "\u{1B}[31m\u{7}\u{9B}\u{202E}\u{2066}\u{200F}\u{61C}\u{7F}"

  @Test(arguments: [
    ("values.yaml", "global:\n  host: \"X\"\n  size: 'X'\n  'keyX': 1\n  mysql:\n    port: X\n"),
    ("values.yaml", "global:\n  host: https://w.acme.com # X\n  license: &X a\n"),
    ("wandb.env", "HOST=X\nX=1\nFOO=X\nexport X=1\n"),
    ("terraform.tfvars", "subdomain = \"X\"\nX = 1\nnetwork_cidr = \"X\" # X\n"),
    ("s3-cors.json", "{\"CORSRules\":[{\"AllowedOrigins\":[\"X\"],\"AllowedMethods\":[\"X\"]}]}"),
  ])
  func controlCharactersReachNoTerminal(_ file: String, _ template: String) async throws {
    let folder = try TemporaryFolder()
    let name = "a\u{1B}[1m\u{202E}\u{9B}\(file)"
    // YAML itself refuses control characters; of a document that is read, the others remain.
    for controls in [Self.controls, "\u{202E}\u{2066}\u{200F}\u{61C}"] {
      try folder.write(template.replacingOccurrences(of: "X", with: controls), name)
      try folder.write(template.replacingOccurrences(of: "X", with: "x"), file)
      for arguments in [
        ["validate", name], ["validate", "--format", "concise", name],
        ["validate", "--format", "json", name], ["fix", "--diff", "--unsafe", name],
        ["diff", name, file], ["diff", file, name], ["explain", "global.host", name],
        ["explain", "env.FOO", name], ["convert", "--to", "helm", "-o", "out", name],
        ["render", "--check", "--target", "helm", "-o", "out", name], ["validate", "no\(name)"],
        ["explain", "no\(controls)"], ["parse", name],
      ] {
        let outcome = try await Tool.run(arguments, in: folder.url)
        let raw = (outcome.stdout + outcome.stderr).unicodeScalars.filter {
          $0 != "\n" && Self.isControl($0)
        }
        #expect(raw.isEmpty, "\(arguments): \(raw.map { String($0.value, radix: 16) })")
      }
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
