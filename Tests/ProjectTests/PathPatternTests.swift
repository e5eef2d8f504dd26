import Project
import Testing

/// Patterns select inputs as `.gitignore` selects files.
@Suite struct PathPatternTests {
  @Test(
    arguments: [
      ("values.yaml", "values.yaml", true), ("values.yaml", "a/b/values.yaml", true),
      ("*.tf", "a/main.tf", true), ("a/*.tf", "a/b/main.tf", false),
      ("a/**/*.tf", "a/b/main.tf", true),
      ("legacy", "legacy/a/b.yaml", true), ("legacy/", "x/legacy/b.yaml", true),
      ("/legacy", "x/legacy/b.yaml", false), ("./a/b.yaml", "a/b.yaml", true),
      ("a/b", "a/b/c.yaml", true),
      ("a/b", "a/bc.yaml", false), ("**", "../a.yaml", false), ("*", "/etc/a.yaml", false),
      ("[ab].yaml", "b.yaml", true), ("v?lues.yaml", "values.yaml", true),
    ] as [(String, String, Bool)])
  func matches(_ pattern: String, _ path: String, _ expected: Bool) throws {
    #expect(try PathPattern(pattern).matches(path) == expected)
  }

  @Test(arguments: ["", "/", "./", "a[b", "../a", "a/../b", "!a", "a\\"])
  func refuses(_ pattern: String) {
    #expect(throws: PathPattern.Fault.self) { try PathPattern(pattern) }
  }
}
