import Diagnostics

/// A pattern of `.gitignore` as Git matches it against a name or a path, byte by byte.
///
/// A set of positions in the pattern advances with each byte of the text, so no pattern takes more
/// than time proportional to the product of both lengths.
///
/// Source: gitignore(5), and `git check-ignore` 2.39 where that is silent.
package struct IgnoreGlob: Equatable, Sendable {
  /// What is between two positions of the pattern.
  private enum Step: Equatable, Sendable {
    case byte(UInt8)
    /// `?`, any byte except `/`.
    case any
    /// `[…]`, never `/`.
    case set(ByteSet)
    /// `*`, any number of bytes except `/`.
    case star
    /// `**` as a whole component, any number of bytes.
    case everything
    /// The start of `**/`, whose two steps may be skipped.
    case optional
  }

  private var steps: [Step] = []

  /// nil if Git matches nothing with the pattern: an unfinished set or escape.
  package init?(_ pattern: ArraySlice<UInt8>) {
    var parser = Parser(pattern: pattern)
    guard parser.read(into: &steps) else { return nil }
  }

  /// Whether the pattern matches all of the text.
  package func matches(_ text: ArraySlice<UInt8>) -> Bool {
    var current = [Bool](repeating: false, count: steps.count + 1)
    current[0] = true
    skip(&current)
    for byte in text {
      var next = [Bool](repeating: false, count: steps.count + 1)
      for (index, step) in steps.enumerated() where current[index] {
        switch step {
        case .byte(let expected): if byte == expected { next[index + 1] = true }
        case .any: if byte != Self.slash { next[index + 1] = true }
        case .set(let set): if byte != Self.slash, set.contains(byte) { next[index + 1] = true }
        case .star: if byte != Self.slash { next[index] = true }
        case .everything: next[index] = true
        case .optional: break
        }
      }
      skip(&next)
      current = next
      guard current.contains(true) else { return false }
    }
    return current[steps.count]
  }

  /// Adds the positions that are reached without reading a byte.
  private func skip(_ positions: inout [Bool]) {
    for (index, step) in steps.enumerated() where positions[index] {
      switch step {
      case .star, .everything: positions[index + 1] = true
      case .optional:
        positions[index + 1] = true
        positions[index + 3] = true
      case .byte, .any, .set: break
      }
    }
  }

  private static let slash = UInt8(ascii: "/")

  /// Reads the text of a pattern.
  private struct Parser {
    let pattern: ArraySlice<UInt8>
    private var index: Int

    init(pattern: ArraySlice<UInt8>) {
      self.pattern = pattern
      index = pattern.startIndex
    }

    private func byte(_ offset: Int = 0) -> UInt8? {
      let position = index + offset
      return pattern.indices.contains(position) ? pattern[position] : nil
    }

    /// Returns false if the pattern is unfinished.
    mutating func read(into steps: inout [Step]) -> Bool {
      while let next = byte() {
        switch next {
        case UInt8(ascii: "\\"):
          guard let escaped = byte(1) else { return false }
          steps.append(.byte(escaped))
          index += 2
        case UInt8(ascii: "?"):
          steps.append(.any)
          index += 1
        case UInt8(ascii: "*"): readStars(into: &steps)
        case UInt8(ascii: "["):
          guard let set = readSet() else { return false }
          steps.append(.set(set))
        default:
          steps.append(.byte(next))
          index += 1
        }
      }
      return true
    }

    private mutating func readStars(into steps: inout [Step]) {
      let start = index
      while byte() == UInt8(ascii: "*") { index += 1 }
      let isFirst = start == pattern.startIndex || pattern[start - 1] == slash
      let isLast =
        byte() == nil || byte() == slash || byte() == UInt8(ascii: "\\") && byte(1) == slash
      guard index - start > 1, isFirst, isLast else { return steps.append(.star) }
      guard byte() == slash else { return steps.append(.everything) }
      steps += [.optional, .everything, .byte(slash)]
      index += 1
    }

    /// Reads a set from its `[`; nil if it is unfinished or names an unknown class.
    private mutating func readSet() -> ByteSet? {
      var set = ByteSet()
      index += 1
      let isNegated = byte() == UInt8(ascii: "!") || byte() == UInt8(ascii: "^")
      if isNegated { index += 1 }
      // A range needs the byte before it, which may not be the end of a range or a class.
      var lower: UInt8?
      repeat {
        guard let next = byte() else { return nil }
        switch next {
        case UInt8(ascii: "\\"):
          index += 1
          guard let escaped = byte() else { return nil }
          set.insert(escaped)
          lower = escaped
        case UInt8(ascii: "-"):
          guard let first = lower, let end = byte(1), end != UInt8(ascii: "]") else {
            set.insert(next)
            lower = next
            break
          }
          index += 1
          guard let upper = end == UInt8(ascii: "\\") ? escapedByte() : end else { return nil }
          if first <= upper { set.insert(first...upper) }
          lower = nil
        case UInt8(ascii: "[") where byte(1) == UInt8(ascii: ":"):
          switch readClass() {
          case .members(let members):
            set.formUnion(members)
            lower = nil
          case .noClass:
            set.insert(next)
            lower = next
          case .invalid: return nil
          }
        default:
          set.insert(next)
          lower = next
        }
        index += 1
      } while byte() != UInt8(ascii: "]")
      index += 1
      return isNegated ? set.inverted : set
    }

    /// The byte after the escape at the current position, which becomes the current one.
    private mutating func escapedByte() -> UInt8? {
      index += 1
      return byte()
    }

    private enum ClassReading {
      case members(ByteSet)
      /// `[:` does not begin a class here.
      case noClass
      case invalid
    }

    /// Reads `[:NAME:]` up to its last byte.
    private mutating func readClass() -> ClassReading {
      let start = index + 2
      guard let end = pattern[min(start, pattern.endIndex)...].firstIndex(of: UInt8(ascii: "]"))
      else { return .invalid }
      guard end > start, pattern[end - 1] == UInt8(ascii: ":") else { return .noClass }
      let name = String(decoding: pattern[start..<end - 1], as: UTF8.self)
      guard let members = ByteSet(named: name) else { return .invalid }
      index = end
      return .members(members)
    }
  }
}

