/// Writes YAML in every style, most of it valid; independent of our own writer.
package struct YAMLTextGenerator {
  private var random: SeededGenerator
  private var anchors: [String] = []
  private var mappingAnchors: [String] = []
  private var anchorCount = 0

  package init(seed: UInt64) { random = SeededGenerator(seed) }

  package var seed: UInt64 { random.seed }

  /// A document of its own, sometimes with Windows line ends or a byte-order mark.
  package mutating func document() -> String {
    (anchors, mappingAnchors, anchorCount) = ([], [], 0)
    var text = chance(10) ? random.pick(["---\n", "--- # start\n", "%YAML 1.1\n---\n"]) : ""
    if chance(10) { text += "# a comment\n" }
    switch roll(12) {
    case 0: text += sequence(indent: 0, depth: 0)
    case 1: text += flow(depth: 0) + "\n"
    default: text += mapping(indent: 0, depth: 0)
    }
    if chance(10) { text += random.pick(["...\n", "# end\n", "\n\n", "  \n"]) }
    if chance(6) { text = text.replacing("\n", with: "\r\n") }
    return chance(4) ? "\u{FEFF}" + text : text
  }

  /// A document with one to three characters changed.
  package mutating func damagedDocument() -> String {
    var scalars = Array(document().unicodeScalars)
    for _ in 0...roll(3) where scalars.count > 2 {
      let index = roll(scalars.count)
      switch roll(4) {
      case 0: scalars.remove(at: index)
      case 1: scalars.insert(random.pick(Self.marks), at: index)
      case 2: scalars[index] = random.pick(Self.marks)
      default: scalars.swapAt(index, roll(scalars.count))
      }
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  private static let marks = Array("{}[]:,#&*!|>'\"%@`-?<=~ \t\n\r\\0a.".unicodeScalars)

  // MARK: Collections

  private mutating func mapping(indent: Int, depth: Int) -> String {
    var text = ""
    for number in 0...roll(5) {
      if chance(8) { text += String(repeating: " ", count: roll(6)) + "# note: [\n" }
      if chance(6) { text += "\n" }
      text += spaces(indent)
      if let anchor = mappingAnchors.last, chance(15) {
        text += chance(70) ? "<<: *\(anchor)\n" : "<<: [*\(anchor), {m1: 1, k0: merged}]\n"
        continue
      }
      text += key(number) + ":" + node(indent: indent, depth: depth)
    }
    return text
  }

  private mutating func key(_ number: Int) -> String {
    switch roll(14) {
    case 0: random.pick(["yes", "012", "0x1F", "1.5", "1e3", "2001-01-01", "-7", "1_000"])
    case 1: "\"quoted \\u00e9 \(number)\""
    case 2: "'it''s \(number)'"
    case 3: "ключ \(number)"
    case 4: "a b-\(number)"
    case 5: "? k\(number)\n" + random.pick(["", "# between\n"])
    case 6: "k0"
    case 7: "!!str 1\(number)"
    case 8: "&key\(number) anchored\(number)"
    default: "k\(number)"
    }
  }

  private mutating func sequence(indent: Int, depth: Int) -> String {
    var text = ""
    for _ in 0...roll(4) {
      text += spaces(indent) + "-"
      if depth < 4, chance(20) {
        let nested =
          chance(50)
          ? mapping(indent: indent + 2, depth: depth + 1)
          : sequence(indent: indent + 2, depth: depth + 1)
        let trimmed = nested.drop { $0 == " " }
        // A comment or an empty line may come first; then nothing stands behind the dash.
        text += trimmed.hasPrefix("#") || trimmed.hasPrefix("\n") ? "\n" + nested : " " + trimmed
      } else {
        text += node(indent: indent, depth: depth)
      }
    }
    return text
  }

  /// What follows `key:` or `-`, with the end of its line.
  private mutating func node(indent: Int, depth: Int) -> String {
    let isDeep = depth >= 4
    let anchor = chance(12) ? newAnchor() : nil
    let mark = anchor.map { " &" + $0 } ?? ""
    switch roll(isDeep ? 7 : 12) {
    case 0: return keep(anchor, mark + blockScalar(indent: indent))
    case 1: return keep(anchor, mark + " " + flow(depth: depth + 1) + comment())
    case 2 where anchor == nil && !anchors.isEmpty:
      return " *" + random.pick(anchors) + comment()
    case 3: return keep(anchor, mark + " " + multiline(indent: indent) + comment())
    case 4...8: return keep(anchor, mark + scalarSuffix())
    case 9:
      let inner = sequence(indent: indent + random.pick([1, 2, 4]), depth: depth + 1)
      return keep(anchor, mark + comment() + inner)
    default:
      let inner = mapping(indent: indent + random.pick([1, 2, 3, 4]), depth: depth + 1)
      if let anchor, !inner.contains("<<") { mappingAnchors.append(anchor) }
      return keep(anchor, mark + comment() + inner)
    }
  }

  private mutating func scalarSuffix() -> String {
    chance(5) ? comment() : " " + tag() + scalar() + comment()
  }

  private mutating func flow(depth: Int) -> String {
    let count = roll(4)
    let space = random.pick(["", " ", "  "])
    if chance(50) {
      let elements = (0..<count).map { _ in flowNode(depth: depth) }
      return "[" + space + elements.joined(separator: "," + space) + (chance(10) ? "," : "") + "]"
    }
    let members = (0..<count).map { number in
      let key = random.pick(["f\(number)", "\"f\(number)\"", "'f \(number)'", "f\(number) x"])
      if chance(6) { return key }
      return key + ":" + (key.hasPrefix("\"") && chance(20) ? "" : " ") + flowNode(depth: depth)
    }
    return "{" + space + members.joined(separator: "," + space) + (chance(10) ? "," : "") + "}"
  }

  private mutating func flowNode(depth: Int) -> String {
    if depth < 4, chance(25) { return flow(depth: depth + 1) }
    let scalar = scalar()
    let isQuoted = scalar.hasPrefix("\"") || scalar.hasPrefix("'")
    return isQuoted || !scalar.contains(where: { ",[]{}".contains($0) }) ? scalar : "plain"
  }

  // MARK: Scalars

  private mutating func scalar() -> String {
    let text = random.pick(YAMLSamples.scalars)
    switch roll(8) {
    case 0: return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    case 1: return "'" + text.replacing("'", with: "''") + "'"
    case 2: return random.pick(YAMLSamples.quoted)
    case 3: return "word\(roll(100))"
    default: return text
    }
  }

  private mutating func tag() -> String {
    guard chance(8) else { return "" }
    return random.pick([
      "!!str ", "!!int ", "!!float ", "!!bool ", "!!null ", "!!binary ", "!custom ", "! ",
      "!<tag:yaml.org,2002:str> ", "!!timestamp ",
    ])
  }

  private mutating func blockScalar(indent: Int) -> String {
    let extra = random.pick([1, 2, 4])
    let explicit = chance(20) ? String(extra) : ""
    let header = random.pick(["|", ">"])
    let chomping = random.pick(["", "-", "+"])
    let order = chance(50) ? explicit + chomping : chomping + explicit
    var text = " " + header + order + (chance(10) ? " # comment" : "") + "\n"
    for line in 0...roll(5) {
      let content = random.pick([
        "text", "  indented", "key: value # kept", "", "- dash", "\ttab", "ünïcödé 😀", "end ",
        "'q'",
      ])
      let isFirst = line == 0 && explicit.isEmpty
      let kept = isFirst && (content.hasPrefix(" ") || content.hasPrefix("\t")) ? "text" : content
      text += kept.isEmpty ? "\n" : spaces(indent + extra) + kept + "\n"
    }
    return text
  }

  private mutating func multiline(indent: Int) -> String {
    let pad = spaces(indent + 1 + roll(3))
    let gap = random.pick(["\n", "\n", "\n\n", "\n\n\n", " \n", "\t\n"])
    return random.pick([
      "plain words" + gap + pad + "go on" + gap + pad + "here",
      "\"double" + gap + pad + "quoted \\\n" + pad + "text\"",
      "'single" + gap + pad + "it''s\n" + pad + "text'",
      "\"trailing \\" + "\n" + pad + "\\  x\"",
    ])
  }

  private mutating func comment() -> String {
    random.pick(["\n", "\n", "\n", "\n", " # comment: [x\n", "  \n", "\t# tab\n", "#no comment\n"])
      .replacing("#no", with: chance(50) ? " #no" : " # no")
  }

  // MARK: Chance

  private mutating func keep(_ anchor: String?, _ text: String) -> String {
    if let anchor { anchors.append(anchor) }
    return text
  }

  private mutating func newAnchor() -> String {
    anchorCount += 1
    return chance(10) ? "again" : "a\(anchorCount)"
  }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
  private mutating func roll(_ sides: Int) -> Int { Int(random.next() % UInt64(sides)) }
  private mutating func chance(_ percent: Int) -> Bool { roll(100) < percent }
}
