import Diagnostics
import Generators
import TestSupport
import Testing

/// Errors are found by their locations, in whatever order they are reported.
@Suite struct DiagnosticBagTests {
  private static let error = DiagnosticID(
    "WB2999", "test", .error, evidence: .noneKnown,
    Documentation(summary: "", explanation: "", failing: .yaml(""), passing: .yaml("")))

  @Test(arguments: [10, 100, 5_000])
  func findsTheErrorsThatOverlapASpan(_ count: Int) {
    var generator = SeededGenerator(UInt64(count))
    func span(_ longest: UInt64) -> SourceSpan {
      let lower = Int(generator.next() % UInt64(20 * count))
      let length = Int(generator.next() % longest)
      return SourceSpan(FileID(Int(generator.next() % 3)), lower, lower + length)
    }
    var bag = DiagnosticBag()
    var errors: [SourceSpan] = []
    for number in 0..<count {
      let next = span(number % 97 == 0 ? 300 : 5)
      bag.report(Diagnostic(Self.error, "wrong", at: next))
      errors.append(next)
      guard number % (count / 10) == 0 else { continue }
      for _ in 0..<50 {
        let asked = span(12)
        #expect(bag.hasError(at: asked) == errors.contains { $0.overlaps(asked) })
      }
    }
    #expect(!DiagnosticBag().hasError(at: span(5)))
  }

  @Test func keepsEachFindingOnce() {
    var bag = DiagnosticBag()
    for number in (0..<1_000).flatMap({ [$0, $0 / 2, $0] }) {
      let span = SourceSpan(FileID(0), number / 3, number)
      bag.report(Diagnostic(Self.error, "wrong \(number % 3)", at: span))
    }
    #expect(bag.count(.error) == 1_000)
  }

  @Test(arguments: [5, 40])
  func isFullWhenADifferentFindingIsLeftOut(_ most: Int) {
    func finding(_ number: Int) -> Diagnostic {
      Diagnostic(Self.error, "wrong", at: SourceSpan(FileID(0), number, number + 1))
    }
    var bag = DiagnosticBag(most: most)
    for number in (0..<most) + [0, most - 1] { bag.report(finding(number)) }
    #expect(!bag.isFull && bag.leftOut == nil)
    var copy = bag.emptied
    for number in 0...most { copy.report(finding(number)) }
    #expect(copy.isFull && copy.count(.error) == most)
    bag.take(copy)
    #expect(bag.leftOut == finding(most).span && bag.count(.error) == most)
  }
}
