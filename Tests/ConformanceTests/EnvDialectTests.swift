import ConfigSyntax
import Foundation
import Generators
import Pipeline
import TestSupport
import Testing

/// Our reader of each dialect takes and refuses what its program does: Compose, bash and systemd;
/// `EnvFileTests` compares with docker.
@Suite struct EnvDialectTests {
  private static let environment = [
    "HOSTVAR": "from host = x", "EMPTYVAR": "", "HOME": "/home/oracle",
  ]

  @Test(.comparing(with: .composeFiles))
  func readsFilesAsComposeDoes() throws {
    try compare(.compose, with: .composeFiles, count: 260)
  }

  @Test(.comparing(with: .bashEnvFile))
  func readsFilesAsTheShellDoes() throws { try compare(.shell, with: .bashEnvFile, count: 700) }

  @Test(.comparing(with: .systemd))
  func readsFilesAsSystemdDoes() throws { try compare(.systemd, with: .systemd, count: 1500) }

  /// The cases that may differ, and why: at most 2 % of all.
  private static let differences: [(dialect: EnvDialect, reason: String, pattern: String)] = [
    (.shell, "a command runs, or its output is used", "`|\\$\\("),
    (.shell, "what only a running shell knows", "\\$[?#$-]"),
    (.shell, "an operator on a variable that is not computed", "\\$\\{[A-Z]*(:[^-=?+]|[#%/^,])"),
    (.shell, "an array, which is not exported", "=\\(|\\[0\\]"),
    (.shell, "a file that is read or written", "[<>]"),
    (.shell, "a variable that an expansion sets", "\\{[A-Za-z]+:?="),
    (.shell, "a command that exists", "((^|\n)(if|set|true|echo|cd|unset|test) )|= :"),
  ]

  private func compare(
    _ dialect: EnvDialect, with oracle: Oracle, count: Int
  ) throws {
    var generator = EnvDialectGenerator(dialect, seed: 2_614)
    var seen: Set<[UInt8]> = []
    let files = (EnvDialectGenerator.samples + (0..<count).map { _ in generator.file() })
      .filter { seen.insert($0).inserted }
    // systemd's library does not see the caller's environment; HOME is fixed for the shell.
    let answers = try oracle.answers(
      files, environment: Self.environment.filter { $0.key != "HOME" })
    var disagreements = Disagreements(seed: generator.seed)
    var listed: [String: Int] = [:]
    for (file, answer) in zip(files, answers) {
      guard let message = difference(file, dialect, answer) else { continue }
      let text = String(decoding: file, as: UTF8.self)
      let known = Self.differences.first {
        $0.dialect == dialect && text.range(of: $0.pattern, options: .regularExpression) != nil
      }
      if let known {
        listed[known.reason, default: 0] += 1
      } else {
        disagreements.add(file, message)
      }
    }
    let total = listed.values.reduce(0, +)
    print("conformance: \(dialect) \(files.count - total) of \(files.count) alike, \(listed)")
    #expect(total * 50 <= files.count, "\(listed)")
    disagreements.report()
  }

  /// What we read differently; nil if it is the same.
  private func difference(
    _ file: [UInt8], _ dialect: EnvDialect, _ answer: Oracle.Answer
  ) -> String? {
    let values = PlainData.read(
      .file(name: "x.env", bytes: file, format: .env), dialect: dialect,
      environment: { Self.environment[$0] }
    ).values
    switch (values?.first, answer) {
    case (nil, .refused): return nil
    case (nil, .accepted(let tree, _)):
      return "we refuse what \(dialect) reads: \(variables(tree))"
    case (_?, .refused(let why)): return "we read what \(dialect) refuses: \(why)"
    case (let value?, .accepted(let tree, _)):
      return changed(JSONTree(value), dialect).difference(from: variables(tree))
    }
  }

  /// Without the variables of the caller that the shell passes on unchanged.
  private func changed(_ tree: JSONTree, _ dialect: EnvDialect) -> JSONTree {
    guard dialect == .shell, case .object(let members) = tree else { return tree }
    return .object(
      members.filter { name, value in
        let known = Self.environment[String(decoding: name, as: UTF8.self)]
        return known.map { value != .string(Array($0.utf8)) } ?? true
      })
  }

  private func variables(_ list: JSONTree) -> JSONTree {
    var members: [[UInt8]: JSONTree] = [:]
    for case .string(let line) in list.elements {
      let name = Array(line.prefix { $0 != UInt8(ascii: "=") })
      members[name] = .string(Array(line.dropFirst(name.count + 1)))
    }
    return .object(members)
  }
}
