import ConfigSyntax
import Diagnostics
import TestSupport
import Testing

/// Comments are found as the reader of the text finds them.
@Suite struct CommentReaderTests {
  private func comments(_ text: String, _ syntax: CommentReader.Syntax) -> [String] {
    let file = SourceFile(name: "input", text: text)
    return CommentReader.comments(in: file, FileID(0), syntax).map { file.text($0.text) }
  }

  @Test(
    arguments: [
      ("a: 1 # x\n", ["x"]), ("# x\n## y ##\n", ["x", "y ##"]), ("a: b#c\n", []),
      ("a: 'b # c'\nd: \"e # f\" # g\n", ["g"]), ("a: |\n  # b\n\n  c\n# d\n", ["d"]),
      ("a: >- # b\n  # c\nd: 1\n", ["b"]), ("a: &x !!str # b\n  c # d\n", ["b", "d"]),
      ("a: &x |  # b\n  # c\n", ["b"]), ("[a, # b\n c]# d\n", ["b", "d"]),
      ("{a: b, c: 'd#e'} # f\n", ["f"]), ("a: b\n  c # d\n", ["d"]),
      ("%YAML 1.1 # a\n---\nb: c\n", ["a"]),
      ("a: 1\n--- # b\nc: 2\n...\n# d\n", ["b", "d"]),
      ("a: \u{E9} # \u{E9}b\r\nc: 1\r# d\r", ["\u{E9}b", "d"]),
      ("\u{FEFF}# a\nb: 1\n", ["a"]), ("? a # b\n: c # d\n", ["b", "d"]), ("", []), ("#", [""]),
      ("a: \"b\n  # c\n  d\" # e\n", ["e"]), ("{\"a\": \"# b\"}", []), ("a: *b # c\n", ["c"]),
    ] as [(String, [String])])
  func findsCommentsOfYAML(_ text: String, _ expected: [String]) {
    #expect(comments(text, .yaml) == expected)
  }

  /// What follows an error may be the rest of a text.
  @Test(
    arguments: [
      ("a: 1 # x\nb: \"c\n# y\n", ["x"]), ("# x\na: {b: 1\nc: [\n# y\n", ["x"]),
      ("# x\na: \u{1}\n", []),
    ] as [(String, [String])])
  func trustsNoCommentAfterAnErrorInYAML(_ text: String, _ expected: [String]) {
    #expect(comments(text, .yaml).starts(with: expected))
    #expect(!comments(text, .yaml).contains("y"))
  }

  @Test(
    arguments: [
      ("a = 1 # x\n", ["x"]), ("// x\na = \"# b\" /* y */\n", ["x", "y"]),
      ("a = <<EOT\n# b\nEOT\n# c\n", ["c"]), ("a = \"${b /* c */}\"\n", ["c"]),
      ("/* a\n b */ c = 1\n", ["a\n b"]), ("a = 1 # x\r\n", ["x"]), ("a = \"b\n# c\n", []),
      ("/**/#", ["", ""]),
      ("a = 1 # \u{E9}\n/* b", ["\u{E9}"]), ("a = \"//b\"\n", []),
    ] as [(String, [String])])
  func findsCommentsOfHCL(_ text: String, _ expected: [String]) {
    #expect(comments(text, .hcl) == expected)
  }

  @Test(
    arguments: [
      ("# x\nA=1 # y\n  \t# z\r\n#", ["x", "z", ""]), ("\u{FEFF}# x\nA=#b\n", ["x"]),
      ("A=\"\n# x\n\"\n", ["x"]),
    ] as [(String, [String])])
  func findsCommentsOfEnvironmentFiles(_ text: String, _ expected: [String]) {
    #expect(comments(text, .environment) == expected)
  }
}
