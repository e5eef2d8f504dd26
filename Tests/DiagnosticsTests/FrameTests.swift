import Diagnostics
@testable import Reporting
import TestSupport
import Testing

/// Frames as a person sees them: carets are under what they point at.
@Suite struct FrameTests {
  private func render(_ marked: String, masks: [Range<Int>] = []) -> String {
    let source = MarkedSource(marked)
    var sources = SourceMap()
    let file = sources.add(SourceFile(name: "f.yaml", text: source.text))
    let id = DiagnosticID(
      "WB2999", "test", .error, evidence: .noneKnown,
      Documentation(summary: "", explanation: "", failing: .yaml(""), passing: .yaml("")))
    let span = SourceSpan(file, source.offsets["1️⃣"] ?? 0, source.offsets["2️⃣"] ?? 0)
    let findings = Findings(
      Report(
        ungated: [Diagnostic(id, "wrong", at: span)], sources,
        hiding: masks.map { SourceSpan(file, $0.lowerBound, $0.upperBound) }), detail: .frames)
    let lines = TextRenderer(.findingsOnly).render(findings).split(separator: "\n")
    return lines.suffix(2).joined(separator: "\n")
  }

  @Test(arguments: [
    ("a: 1️⃣bc2️⃣ d", "1 | a: bc d\n  |    ^^"),
    ("\ta: 1️⃣b2️⃣", "1 |     a: b\n  |        ^"),
    ("漢: 1️⃣字2️⃣", "1 | 漢: 字\n  |     ^^"),
    ("e\u{301}: 1️⃣x2️⃣", "1 | e\u{301}: x\n  |    ^"),
    ("👩‍👩‍👧: 1️⃣x2️⃣", "1 | 👩‍👩‍👧: x\n  |     ^"),
    ("a: 1️⃣b2️⃣\r\n", "1 | a: b\n  |    ^"),
    ("\u{FEFF}a: 1️⃣b2️⃣", "1 | a: b\n  |    ^"),
    ("a: \u{1B}[31m1️⃣b2️⃣", "1 | a: ␛[31mb\n  |         ^"),
    ("a:1️⃣2️⃣", "1 | a:\n  |   ^"),
  ])
  func underlinesByDisplayWidth(_ marked: String, _ expected: String) {
    #expect(render(marked) == expected)
  }

  /// The letters whose width is not looked up have the width that would be found.
  @Test func knowsTheWidthOfLetters() {
    var count = 0
    for value in UInt32(0xA0)...0xFFFF {
      guard let scalar = Unicode.Scalar(value),
        let width = DisplayWidth.ofLetter(Character(scalar))
      else { continue }
      count += 1
      let isShown = String(scalar).isPrintable && scalar.properties.generalCategory != .unassigned
      #expect(isShown && width == DisplayWidth.of(scalar), "U+\(String(value, radix: 16))")
    }
    #expect(count > 30_000)
    #expect(DisplayWidth.ofLetter("e\u{301}") == nil)
  }

  @Test func masksWhatIsSecretAndKeepsTheCaretInPlace() {
    let text = render("password: 1️⃣hunter22️⃣ # x", masks: [10..<17])
    #expect(text == "1 | password: ••• # x\n  |           ^^^")
  }

  @Test func cutsALongLineAroundTheCaret() {
    let long = String(repeating: "x", count: 5000)
    let text = render("a: \(long)1️⃣here2️⃣\(long)")
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.allSatisfy { $0.count < 110 })
    let caret = lines[1].firstIndex(of: "^").map {
      lines[1].distance(from: lines[1].startIndex, to: $0)
    }
    let column = lines[0].firstRange(of: "here").map {
      lines[0].distance(from: lines[0].startIndex, to: $0.lowerBound)
    }
    #expect(caret == column)
  }

  /// Many findings on one line are each placed by their own offset.
  @Test func pointsAtEveryFindingOfALongLine() {
    let count = 200
    var sources = SourceMap()
    let text = String(repeating: "ab ", count: count * 20)
    let file = sources.add(SourceFile(name: "f.yaml", text: text))
    let id = DiagnosticID(
      "WB2999", "test", .error, evidence: .noneKnown,
      Documentation(summary: "", explanation: "", failing: .yaml(""), passing: .yaml("")))
    let found = (0..<count).map { number in
      Diagnostic(id, "wrong", at: SourceSpan(file, number * 60, number * 60 + 2))
    }
    let findings = Findings(
      Report(ungated: found, sources))
    #expect(findings.records.map(\.location.start.column) == (0..<count).map { $0 * 60 + 1 })
  }
}
