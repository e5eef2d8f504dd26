import Diagnostics
import Generators
import Pipeline
import Settings
import TestSupport
import Testing

/// A service means the same in one compose file as in several.
@Suite struct ComposeFilesTests {
  private func compile(_ files: [String: String]) -> Compilation {
    var options = Check.options
    options.files = TreeInMemory(files.mapValues { Array($0.utf8) })
    let main = files["deploy/compose.yaml"] ?? ""
    return Compiler.compile([Check.input("deploy/compose.yaml", main)], options)
  }

  private func meaning(_ compilation: Compilation) throws -> [String] {
    let setup = try #require(
      compilation.resolved.deployment?.container, "\(Check.findings(compilation))")
    let settings = FieldCatalog.fields(of: compilation.resolved.configuration).map { field in
      "\(field.name) = \(Check.value(of: field, compilation) ?? "")"
    }
    let options = setup.options.map { "\($0.flag ?? $0.name.value) \($0.value)" }.sorted()
    return settings.sorted() + options + [setup.image ?? ""]
  }

  /// The lines of a service, in pieces that may be in files of their own.
  private func pieces(
    _ generator: inout SeededGenerator
  ) -> (parts: [[String]], whole: [String]) {
    let variables = [
      "HOST: \"https://w${N:-1}.example.com\"", "LICENSE: eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2ln",
      "MYSQL: mysql://u:p@db:3306/w", "GORILLA_SESSION_LENGTH: 12h", "OTHER: \"$$x\"",
    ]
    var pieces: [[String]] = [[], [], []]
    for line in [
      "image: wandb/local:0.77.0", "restart: always", "ports: [\"9000:8080\"]",
      "volumes: [\"/srv/wandb:/vol\"]", "user: \"1000\"", "cap_add: [NET_ADMIN]",
    ] {
      pieces[Int(generator.next() % 3)].append(line)
    }
    var environment: [[String]] = [[], [], []]
    for line in variables { environment[Int(generator.next() % 3)].append(line) }
    for number in 0..<3 where !environment[number].isEmpty {
      pieces[number].append("environment: {\(environment[number].joined(separator: ", "))}")
    }
    let others = pieces.flatMap { $0 }.filter { !$0.hasPrefix("environment") }
    return (
      pieces.map { $0.isEmpty ? ["init: false"] : $0 },
      others + ["environment: {\(variables.joined(separator: ", "))}"]
    )
  }

  private func service(_ name: String, _ lines: [String], extends: String? = nil) -> String {
    let all = (extends.map { ["extends: \($0)"] } ?? []) + lines
    return "  \(name):\n" + all.map { "    \($0)\n" }.joined()
  }

  @Test func partsOfAServiceInOtherFilesCount() throws {
    var generator = SeededGenerator(41)
    for _ in 0..<200 {
      let (parts, all) = pieces(&generator)
      let whole = compile([
        "deploy/compose.yaml": "services:\n" + service("wandb", all)
      ])
      let expected = try meaning(whole)
      #expect(Check.codes(whole) == [])
      let extended = compile([
        "deploy/compose.yaml": "services:\n"
          + service("wandb", parts[2], extends: "{file: ../lib/./b.yaml, service: b}"),
        "lib/b.yaml": "services:\n"
          + service("b", parts[1], extends: "{file: c/a.yaml, service: a}"),
        "lib/c/a.yaml": "services:\n" + service("a", parts[0]),
      ])
      #expect(try meaning(extended) == expected)
      #expect(Check.codes(extended) == [])
      let included = compile([
        "deploy/compose.yaml": "include: [b.yaml]\nservices:\n" + service("wandb", parts[2]),
        "deploy/b.yaml": "include: [{path: c/a.yaml}]\nservices:\n" + service("wandb", parts[1]),
        "deploy/c/a.yaml": "services:\n" + service("wandb", parts[0]),
      ])
      #expect(try meaning(included) == expected)
      #expect(Check.codes(included) == [])
    }
  }

  /// Files that name each other come to an end.
  @Test(arguments: [
    "include: [compose.yaml, compose.yaml]\nservices: {wandb: {image: wandb/local}}\n",
    "services: {wandb: {image: wandb/local, extends: {file: compose.yaml, service: wandb}}}\n",
    "services: {wandb: {image: wandb/local, extends: wandb}}\n",
  ])
  func circlesEnd(_ text: String) {
    _ = compile(["deploy/compose.yaml": text])
  }

  /// Every file that is read is searched for secrets.
  @Test func secretsOfOtherFilesAreHidden() {
    let compilation = compile([
      "deploy/compose.yaml":
        "services: {wandb: {image: wandb/local, extends: {file: base.yaml, service: a}}}\n",
      "deploy/base.yaml":
        "services:\n  a:\n    environment: {MYSQL: \"mysql://u:hunter/2@db:99999/w\"}\n",
    ])
    #expect(!compilation.report.findings.isEmpty)
    #expect(compilation.report.findings.allSatisfy { !"\($0.message)".contains("hunter") })
  }
}
