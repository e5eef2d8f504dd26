import Diagnostics
import Settings

/// Whitespace at the ends of a value, which its readers keep.
enum BlankEnd {
  /// Reports the last run of whitespace at either end, at its own location.
  ///
  /// A line break at the end belongs to the block style of YAML (`key: |`) and is not reported, nor
  /// is any text of several lines, such as a certificate.
  static func report(
    _ text: SourceText, _ spelling: String, isSecret: Bool, _ reader: inout SurfaceReader
  ) {
    guard isPossible(text.text), let (range, verb) = range(in: text.text) else {
      return InvisibleCharacter.report(text, spelling, &reader)
    }
    let blanks = String(decoding: Array(text.text.utf8)[range], as: UTF8.self).unicodeScalars
    let found = blanks.lazy.compactMap { InvisibleCharacter($0) }.first
    let span = text.span(of: range)
    let fixes = text.removal(of: range, isSecret ? .unsafe : .safe)
    reader.findings.report(.blankEnd(spelling, verb, found, at: span, fixes: fixes))
  }

  /// The blank run, as UTF-8 offsets, and what the value does with it; nil if there is none.
  private static func range(in text: String) -> (Range<Int>, verb: String)? {
    let scalars = text.unicodeScalars
    let count = text.utf8.count
    guard !scalars.contains("\n") else { return nil }
    let rest = scalars.reversed().drop(while: InvisibleCharacter.isBlank)
    let end = rest.reduce(0) { $0 + UTF8.width($1) }
    if end < count { return (end..<count, "ends") }
    let start =
      count - scalars.drop(while: InvisibleCharacter.isBlank).reduce(0) { $0 + UTF8.width($1) }
    return start > 0 ? (0..<start, "begins") : nil
  }

  /// A look that rules out nearly all values: blanks at the ends, or characters outside ASCII.
  static func mayMatter(_ text: String) -> Bool {
    isPossible(text) || text.utf8.contains { $0 >= 0x80 }
  }

  /// A look at two bytes that rules out blanks at the ends of nearly all values.
  private static func isPossible(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return false }
    return isSuspect(first) || isSuspect(last)
  }

  /// Whether a byte is whitespace, or belongs to a character that is not ASCII.
  private static func isSuspect(_ byte: UInt8) -> Bool { byte <= 0x20 || byte >= 0x80 }
}

extension Diagnostic {
  fileprivate static func blankEnd(
    _ spelling: String, _ verb: String, _ found: InvisibleCharacter?, at span: SourceSpan,
    fixes: [FixIt]
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      found == nil ? ShapeProblem.blankEnd : ShapeProblem.invisibleCharacter,
      "`\(spelling)` \(verb) with \(found?.noun ?? "whitespace")", at: span)
    diagnostic.help = "remove it; readers keep it as part of the value"
    diagnostic.fixes = fixes
    return diagnostic
  }
}

extension SourceText {
  /// The fix that removes some bytes; none where they are in no input as they are.
  func removal(of range: Range<Int>, _ applicability: FixIt.Applicability) -> [FixIt] {
    isExact(range)
      ? [FixIt("remove it", [.replace(span(of: range), with: "")], applicability)] : []
  }
}
