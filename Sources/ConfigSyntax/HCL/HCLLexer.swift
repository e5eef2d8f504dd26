/// Splits HCL into tokens, following quotes, heredocs and the templates inside them.
///
/// It reports nothing: text that it cannot read becomes a token that no grammar rule accepts, so
/// the parser reports it once and resumes.
struct HCLLexer {
  /// What surrounds the next byte.
  private struct Mode {
    /// How bytes are read; a template's `${` is code inside text.
    enum Kind { case code, quoted, heredoc }

    let kind: Kind
    /// The start of the text; for a heredoc, its marker.
    let start: Range<Int>
    /// The braces that are open in the code.
    var braces = 0
    /// Whether the next byte of the heredoc is the first of its line.
    var startsLine = true
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0
  private var tokens: [HCLToken] = []
  /// From sign to end, without the line break.
  private var comments: [Range<Int>] = []
  /// From the file to what surrounds the next byte; the first one is never removed.
  private var modes = [Mode(kind: .code, start: 0..<0)]

  /// All tokens of a text, the last of which is `.end`; of a text with more than `most`, the first
  /// of them and a few others.
  static func tokens(
    _ bytes: UnsafeBufferPointer<UInt8>, most: Int = .max
  ) -> [HCLToken] {
    read(bytes, most: most).tokens
  }

  /// The comments of a text, up to the first text that is not closed.
  static func comments(_ bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    let lexer = read(bytes)
    let unclosed = lexer.tokens.first {
      $0.kind == .unclosedText || $0.kind == .unclosedComment
    }
    let end = unclosed?.range.lowerBound ?? bytes.count
    return lexer.comments.filter { $0.lowerBound < end }
  }

