import Documents
import Foundation
import TestSupport
import Testing

/// What a shell hands to the commands of a script is what the script was made of.
@Suite struct ShellScriptTests {
  private static let words = [
    "plain", "two words", "it's", "''", "\"quoted\"", "$(id)", "`id`", "$HOME", "a;b", "a&b", "a|b",
    "a>b", "*", "?", "[ab]", "{a,b}", "~", "#", "!", "\\", "\\n", "a\nb", "\t", "", "-n", "--x=y z",
    "ключ", "漢👍", "a=b", "%s", "<x>", "serviceAccount:p.svc.id.goog[ns/one]", "'\\''",
    String(repeating: "long ", count: 40),
  ]

  @Test func everyWordArrivesWhole() throws {
    let scratch = try Scratch()
    let output = scratch.url("words")
    let lines = Self.words.map { word in
      ShellScript.Line.command(["printf", "%s\\0", .init(word), "--and=", .init(word)])
    }
    let script = scratch.url("script.sh")
    try ShellScript([.comment("Words."), .command(["set", "-eu"])] + lines).render()
      .write(to: script, atomically: true, encoding: .utf8)
    #expect(try Self.run(script, into: output) == 0)
    let found = try Data(contentsOf: output).split(separator: 0, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    #expect(found == Self.words.flatMap { [$0, "--and=", $0] } + [""])
  }

  @Test func variablesAndFailuresAreTheShells() throws {
    let scratch = try Scratch()
    let output = scratch.url("words")
    let script = scratch.url("script.sh")
    let text = ShellScript([
      .command(["set", "-eu"]), .assignment("agent", ["printf", "%s", "a b"]),
      .unless(["true"], ["printf", "%s\\0", "not this"]),
      .unless(["false"], ["printf", "%s\\0", "this"]),
      .command(["printf", "%s\\0", "--member=" + .variable("agent")]),
      .command(["false"]), .command(["printf", "never"]),
    ]).render()
    try text.write(to: script, atomically: true, encoding: .utf8)
    #expect(try Self.run(script, into: output) == 1)
    #expect(try Data(contentsOf: output) == Data("this\0--member=a b\0".utf8))
  }

  private static func run(_ script: URL, into output: URL) throws -> Int32 {
    try Data().write(to: output)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [script.path]
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
