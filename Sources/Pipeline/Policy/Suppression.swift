import ConfigSyntax
import Diagnostics
import Project

/// A comment that suppresses findings: `# wandb-cfg: ignore WB3004, WB2035 until=2027-01-31 -- reason`.
struct Suppression: Sendable {
  /// What a comment begins with that speaks to this program.
  static let marker: StaticString = "wandb-cfg:"

  /// A kind of findings, and where the comment names it.
  struct Code: Sendable {
    let id: DiagnosticID
    let span: SourceSpan
  }

  let comment: Comment
  /// Each kind once, in order.
  private(set) var codes: [Code] = []
  /// The reason, as it is written.
  private(set) var reason: Located
  /// The last day, and where it is written.
  private(set) var until: (day: CalendarDay, span: SourceSpan)?

  /// Reads a comment; nil if it says nothing to this program, or is malformed and reported.
  init?(_ comment: Comment, in file: SourceFile, _ codes: CodeList, _ bag: inout DiagnosticBag) {
    var words = Words(file, comment.text)
    guard words.skip(Self.marker), let command = words.next() else { return nil }
    guard command.value == "ignore" else {
      if Self.isMeant(command.value, words.rest) { bag.report(.unknownDirective(command)) }
      return nil
    }
    guard !words.rest.contains("\n"), !words.rest.contains("\r") else {
      bag.report(.malformed("a suppression must be on one line", comment.span))
      return nil
    }
    self.comment = comment
    reason = Located("", comment.span)
    guard readCodes(&words, codes, &bag), readReason(&words, command.span, &bag) else { return nil }
  }

  /// What follows the command of a comment that speaks to this program; nil for any other comment.
  static func arguments(of comment: Comment, in file: SourceFile) -> SourceSpan? {
    var words = Words(file, comment.text)
    guard words.skip(marker), words.next() != nil else { return nil }
    return words.restSpan
  }

  /// What to remove for a code that is not used: with the only code, the whole comment.
  func removal(of index: Int, in file: SourceFile) -> SourceSpan? {
    guard codes.count > 1 else { return wholeRemoval(in: file) }
    let (own, id) = (codes[index].span, comment.span.file)
    let span =
      index + 1 < codes.count
      ? SourceSpan(id, Int(own.lower), Int(codes[index + 1].span.lower))
      : SourceSpan(id, Int(codes[index - 1].span.upper), Int(own.upper))
    // A date between two codes stays.
    let rest = file.bytes[span.range].filter { $0 > 0x20 && $0 != UInt8(ascii: ",") }
    return rest.count == own.range.count ? span : nil
  }

  /// The comment with the blanks before it, or its whole line if nothing else is on it.
  private func wholeRemoval(in file: SourceFile) -> SourceSpan {
    var (lower, upper) = (Int(comment.span.lower), Int(comment.span.upper))
    let bytes = file.bytes
    while lower > 0, bytes[lower - 1] == 0x20 || bytes[lower - 1] == 0x09 { lower -= 1 }
    guard lower == 0 || bytes[lower - 1] == 0x0A else {
      return SourceSpan(comment.span.file, lower, upper)
    }
    while upper < bytes.count, bytes[upper] == 0x20 || bytes[upper] == 0x09 { upper += 1 }
    if upper < bytes.count, bytes[upper] == 0x0D { upper += 1 }
    guard upper < bytes.count, bytes[upper] == 0x0A else {
      return SourceSpan(comment.span.file, lower, Int(comment.span.upper))
    }
    return SourceSpan(comment.span.file, lower, upper + 1)
  }

