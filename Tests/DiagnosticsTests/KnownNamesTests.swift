import Diagnostics
import Generators
import TestSupport
import Testing

/// Names are found by their lengths and letters as by comparing with each of them.
@Suite struct KnownNamesTests {
  /// The restricted Damerau–Levenshtein distance, from its definition.
  private func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var rows = [Array(0...right.count)]
    for (row, letter) in left.enumerated() {
      var cells = [row + 1]
      for (column, other) in right.enumerated() {
        var cost = min(
          rows[row][column] + (letter == other ? 0 : 1), rows[row][column + 1] + 1,
          cells[column] + 1)
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          cost = min(cost, rows[row - 1][column - 1] + 1)
        }
        cells.append(cost)
      }
      rows.append(cells)
    }
    return rows[left.count][right.count]
  }

  private func nearest(to text: String, among names: [String], limit: Int?) -> String? {
    let written = Array(text.lowercased().utf8)
    guard !written.isEmpty, written.count <= 64 else { return nil }
    var best: (name: String, distance: Int)?
    for name in names where name != text {
      let lower = Array(name.lowercased().utf8)
      let found = distance(written, lower)
      let allowed = limit ?? min(2, max(written.count, lower.count) / 3)
      if found <= allowed, found < best?.distance ?? .max { best = (name, found) }
    }
    return best?.name
  }

  @Test func findsWhatComparingWithEachNameFinds() {
    var generator = SeededGenerator(16)
    let letters = Array("abAB_é").map(String.init)
    func word() -> String {
      (0..<Int(generator.next() % 9)).map { _ in generator.pick(letters) }.joined()
    }
    var found = 0
    for _ in 0..<400 {
      let names = (0..<20).map { _ in word() }
      let known = KnownNames(names)
      for limit in [nil, 1, 2] {
        let text = word()
        let expected = nearest(to: text, among: names, limit: limit)
        #expect(known.nearest(to: text, limit: limit) == expected, "\(text) among \(names)")
        found += expected == nil ? 0 : 1
      }
    }
    #expect(found > 200)
  }

  @Test func comparesWithoutLetterCaseAndWithNamesOfAnyLength() {
    let long = String(repeating: "a", count: 70)
    let known = KnownNames(["Host", "", long, "été"])
    #expect(known.nearest(to: "HSOT") == "Host")
    #expect(known.nearest(to: "ÉT") == nil)
    #expect(known.nearest(to: "ÉTÉS") == "été")
    #expect(known.nearest(to: long) == nil)
    #expect(known.contains("Host") && !known.contains("host"))
    #expect(KnownNames([String]()).nearest(to: "host") == nil)
  }
}

@Suite struct ChecksumTableTests {
  @Test func findsEveryNumberAlsoWithEqualChecksums() {
    var table = ChecksumTable(for: 1000)
    for number in 0..<1000 { table.insert(number, for: UInt32(number / 10)) }
    for number in 0..<1000 {
      #expect(table.first(for: UInt32(number / 10)) { $0 == number } == number)
    }
    #expect(table.first(for: 7_000) { $0 > 1000 } == nil)
  }
}

@Suite struct SpanSetTests {
  private func span(_ lower: Int, _ upper: Int, _ file: Int = 0) -> SourceSpan {
    SourceSpan(FileID(file), lower, upper)
  }

  @Test func saysWhetherASpanContainsARegion() {
    let set = SpanSet([span(10, 20), span(30, 35), span(31, 33), span(5, 6, 1)])
    #expect(set.hasRegion(in: span(10, 20)) && set.hasRegion(in: span(21, 40)))
    #expect(!set.hasRegion(in: span(11, 34)) && !set.hasRegion(in: span(0, 19)))
    #expect(set.hasRegion(in: span(0, 6, 1)) && !set.hasRegion(in: span(0, 6, 2)))
  }
}