/// A set of bytes.
struct ByteSet: Equatable, Sendable {
  private var low: UInt128 = 0
  private var high: UInt128 = 0

  func contains(_ byte: UInt8) -> Bool {
    (byte < 128 ? low >> UInt128(byte) : high >> UInt128(byte - 128)) & 1 == 1
  }

  mutating func insert(_ byte: UInt8) {
    if byte < 128 { low |= 1 << UInt128(byte) } else { high |= 1 << UInt128(byte - 128) }
  }

  mutating func insert(_ range: ClosedRange<UInt8>) {
    for byte in range { insert(byte) }
  }

  mutating func formUnion(_ other: ByteSet) {
    low |= other.low
    high |= other.high
  }

  var inverted: ByteSet {
    var result = self
    (result.low, result.high) = (~low, ~high)
    return result
  }

  init() {}

  /// A class of POSIX in the C locale; nil for an unknown name.
  init?(named name: String) {
    guard let contains = Self.classes.first(where: { $0.name == name })?.contains else {
      return nil
    }
    for byte: UInt8 in 0..<128 where contains(byte) { insert(byte) }
  }

  private static let classes: [(name: String, contains: @Sendable (UInt8) -> Bool)] = [
    ("alnum", { $0.isLetter || $0.isDigit }), ("alpha", { $0.isLetter }),
    ("blank", { $0 == 0x20 || $0 == 0x09 }), ("cntrl", { $0 < 0x20 || $0 == 0x7F }),
    ("digit", { $0.isDigit }), ("graph", { 0x21...0x7E ~= $0 }),
    ("lower", { $0.isLowercaseLetter }), ("print", { 0x20...0x7E ~= $0 }),
    ("punct", { 0x21...0x7E ~= $0 && !$0.isLetter && !$0.isDigit }),
    ("space", { $0 == 0x20 || 0x09...0x0D ~= $0 }), ("upper", { $0.isUppercaseLetter }),
    ("xdigit", { $0.isHexDigit }),
  ]
}
