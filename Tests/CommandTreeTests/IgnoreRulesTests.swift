import CommandTree
import Testing

/// Patterns of `.gitignore`; the conformance tests compare many more with Git.
@Suite struct IgnoreRulesTests {
  private func ignored(_ text: String, _ paths: String..., in folder: String = "") -> [String] {
    var rules = IgnoreRules()
    rules.add(Array(text.utf8), in: folder)
    return paths.filter { path in
      let isFolder = path.hasSuffix("/")
      return rules.ignores(isFolder ? String(path.dropLast()) : path, isFolder: isFolder)
    }
  }

  @Test func aPatternWithoutSlashMatchesNames() {
    #expect(ignored("*.yaml\n", "a.yaml", "b/a.yaml", "a.yml") == ["a.yaml", "b/a.yaml"])
    #expect(ignored("build\n", "build", "a/build/", "rebuild") == ["build", "a/build/"])
  }

  @Test func aPatternWithASlashMatchesPathsBelowItsFile() {
    #expect(ignored("/a.env\nb/c\n", "a.env", "x/a.env", "b/c", "x/b/c") == ["a.env", "b/c"])
    #expect(ignored("/a\nb/*.x\n", "d/a", "d/b/1.x", "a", in: "d/") == ["d/a", "d/b/1.x"])
  }

  @Test func aSlashAtTheEndMeansFolders() {
    #expect(ignored("out/\n", "out", "out/", "a/out/") == ["out/", "a/out/"])
  }

  @Test func twoStarsMatchFolders() {
    #expect(ignored("a/**/b\n", "a/b", "a/x/y/b", "a/xb", "c/a/b") == ["a/b", "a/x/y/b"])
    #expect(ignored("**/b/c\n", "b/c", "x/b/c") == ["b/c", "x/b/c"])
    #expect(ignored("a/**\n", "a/", "a/x", "a/x/y") == ["a/x", "a/x/y"])
  }

  @Test func theLastPatternThatMatchesDecides() {
    #expect(ignored("*.env\n!site.env\n", "a.env", "site.env") == ["a.env"])
    var rules = IgnoreRules()
    rules.add(Array("*.env\n".utf8), in: "")
    rules.add(Array("!site.env\n".utf8), in: "d/")
    #expect(rules.ignores("site.env", isFolder: false))
    #expect(!rules.ignores("d/site.env", isFolder: false))
    #expect(rules.ignores("d/other.env", isFolder: false))
  }

  @Test func commentsBlanksAndEscapes() {
    #expect(
      ignored("#a\n\n  \n\\#b\n\\!c\r\nd \ne\\ \n", "#a", "#b", "!c", "d", "e ", "e")
        == ["#b", "!c", "d", "e "])
  }

  /// A matcher that tries every way would need years.
  @Test func manyStarsTakeNoTime() {
    let pattern = String(repeating: "*a", count: 200) + "b\n"
    #expect(ignored(pattern, String(repeating: "a", count: 4000)) == [])
  }
}
