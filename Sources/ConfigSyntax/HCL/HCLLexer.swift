/// Splits HCL into tokens, following quotes, heredocs and the templates inside them.
///
/// It reports nothing: text that it cannot read becomes a token that no grammar rule accepts, so
/// the parser reports it once and resumes.
struct HCLLexer {
  /// What surrounds the next byte.
  struct Mode {
    enum Kind { case code, quoted, heredoc }

    let kind: Kind
    /// The start of the text; for a heredoc, its marker.
    let start: Range<Int>
    /// The braces that are open in the code.
    var braces = 0
    /// Whether the next byte of the heredoc is the first of its line.
    var startsLine = true
  }

  let bytes: UnsafeBufferPointer<UInt8>
  var index = 0
  var tokens: [HCLToken] = []
  var modes = [Mode(kind: .code, start: 0..<0)]

  static func tokens(_ bytes: UnsafeBufferPointer<UInt8>) -> [HCLToken] {
    var lexer = HCLLexer(bytes: bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { lexer.index = 3 }
    lexer.tokens.reserveCapacity(bytes.count / 6)
    while lexer.index < bytes.count {
      switch lexer.modes[lexer.modes.count - 1].kind {
      case .code: lexer.code()
      case .quoted: lexer.quoted()
      case .heredoc: lexer.heredoc()
      }
    }
    lexer.finish()
    return lexer.tokens
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  func byte(_ offset: Int) -> UInt8 {
    index + offset < bytes.count ? bytes[index + offset] : 0
  }

  mutating func add(_ kind: HCLToken.Kind, _ length: Int) {
    tokens.append(HCLToken(kind, index, index + length))
    index += length
  }

  private mutating func finish() {
    if let mode = modes.last(where: { $0.kind != .code }) {
      tokens.append(HCLToken(.unclosedText, mode.start.lowerBound, bytes.count))
    }
    tokens.append(HCLToken(.end, bytes.count, bytes.count))
  }

  // MARK: Code

  private mutating func code() {
    switch bytes[index] {
    case UInt8(ascii: " "), UInt8(ascii: "\t"): index += 1
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

  private mutating func closeBrace(length: Int) {
    if isInSequence {
      modes.removeLast()
      return add(.sequenceEnd, length)
    }
    modes[modes.count - 1].braces -= 1
    add(.closeBrace, length)
  }

  private mutating func lineComment() {
    while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
    if index < bytes.count { add(.newline, 1) }
  }

  private mutating func blockComment() {
    var end = index + 2
    while end + 1 < bytes.count {
      if bytes[end] == UInt8(ascii: "*"), bytes[end + 1] == UInt8(ascii: "/") {
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
    func digit(_ place: Int) -> Bool {
      place < bytes.count && bytes[place] >= UInt8(ascii: "0") && bytes[place] <= UInt8(ascii: "9")
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

  private mutating func word() {
    if let length = identifierLength(at: index) { return add(.identifier, length) }
    if let (kind, length) = HCLOperatorTable.match(bytes[index], byte(1), byte(2)) {
      return add(kind, length)
    }
    add(.invalid, HCLText.scalar(bytes, at: index)?.length ?? 1)
  }

  /// The length of the identifier that begins at `start`; nil when none does.
  func identifierLength(at start: Int) -> Int? {
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
}
