/// Builds text: lines, indentation by two spaces, a final line break.
struct TextWriter {
  private(set) var text = ""

  mutating func write(_ piece: String) { text += piece }

  mutating func indent(_ depth: Int) {
    for _ in 0..<depth { text += "  " }
  }

  mutating func line(_ piece: String, depth: Int = 0) {
    indent(depth)
    text += piece
    text += "\n"
  }
}

extension Unicode.Scalar {
  /// Whether every reader of text files shows and preserves this scalar: no control or format
  /// character, line or paragraph separator, surrogate neighbour or noncharacter.
  var isPlainText: Bool {
    switch value {
    case 0x20...0x7E: true
    case 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF:
      switch value {
      case 0x2028, 0x2029, 0xFEFF, 0xFFF9...0xFFFB, 0x200B...0x200F, 0x202A...0x202E: false
      default: value & 0xFFFE != 0xFFFE && !(0xFDD0...0xFDEF ~= value)
      }
    default: false
    }
  }

  /// The value as hexadecimal digits, padded with zeros to `width`.
  func hex(width: Int) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
