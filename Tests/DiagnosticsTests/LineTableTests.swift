import Diagnostics
import Testing

@Suite struct LineTableTests {
  @Test(arguments: [
    ("a\nbc\n", 3, 2, 2), ("a\r\nbc", 4, 2, 2), ("a\rbc", 3, 2, 2), ("\u{FEFF}abc", 4, 1, 2),
    ("é漢👍x", 9, 1, 4), ("\tx", 1, 1, 2), ("", 0, 1, 1), ("a\n", 2, 2, 1), ("e\u{301}x", 3, 1, 3),
  ])
  func countsLinesAndScalars(_ text: String, _ offset: Int, _ line: Int, _ column: Int) {
    let position = LineTable(SourceFile(name: "f", text: text)).position(at: offset)
    #expect([position.line, position.column, position.offset] == [line, column, offset])
  }
}

@Suite struct NameSuggestionTests {
  @Test(arguments: [
    ("databse", "database"), ("hots", "host"), ("prot", "port"), ("PROVIDER", "provider"),
    ("xyz", nil), ("", nil), ("ab", nil),
  ])
  func findsTheNearestName(_ written: String, _ expected: String?) {
    let known = ["database", "host", "port", "provider"]
    #expect(NameSuggestion.nearest(to: written, among: known) == expected)
  }
}

@Suite struct SecretTests {
  @Test func printsAMaskWhicheverWayItIsPrinted() {
    let secret = Secret("hunter2")
    var dumped = ""
    dump(secret, to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), dumped, "\([secret])"] {
      #expect(!text.contains("hunter2"))
    }
    #expect(secret.reveal { $0 } == "hunter2")
  }
}
