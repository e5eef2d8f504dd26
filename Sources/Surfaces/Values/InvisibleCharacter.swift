import Diagnostics
import Settings

/// A character that looks like a space or like nothing, and that readers keep as part of a value.
struct InvisibleCharacter {
  private let scalar: Unicode.Scalar

  /// nil for a character that can be seen, and for the blanks of ASCII.
  init?(_ scalar: Unicode.Scalar) {
    guard scalar.value >= 0x80, Self.isBlank(scalar) || Self.names[scalar.value] != nil else {
      return nil
    }
    self.scalar = scalar
  }

  /// Its name with an article, and its number: "a no-break space (U+00A0)".
  var noun: String {
    let number = "U+" + Hex.padded(scalar.value, width: 4).uppercased()
    return "\(Self.names[scalar.value] ?? "an invisible character") (\(number))"
  }

  /// Whether a character is whitespace, or takes no room like it.
  static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || [0xFEFF, 0x200B, 0x2060].contains(scalar.value)
  }

  private static let names: [UInt32: String] = [
    0x00A0: "a no-break space", 0x00AD: "a soft hyphen", 0x180E: "a Mongolian vowel separator",
    0x200B: "a zero-width space", 0x200C: "a zero-width non-joiner",
    0x200D: "a zero-width joiner", 0x200E: "a left-to-right mark",
    0x200F: "a right-to-left mark", 0x2007: "a figure space", 0x2028: "a line separator",
    0x2029: "a paragraph separator", 0x202A: "a left-to-right embedding",
    0x202B: "a right-to-left embedding", 0x202C: "the end of a change of direction",
    0x202D: "a left-to-right override", 0x202E: "a right-to-left override",
    0x202F: "a narrow no-break space", 0x2060: "a word joiner", 0x2066: "a left-to-right isolate",
    0x2067: "a right-to-left isolate", 0x2068: "a first strong isolate",
    0x2069: "the end of an isolate", 0x3000: "an ideographic space", 0xFEFF: "a byte-order mark",
  ]

  // MARK: Inside values

  /// Warns of the first such character within a value, at its own location.
  ///
  /// Text with other characters outside ASCII may be prose, in which some of them are usual.
  static func report(
    _ text: SourceText, _ spelling: String, _ reader: inout SurfaceReader
  ) {
    guard text.text.utf8.contains(where: { $0 >= 0x80 }) else { return }
    let scalars = text.text.unicodeScalars
    guard scalars.allSatisfy({ $0.value < 0x80 || InvisibleCharacter($0) != nil }) else { return }
    var offset = 0
    for (number, scalar) in scalars.enumerated() {
      let range = offset..<offset + UTF8.width(scalar)
      offset = range.upperBound
      guard let found = InvisibleCharacter(scalar) else { continue }
      let span = text.span(of: range)
      let fixes = text.removal(of: range, .unsafe)
      return reader.findings.report(.inside(spelling, found, number + 1, at: span, fixes: fixes))
    }
  }
}

extension Diagnostic {
  fileprivate static func inside(
    _ spelling: String, _ found: InvisibleCharacter, _ number: Int, at span: SourceSpan,
    fixes: [FixIt]
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.invisibleCharacter,
      "character \(number) of `\(spelling)` is \(found.noun)", at: span)
    diagnostic.help = "remove it, or write a space; readers keep it as part of the value"
    diagnostic.fixes = fixes
    return diagnostic
  }
}
