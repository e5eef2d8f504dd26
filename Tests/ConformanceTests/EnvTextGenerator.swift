import Generators
import TestSupport

/// Writes env files from pieces that matter to readers.
struct EnvTextGenerator {
  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed) }

  var seed: UInt64 { random.seed }

  mutating func file() -> [UInt8] {
    var text = random.next() % 12 == 0 ? "\u{FEFF}" : ""
    for _ in 0...(random.next() % 5) {
      let isPlain = random.next() % 3 != 0
      text += isPlain ? random.pick(["A=", "B=", "C_1=", "host.name="]) : ""
      for _ in 0...(random.next() % 4) {
        text += random.pick(isPlain ? Self.harmless : Self.pieces)
      }
      text += random.pick(["\n", "\n", "\n", "\r\n", "\n\n"])
    }
    return Array(text.utf8)
  }

  private static let harmless = [
    "x", "=", " ", "#", " # c", "\"", "'", "\t", "é", "$HOSTVAR", "\\", "\u{A0}", "😀", "1", ";",
  ]
  private static let pieces =
    harmless + ["A", "HOSTVAR", "EMPTYVAR", "export ", "=", "=", "A=1", "\r", "\u{2003}", "\u{85}"]
}