  private static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, most: Int = .max
  ) -> HCLLexer {
    var lexer = HCLLexer(bytes: bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { lexer.index = 3 }
    lexer.tokens.reserveCapacity(min(bytes.count / 6, most))
    while lexer.index < bytes.count, lexer.tokens.count <= most {
      switch lexer.modes[lexer.modes.count - 1].kind {
      case .code: lexer.code()
      case .quoted: lexer.quoted()
      case .heredoc: lexer.heredoc()
      }
    }
    lexer.finish()
    return lexer
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The byte at `offset` from here; after the end, NUL, which no rule accepts.
  private func byte(_ offset: Int) -> UInt8 {
    index + offset < bytes.count ? bytes[index + offset] : 0
  }

  /// Adds a token of the next `length` bytes, and steps over it.
  private mutating func add(_ kind: HCLToken.Kind, _ length: Int) {
    tokens.append(HCLToken(kind, index, index + length))
    index += length
  }

  /// Adds a token for text that is open at the end of the file, and the end token.
  private mutating func finish() {
    if let mode = modes.last(where: { $0.kind != .code }) {
      tokens.append(HCLToken(.unclosedText, mode.start.lowerBound, bytes.count))
    }
    tokens.append(HCLToken(.end, bytes.count, bytes.count))
  }

  // MARK: Code

  private mutating func code() {
    while index < bytes.count,
      bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\t")
    {
      index += 1
    }
    guard index < bytes.count else { return }
    switch bytes[index] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): word()
    case UInt8(ascii: "\n"): add(.newline, 1)
    case UInt8(ascii: "\r"):
      if byte(1) == UInt8(ascii: "\n") { add(.newline, 2) } else { add(.invalid, 1) }
    case UInt8(ascii: "#"): lineComment()
    case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"): lineComment()
    case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"): blockComment()
    case UInt8(ascii: "\""):
      modes.append(Mode(kind: .quoted, start: index..<index + 1))
      add(.openQuote, 1)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): number()
    case UInt8(ascii: "<") where byte(1) == UInt8(ascii: "<"):
      if !openHeredoc() { add(.invalid, 2) }
    case UInt8(ascii: "{"):
      modes[modes.count - 1].braces += 1
      add(.openBrace, 1)
    case UInt8(ascii: "}"): closeBrace(length: 1)
    case UInt8(ascii: "~") where byte(1) == UInt8(ascii: "}") && isInSequence: closeBrace(length: 2)
    default: word()
    }
  }

  /// Whether a `}` here would end `${` or `%{`.
  private var isInSequence: Bool { modes.count > 1 && modes[modes.count - 1].braces == 0 }

  /// A `}` ends a sequence if no brace was opened in it.
  private mutating func closeBrace(length: Int) {
    if isInSequence {
      modes.removeLast()
      return add(.sequenceEnd, length)
    }
    modes[modes.count - 1].braces -= 1
    add(.closeBrace, length)
  }

  private mutating func lineComment() {
    let start = index
    while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
    comments.append(start..<(bytes[index - 1] == UInt8(ascii: "\r") ? index - 1 : index))
    if index < bytes.count { add(.newline, 1) }
  }

  /// A comment is not a token, unless it is never closed.
  private mutating func blockComment() {
    var end = index + 2
    while end + 1 < bytes.count {
      if bytes[end] == UInt8(ascii: "*"), bytes[end + 1] == UInt8(ascii: "/") {
        comments.append(index..<end + 2)
        index = end + 2
        return
      }
      end += 1
    }
    add(.unclosedComment, bytes.count - index)
  }

  /// Digits with every point and exponent that a digit follows; the parser
  /// decides whether they form a number (`1.2.3` is one token).
  private mutating func number() {
    var end = index + 1
    func digit(_ offset: Int) -> Bool {
      offset < bytes.count && bytes[offset] >= UInt8(ascii: "0")
        && bytes[offset] <= UInt8(ascii: "9")
    }
    while end < bytes.count {
      if digit(end) {
        end += 1
      } else if bytes[end] == UInt8(ascii: "."), digit(end + 1) {
        end += 2
      } else if bytes[end] | 0x20 == UInt8(ascii: "e") {
        let signed =
          end + 1 < bytes.count
          && (bytes[end + 1] == UInt8(ascii: "+") || bytes[end + 1] == UInt8(ascii: "-"))
        guard digit(end + (signed ? 2 : 1)) else { break }
        end += signed ? 3 : 2
      } else {
        break
      }
    }
    add(.number, end - index)
  }

  /// An identifier, an operator, or a character that HCL does not have.
  private mutating func word() {
    if let length = identifierLength(at: index) { return add(.identifier, length) }
    if let (kind, length) = HCLOperatorTable.match(bytes[index], byte(1), byte(2)) {
      return add(kind, length)
    }
    add(.invalid, HCLText.scalar(bytes, at: index)?.length ?? 1)
  }

  /// The length of the identifier that begins at `start`; nil when none does.
  private func identifierLength(at start: Int) -> Int? {
    var end = start
    while end < bytes.count {
      let byte = bytes[end]
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "_"):
        end += 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        guard end > start else { return nil }
        end += 1
      case 0x80...:
        guard let (scalar, length) = HCLText.scalar(bytes, at: end),
          end == start ? scalar.properties.isIDStart : scalar.properties.isIDContinue
        else { return end > start ? end - start : nil }
        end += length
      default: return end > start ? end - start : nil
      }
    }
    return end > start ? end - start : nil
  }

  // MARK: Quotes and heredocs

  /// Up to the end of the quoted text, or to what interrupts it.
  private mutating func quoted() {
    var end = index
    while end < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: "\""):
        addText(.quotedText, upTo: end)
        modes.removeLast()
        return add(.closeQuote, 1)
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        addText(.quotedText, upTo: end)
        return leaveUnclosedText()
      case UInt8(ascii: "\\"):
        // A line break cannot be escaped.
        let isBreak = end + 1 < bytes.count && (bytes[end + 1] == 0x0A || bytes[end + 1] == 0x0D)
        end += isBreak ? 1 : 2
      case UInt8(ascii: "$"), UInt8(ascii: "%"):
        if opensSequence(at: end) { return openSequence(at: end, after: .quotedText) }
        end += escapedSequenceLength(at: end)
      default: end += 1
      }
    }
    addText(.quotedText, upTo: min(end, bytes.count))
  }

  /// One line of a heredoc, or its end.
  private mutating func heredoc() {
    let start = index
    var end = index
    while end < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: "\n"):
        let startsLine = modes[modes.count - 1].startsLine
        if startsLine, isMarker(start..<end) { return closeHeredoc(lineEnd: end) }
        modes[modes.count - 1].startsLine = true
        return addText(.heredocText, upTo: end + 1)
      case UInt8(ascii: "$"), UInt8(ascii: "%"):
        if opensSequence(at: end) {
          modes[modes.count - 1].startsLine = false
          return openSequence(at: end, after: .heredocText)
        }
        end += escapedSequenceLength(at: end)
      case UInt8(ascii: "\r") where end + 1 < bytes.count && bytes[end + 1] != UInt8(ascii: "\n"):
        addText(.heredocText, upTo: end)
        return add(.invalid, 1)
      default: end += 1
      }
    }
    addText(.heredocText, upTo: bytes.count)
  }

  /// Begins a heredoc at `<<`; false when the rest of the line is not a marker.
  private mutating func openHeredoc() -> Bool {
    let isFlush = byte(2) == UInt8(ascii: "-")
    let start = index + (isFlush ? 3 : 2)
    guard let length = identifierLength(at: start) else { return false }
    var end = start + length
    if end < bytes.count, bytes[end] == UInt8(ascii: "\r") { end += 1 }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "\n") else { return false }
    modes.append(Mode(kind: .heredoc, start: start..<start + length))
    add(isFlush ? .openFlushHeredoc : .openHeredoc, end + 1 - index)
    return true
  }

  /// Whether a line is the marker of the innermost heredoc; whitespace around it is allowed.
  private func isMarker(_ line: Range<Int>) -> Bool {
    let marker = modes[modes.count - 1].start
    guard line.count >= marker.count else { return false }
    let trimmed = HCLText.trimmed(bytes, line)
    return trimmed.count == marker.count && bytes[trimmed].elementsEqual(bytes[marker])
  }

  /// The marker, and the line break after it as a token of its own.
  private mutating func closeHeredoc(lineEnd: Int) {
    let hasReturn = lineEnd > index && bytes[lineEnd - 1] == UInt8(ascii: "\r")
    modes.removeLast()
    add(.closeHeredoc, (hasReturn ? lineEnd - 1 : lineEnd) - index)
    add(.newline, hasReturn ? 2 : 1)
  }

  private mutating func addText(_ kind: HCLToken.Kind, upTo end: Int) {
    if end > index { add(kind, end - index) }
  }

  private func opensSequence(at offset: Int) -> Bool {
    offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: "{")
  }

  /// `$${` and `%%{` are text.
  private func escapedSequenceLength(at offset: Int) -> Int {
    let isEscaped =
      offset + 2 < bytes.count && bytes[offset + 1] == bytes[offset]
      && bytes[offset + 2] == UInt8(ascii: "{")
    return isEscaped ? 3 : 1
  }

  /// `${` or `%{`, possibly with `~`; code follows.
  private mutating func openSequence(at offset: Int, after text: HCLToken.Kind) {
    addText(text, upTo: offset)
    let kind: HCLToken.Kind = bytes[offset] == UInt8(ascii: "$") ? .interpolation : .directive
    add(kind, byte(2) == UInt8(ascii: "~") ? 3 : 2)
    modes.append(Mode(kind: .code, start: offset..<index))
  }

  /// After a quote that is not closed on its line, everything around it is abandoned too.
  private mutating func leaveUnclosedText() {
    let start = modes[modes.count - 1].start.lowerBound
    tokens.append(HCLToken(.unclosedText, start, index))
    while modes.count > 1, modes[modes.count - 1].kind != .heredoc { modes.removeLast() }
  }
}
