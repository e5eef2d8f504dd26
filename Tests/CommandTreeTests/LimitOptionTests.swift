import CommandTree
import Diagnostics
import Documents
import Testing

/// What is said about limits is what they are.
@Suite struct LimitOptionTests {
  @Test func helpStatesEveryLimit() {
    let words = LimitOption.text.split { " (),".contains($0) }.map(String.init)
    for limit in Limit.allCases {
      #expect(words.contains(limit.rawValue), "\(limit)")
      #expect(words.contains { $0.hasPrefix("\(limit.initial)") }, "\(limit)")
      #expect(limit.range.contains(limit.initial))
    }
  }

  @Test func theLastNumberCounts() {
    var limits = Limits()
    #expect(Limit.allCases.allSatisfy { limits[$0] == $0.initial })
    limits[.depth] = 7
    limits[.depth] = 3
    #expect(limits[.depth] == 3 && limits[.tokens] == Limit.tokens.initial)
  }
}

/// JSON is printed on terminals, too.
@Suite struct EscapedTextTests {
  @Test func JSONEscapesWhatMessagesEscape() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let isPlain = JSONDocument.quoted(String(scalar)) == "\"\(scalar)\""
      let isSyntax = scalar == "\"" || scalar == "\\"
      // JSON escapes the others as surrogates, which readers of YAML refuse.
      let isEscaped = PrintableText.isControl(scalar) && value <= 0xFFFF
      #expect(isPlain == !(isEscaped || isSyntax), "\(value)")
    }
    #expect(JSONDocument.quoted("\u{E0041}\u{9B}") == "\"\u{E0041}\\u009B\"")
  }
}
