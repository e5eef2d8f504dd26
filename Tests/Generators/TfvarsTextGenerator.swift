/// Makes values files: mostly right ones, and damaged copies of them.
package struct TfvarsTextGenerator {
  private var random: SeededGenerator
  package let seed: UInt64

  package init(seed: UInt64) {
    random = SeededGenerator(seed)
    self.seed = random.seed
  }

  package mutating func document() -> String {
    var text = random.pick(["", "", "", "# comment\n", "\n", "\u{FEFF}", "/* a\n b */\n"])
    for name in ["a", "b", "c-d", "e_1"].prefix(Int(random.next() % 4) + 1) {
      let value = expression(3)
      text += name + random.pick([" = ", "=", "   =\t"]) + value
      text += random.pick(["\n", "\n", "\n\n", " # c\n", " // c\n", "\r\n", " /* c */\n"])
    }
    return text
  }

  /// A document in which one piece is missing, doubled or foreign.
  package mutating func damagedDocument() -> String {
    var scalars = Array(document().unicodeScalars)
    let index = Int(random.next() % UInt64(max(1, scalars.count)))
    let foreign = Array("\"'[]{}()=:,.$%~#\\\n \u{A0}é0-?*<>".unicodeScalars)
    switch random.next() % 3 {
    case 0: scalars.remove(at: index)
    case 1: scalars.insert(random.pick(foreign), at: index)
    default: scalars[index] = random.pick(foreign)
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  private mutating func expression(_ depth: Int) -> String {
    guard depth > 0 else { return literal() }
    switch random.next() % 14 {
    case 0...3: return literal()
    case 4, 5: return list(depth)
    case 6, 7: return object(depth)
    case 8: return "\"" + textPiece() + "${" + scalar(depth) + "}" + textPiece() + "\""
    case 9: return number() + random.pick([" + ", " - ", " * ", "*", " / "]) + positive()
    case 10: return "(" + expression(depth - 1) + ")"
    case 11:
      return random.pick(["true", "false", "1 == 1", "2 < 1"]) + " ? " + number() + " : " + number()
    case 12: return "[for x in " + list(1) + ": x]"
    default: return heredoc()
    }
  }

  private mutating func scalar(_ depth: Int) -> String {
    random.pick([number(), "\"" + textPiece() + "\"", "true", "(1 + 2)"])
  }

  private mutating func literal() -> String {
    switch random.next() % 8 {
    case 0...2: "\"" + textPiece() + "\""
    case 3, 4: number()
    case 5: random.pick(["true", "false"])
    case 6: "null"
    default: "[]"
    }
  }

  private mutating func number() -> String {
    random.pick(["", "-"]) + positive()
  }

  private mutating func positive() -> String {
    random.pick([
      "1", "12", "3.25", "1e3", "017", "0.1", "7", "12345678901234567890", "2E-3", "100",
    ])
  }

  private mutating func textPiece() -> String {
    let pieces = [
      "x", "s3://bucket/path", " ", "é", "e\u{301}", "\\n", "\\\"", "\\\\", "\\u00e9", "$${y}",
      "%%{z}",
      "$", "%", "$$", "#", "//", "{", "}", "'", "\u{1F600}", "\t", "10.0.0.0/24", "",
    ]
    return (0..<Int(random.next() % 4)).map { _ in random.pick(pieces) }.joined()
  }

  private mutating func list(_ depth: Int) -> String {
    let elements = (0..<Int(random.next() % 4)).map { _ in expression(depth - 1) }
    return elements.contains { $0.contains("<<") }
      ? "[\n" + elements.map { $0 + "\n" }.joined(separator: ",\n") + "]"
      : "[" + elements.joined(separator: random.pick([", ", ",", ",\n  ", " , # c\n"])) + "]"
  }

  private mutating func object(_ depth: Int) -> String {
    let keys = ["x", "y-z", "\"a.b\"", "(\"k\")", "1", "null", "\"é\"", "x"]
    var text = random.pick(["{", "{ ", "{\n", "{ # c\n"])
    let count = Int(random.next() % 4)
    for index in 0..<count {
      text += random.pick(keys) + random.pick([" = ", ": ", "="]) + expression(depth - 1)
      text +=
        index == count - 1 ? random.pick(["\n", "\n", ",\n"]) : random.pick(["\n", ",\n", "\n"])
    }
    return text + "}"
  }

  private mutating func heredoc() -> String {
    let indent = random.pick(["", "  ", "\t"])
    var text = random.pick(["<<", "<<-"]) + "EOT\n"
    for _ in 0..<Int(random.next() % 4) {
      text +=
        indent + random.pick(["", " ", "  "])
        + random.pick(["x", "", "${1}", "a \\n b", "$${q}", "x ${~ 2 ~} y"])
      text += "\n"
    }
    return text + indent + "EOT"
  }
}
