import CommandTree
import Testing

@Suite struct RepeatedOptionsTests {
  @Test func joinsTheValuesOfAnOption() {
    let joined = RepeatedOptions.joined([
      "a.yaml", "--set", "x=1", "--ignore", "WB2061", "--set=y=--z", "b.yaml", "--ignore=WB2006",
    ])
    #expect(joined == ["a.yaml", "--set=x=1\0y=--z", "--ignore=WB2061,WB2006", "b.yaml"])
    #expect(RepeatedOptions.values(of: ["x=1\0y=--z"]) == ["x=1", "y=--z"])
    #expect(RepeatedOptions.values(of: ["", "x=\n"]) == ["", "x=\n"])
    // A mark after `=` does not make another character of it.
    let marked = RepeatedOptions.joined(["--set=x=\u{301}", "--set", "y=1"])
    #expect(marked == ["--set=x=\u{301}\0y=1"])
  }

  /// The first word after an option may be its value, and the next one the subject of `explain`.
  @Test func joinsInputs() {
    let joined = RepeatedOptions.joined([
      "--chart-version", "1.0", "subject", "a", "b", "-", "c", "--strict", "d", "e", "--", "f", "g",
      "h",
    ])
    #expect(
      joined == [
        "--chart-version", "1.0", "subject", "a\0b\0-\0c", "--strict", "d", "e", "--", "f", "g\0h",
      ])
    #expect(
      RepeatedOptions.values(of: ["subject", "a\0b\0-\0c"]) == ["subject", "a", "b", "-", "c"])
    #expect(RepeatedOptions.joined(["--limit", "a=1", "--limit=b=2"]) == ["--limit=a=1\0b=2"])
  }

  /// The parser explains what is wrong with these, and `--` ends the options.
  @Test func leavesTheRestAlone() {
    let arguments = ["--strict", "--format", "json", "--set", "--quiet", "--", "--set", "x=1"]
    #expect(RepeatedOptions.joined(arguments) == arguments)
    #expect(RepeatedOptions.joined(["--set"]) == ["--set"])
  }
}
