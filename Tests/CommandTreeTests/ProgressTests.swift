import CommandTree
import Testing

/// The progress line, at moments that the test chooses.
@Suite struct ProgressTests {
  @Test func nothingIsShownInTheFirstSecond() {
    var progress = Progress(total: 10, now: 5000)
    #expect(progress.text(done: 1, now: 5000) == nil)
    #expect(progress.text(done: 2, now: 5999) == nil)
    #expect(progress.end == nil)
  }

  @Test func theLineIsReplacedTenTimesASecond() {
    var progress = Progress(total: 100, now: 0)
    #expect(progress.text(done: 7, now: 1000) == "\r\u{1B}[Kchecked 7 of 100")
    #expect(progress.text(done: 8, now: 1099) == nil)
    #expect(progress.text(done: 9, now: 1100) == "\r\u{1B}[Kchecked 9 of 100")
    #expect(progress.end == "\r\u{1B}[K")
  }

  @Test func theLastResultNeedsNoLine() {
    var progress = Progress(total: 1, now: 0)
    #expect(progress.text(done: 1, now: 9000) == nil && progress.end == nil)
  }
}
