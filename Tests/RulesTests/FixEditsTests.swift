import Diagnostics
import Pipeline
import Testing

/// Which edits of several fixes are made together, and what they make of the text.
@Suite struct FixEditsTests {
  private func edit(_ lower: Int, _ upper: Int, _ text: String) -> Edit {
    .replace(SourceSpan(FileID(0), lower, upper), with: text)
  }

  private func apply(_ fixes: [[Edit]]) -> (String, [FixEdits.Outcome]) {
    var edits = FixEdits()
    let outcomes = fixes.map {
      edits.add(PrintableDiagnostic.Fix("mend", $0), to: $0.map { _ in 0 })
    }
    return (
      String(decoding: edits.apply(to: Array("0123456789".utf8), text: 0), as: UTF8.self), outcomes
    )
  }

  @Test func theFirstOfTwoThatOverlapWins() {
    let (text, outcomes) = apply([[edit(2, 5, "a")], [edit(4, 6, "b")], [edit(5, 6, "c")]])
    #expect(text == "01ac6789")
    #expect(outcomes == [.added, .postponed, .added])
  }

  @Test func aFixIsMadeWholeOrNotAtAll() {
    let (text, outcomes) = apply([[edit(4, 5, "a")], [edit(0, 1, "b"), edit(3, 6, "c")]])
    #expect(text == "0123a56789")
    #expect(outcomes == [.added, .postponed])
    #expect(apply([[edit(1, 3, "a"), edit(2, 4, "b")]]).1 == [.postponed])
  }

  @Test func theSameEditCountsOnce() {
    let (text, outcomes) = apply([
      [edit(2, 3, "a")], [edit(2, 3, "a")], [edit(2, 3, "a"), edit(7, 7, "b")], [edit(2, 3, "c")],
    ])
    #expect(text == "01a3456b789")
    #expect(outcomes == [.added, .known, .added, .postponed])
  }

  @Test func insertionsInsideOrNextToAReplacementAreLeftOut() {
    let (text, outcomes) = apply([
      [edit(2, 4, "a")], [edit(3, 3, "b")], [edit(2, 2, "c")], [edit(4, 4, "d")], [edit(4, 4, "e")],
      [edit(10, 10, "f")], [edit(0, 0, "g")],
    ])
    #expect(text == "g01a456789f")
    #expect(
      outcomes == [.added, .postponed, .postponed, .postponed, .postponed, .added, .added])
  }

  @Test func anEditAfterTheTextIsLeftOut() {
    #expect(apply([[edit(9, 12, "a")]]).0 == "0123456789")
  }

  @Test func aSecretIsWrittenOut() {
    var edits = FixEdits()
    let span = SourceSpan(FileID(0), 1, 2)
    _ = edits.add(PrintableDiagnostic.Fix("mend", [Edit(span, .secret(Secret("x")))]), to: [0])
    #expect(edits.apply(to: Array("abc".utf8), text: 0) == Array("axc".utf8))
  }
}
