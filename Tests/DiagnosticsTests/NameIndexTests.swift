import Diagnostics
import Testing

@Suite struct NameIndexTests {
  private let span = SourceSpan(FileID(0), 0, 0)

  private func names(_ texts: some Sequence<String>) -> [Located] {
    texts.map { Located($0, span) }
  }

  /// An index of names by their positions.
  private func index(_ names: [Located]) -> NameIndex {
    var index = NameIndex()
    for (number, name) in names.enumerated() {
      #expect(index.number(of: name) { names[$0].value } == nil)
      index.set(name, to: number) { names[$0].value }
    }
    return index
  }

  @Test func findsEveryName() {
    let all = names((0..<5000).map { "ACME_OPTION_\($0)" } + ["", "\u{E9}", "e\u{301}"])
    let index = index(all)
    for (number, name) in all.enumerated() {
      #expect(index.number(of: name.value) { all[$0].value } == number)
    }
    #expect(index.number(of: "ACME_OPTION_5000") { all[$0].value } == nil)
  }

  @Test func givesANameAnotherNumber() {
    let all = names(["A", "B", "A"])
    var index = index(Array(all.prefix(2)))
    index.set(all[2], to: 2) { all[$0].value }
    #expect(index.number(of: all[0]) { all[$0].value } == 2)
    #expect(index.number(of: all[1]) { all[$0].value } == 1)
  }

  /// Names whose slots are all the same, as an attacker would choose them.
  @Test func findsNamesThatCollide() {
    let colliding = names(
      (0...).lazy.map { "NAME_\($0)" }.filter { Located($0, span).checksum & 1023 == 7 }
        .prefix(200))
    var index = index(colliding)
    for (number, name) in colliding.enumerated() {
      #expect(index.number(of: name) { colliding[$0].value } == number)
    }
    #expect(index.number(of: "NAME_X") { colliding[$0].value } == nil)
    index.set(colliding[3], to: 199) { colliding[$0].value }
    #expect(index.number(of: colliding[3]) { colliding[$0].value } == 199)
  }
}
