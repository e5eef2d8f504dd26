import Diagnostics
import Testing

@Suite struct NameCacheTests {
  private let span = SourceSpan(FileID(0), 0, 0)

  @Test func remembersWhatWasSet() {
    var cache = NameCache<Int>()
    #expect(cache[Located("name", span)] == nil)
    cache[Located("name", span)] = 1
    cache[Located("", span)] = 2
    cache[Located("name", span)] = 3
    #expect(cache[Located("name", span)] == 3)
    #expect(cache[Located("", span)] == 2)
    #expect(cache[Located("Name", span)] == nil)
  }

  @Test func tellsCanonicallyEquivalentNamesApart() {
    var cache = NameCache<Int>()
    cache[Located("\u{E9}", span)] = 1
    #expect(cache[Located("e\u{301}", span)] == nil)
  }

  /// Far more names than it remembers: what it still knows is right, and the last one is known.
  @Test func neverMixesNamesUp() {
    var cache = NameCache<Int>()
    let names = (0..<20_000).map { Located("component-\($0)", span) }
    for (number, name) in names.enumerated() {
      cache[name] = number
      #expect(cache[name] == number)
    }
    var known = 0
    for (number, name) in names.enumerated() {
      guard let found = cache[name] else { continue }
      known += 1
      #expect(found == number)
    }
    #expect((100...1024).contains(known))
  }

  /// One after another, names of an input keep their answers as long as there are few.
  @Test func remembersFewNames() {
    var cache = NameCache<Int>()
    let names = (0..<40).map { Located("WANDB_OPTION_\($0)", span) }
    for round in 0..<8 {
      for (number, name) in names.enumerated() where cache[name] == nil {
        #expect(round < 4)
        cache[name] = number
      }
    }
  }
}

@Suite struct NextByteTests {
  @Test(arguments: [
    "", "a", "\n", "a\nb\r\nc", "\r\r\n\n", String(repeating: "x", count: 99) + "\r",
  ])
  func findsTheNextOneFromAnyOffsetInAnyOrder(_ text: String) {
    let bytes = Array(text.utf8)
    let offsets = Array(0...bytes.count)
    for order in [offsets, offsets.reversed(), offsets + offsets.reversed() + offsets] {
      var next = NextByte(of: "\n\r")
      for offset in order {
        let expected = bytes[offset...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
        let found = next.offset(from: offset, in: bytes)
        let occurs = next.occurs(in: offset..<bytes.count, of: bytes)
        let occursInNothing = next.occurs(in: offset..<offset, of: bytes)
        #expect(found == expected)
        #expect(occurs == (expected < bytes.count))
        #expect(!occursInNothing)
      }
    }
  }
}
