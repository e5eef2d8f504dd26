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

  @Test func countsScalarsOfLongLinesAsOfShortOnes() {
    let pieces = ["é", "漢", "x", "👍", "\t", "e\u{301}"]
    for lead in ["", "\u{FEFF}", "short\r\n", String(repeating: "y", count: 1023) + "\n"] {
      let long = (0..<3_000).map { pieces[$0 * 7 % pieces.count] }.joined()
      let bytes = Array((lead + long + "\nend").utf8)
      let table = LineTable(SourceFile(name: "f", bytes: bytes))
      let start = lead.utf8.count
      let line = lead.contains { $0.isNewline } ? 2 : 1
      var column = 1
      for offset in start..<bytes.count - 4 {
        let found = table.position(at: offset)
        #expect([found.line, found.column, found.offset] == [line, column, offset])
        if bytes[offset] & 0xC0 != 0x80 { column += 1 }
      }
      #expect(table.position(at: bytes.count).column == 4)
    }
  }

  @Test func countsUTF16OfLongLinesAsOfShortOnes() {
    let pieces = ["é", "漢", "x", "👍", "\t"]
    let long = (0..<2_000).map { pieces[$0 * 7 % pieces.count] }.joined()
    let bytes = Array(("first\n" + long).utf8)
    let table = LineTable(SourceFile(name: "f", bytes: bytes))
    var column = 1
    for (offset, byte) in bytes.enumerated().dropFirst(6) where byte & 0xC0 != 0x80 {
      #expect(table.utf16Column(at: offset) == column)
      column += byte >= 0xF0 ? 2 : 1
    }
  }

  /// From the last one to the first, which costs no more; `make bench` measures many on one line.
  @Test func findsThePositionsInOneLineInAnyOrder() {
    let table = LineTable(SourceFile(name: "f", bytes: Array(repeating: 0x61, count: 1_000_000)))
    for offset in stride(from: 1_000_000, through: 0, by: -50) {
      let position = table.position(at: offset)
      #expect([position.line, position.column, position.offset] == [1, offset + 1, offset])
    }
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
