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
      #expect(index.number(of: name, orSet: number) { names[$0].value } == nil)
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
    #expect(index.number(of: all[2], orSet: 5) { all[$0].value } == 2)
    #expect(index.number(of: "B", orSet: 5) { all[$0].value } == 1)
  }

  /// Names whose slots are all the same, as an attacker would choose them, each of which joins the list
  /// only after its number is set.
  @Test func findsNamesThatCollide() {
    let colliding = (0...).lazy.map { Located("N\($0)", span) }.filter { $0.checksum & 1023 == 7 }
    var index = NameIndex()
    var known: [Located] = []
    for name in colliding.prefix(700) {
      #expect(index.number(of: name, orSet: known.count) { known[$0].value } == nil)
      known.append(name)
    }
    for (number, name) in known.enumerated() {
      #expect(index.number(of: name) { known[$0].value } == number)
    }
    #expect(index.number(of: "X") { known[$0].value } == nil)
    index.set(known[3], to: 699) { known[$0].value }
    #expect(index.number(of: known[3]) { known[$0].value } == 699)
  }
}