  /// Whether a comment with another word was meant as a suppression: it resembles `ignore`, or a
  /// code follows.
  private static func isMeant(_ word: String, _ rest: Substring) -> Bool {
    if word.lowercased() == "ignore" { return true }
    if NameSuggestion.nearest(to: word, among: ["ignore"]) != nil { return true }
    return rest.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).contains { part in
      part.utf8.count == 6 && part.hasPrefix("WB") && part.dropFirst(2).allSatisfy(\.isNumber)
    }
  }

  /// Reads up to `--`; false if something is wrong and reported.
  private mutating func readCodes(
    _ words: inout Words, _ codes: CodeList, _ bag: inout DiagnosticBag
  ) -> Bool {
    var isValid = true
    while let word = words.peek(), word.value != "--" {
      words.advance()
      if word.value.hasPrefix("until=") {
        isValid = readDate(word, &bag) && isValid
      } else if let id = codes.find(word.value) {
        if !self.codes.contains(where: { $0.id == id }) {
          self.codes.append(Code(id: id, span: word.span))
        }
      } else if word.value.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == 0x2D }) {
        bag.report(.unknownCode(word, codes))
        isValid = false
      } else {
        // It may be part of the reason, and a secret, so it is not quoted.
        bag.report(.malformed("a code is expected here, and ` -- ` before the reason", word.span))
        return false
      }
    }
    return isValid
  }

  private mutating func readReason(
    _ words: inout Words, _ command: SourceSpan, _ bag: inout DiagnosticBag
  ) -> Bool {
    guard let dashes = words.next() else {
      bag.report(.malformed("the suppression has no reason", command))
      return false
    }
    guard !codes.isEmpty else {
      bag.report(.malformed("the suppression has no code", command))
      return false
    }
    while let word = words.peek(in: .reason) {
      if word.value.hasPrefix("until="), !readDate(word, &bag) { return false }
      words.advance(in: .reason)
    }
    reason = Located(words.text(from: dashes.span), words.span(from: dashes.span))
    guard reason.value.contains(where: { $0.isLetter || $0.isNumber }) else {
      bag.report(.malformed("the suppression has no reason", dashes.span))
      return false
    }
    return true
  }

  private mutating func readDate(_ word: Located, _ bag: inout DiagnosticBag) -> Bool {
    let text = String(word.value.dropFirst("until=".utf8.count))
    guard until == nil else {
      bag.report(.malformed("`until` is set twice", word.span))
      return false
    }
    guard let day = CalendarDay(text) else {
      bag.report(
        .malformed("`until` must be a date that exists, such as `until=2027-01-31`", word.span))
      return false
    }
    until = (day, word.span)
    return true
  }
}

/// The words of a comment with their locations; commas separate words as blanks do.
private struct Words {
  /// What separates words.
  enum Part { case codes, reason }

  private let file: SourceFile
  private let comment: SourceSpan
  private var offset: Int

  init(_ file: SourceFile, _ comment: SourceSpan) {
    (self.file, self.comment, offset) = (file, comment, Int(comment.lower))
  }

  /// Steps over a text, if it comes next.
  mutating func skip(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard offset + count <= Int(comment.upper),
      ByteSearch.first(text, in: file.bytes[offset..<offset + count]) != nil
    else { return false }
    offset += count
    return true
  }

  /// The text after the last word.
  var rest: Substring { file.text(restSpan)[...] }

  var restSpan: SourceSpan { SourceSpan(comment.file, offset, Int(comment.upper)) }

  func peek(in part: Part = .codes) -> Located? {
    var start = offset
    while start < Int(comment.upper), Self.separates(file.bytes[start], part) { start += 1 }
    var end = start
    while end < Int(comment.upper), !Self.separates(file.bytes[end], part) { end += 1 }
    guard start < end else { return nil }
    let span = SourceSpan(comment.file, start, end)
    return Located(file.text(span), span)
  }

  mutating func advance(in part: Part = .codes) {
    if let word = peek(in: part) { offset = Int(word.span.upper) }
  }

  mutating func next() -> Located? {
    let word = peek()
    advance()
    return word
  }

  func span(from word: SourceSpan) -> SourceSpan {
    var start = Int(word.upper)
    while start < Int(comment.upper), file.bytes[start] <= 0x20 { start += 1 }
    return SourceSpan(comment.file, start, Int(comment.upper))
  }

  func text(from word: SourceSpan) -> String { file.text(span(from: word)) }

  private static func separates(_ byte: UInt8, _ part: Part) -> Bool {
    byte <= 0x20 || part == .codes && byte == UInt8(ascii: ",")
  }
}

/// A day of the Gregorian calendar.
struct CalendarDay: Sendable {
  /// As it is written: `2027-01-31`.
  let text: String
  /// Days since 1970-01-01.
  let number: Int64

  /// Reads `2027-01-31`; nil for a day that does not exist.
  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], parts.allSatisfy({ $0.utf8.allSatisfy(\.isDigit) }),
      let year = Int64(parts[0]), let month = Int64(parts[1]), let day = Int64(parts[2]),
      (1...12).contains(month)
    else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...lengths[Int(month) - 1]).contains(day) else { return nil }
    // Days before the year, then before the month.
    let past = year - 1
    let before = past * 365 + past / 4 - past / 100 + past / 400 - 719_162
    self.text = text
    number = before + lengths[..<(Int(month) - 1)].reduce(0, +) + day - 1
  }

  /// Whether the day is over at a time in seconds since 1970, in UTC.
  func isOver(at now: Int64) -> Bool { now >= (number + 1) * 86_400 }
}

extension Diagnostic {
  fileprivate static func malformed(_ message: Message, _ span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(SuppressionProblem.malformed, message, at: span)
    diagnostic.help = "write `wandb-cfg: ignore CODE -- reason`"
    return diagnostic
  }

  fileprivate static func unknownDirective(_ word: Located) -> Diagnostic {
    malformed("`wandb-cfg:` must be followed by `ignore`", word.span)
  }
}
