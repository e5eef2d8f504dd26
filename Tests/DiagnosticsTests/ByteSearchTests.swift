import Diagnostics
import Testing

/// Substring search over bytes.
@Suite struct ByteSearchTests {
  @Test(arguments: [
    ("https://host", "https", "host"), ("://", "", ""), ("ü://ß://", "ü", "ß://"),
  ])
  func findsTheFirstOccurrence(_ text: String, _ before: String, _ after: String) throws {
    let range = try #require(text.range(of: "://"))
    #expect(text[..<range.lowerBound] == before)
    #expect(text[range.upperBound...] == after)
    #expect(text.holds("://"))
  }

  @Test(arguments: ["", ":", ":/", "host:/path/"])
  func findsNothing(_ text: String) {
    #expect(text.range(of: "://") == nil)
    #expect(!text.holds("://"))
  }

  @Test func searchesAPieceOnly() {
    let text = "a://b://c"
    let piece = text.dropFirst(2)
    #expect(piece.range(of: "://").map { piece[..<$0.lowerBound] } == "//b")
    #expect(!piece.dropLast(4).holds("://"))
  }
}
