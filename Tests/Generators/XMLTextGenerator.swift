/// Writes XML documents, of which more than half are damaged at one place or two.
///
/// Left out: document types, encodings but UTF-8, and what libxml2 bounds (256 levels, 10 MB of text).
package struct XMLTextGenerator {
  private var random: SeededGenerator

  package init(seed: UInt64) { random = SeededGenerator(seed) }

  package var seed: UInt64 { random.seed }

  package mutating func document() -> [UInt8] {
    var text = chance(12) ? "\u{FEFF}" : ""
    if chance(3) { text += declaration() }
    text += misc()
    text += element(depth: 0)
    text += misc()
    var bytes = Array(text.utf8)
    guard !chance(3) else { return bytes }
    for _ in 0...(random.next() % 2) { damage(&bytes) }
    return bytes
  }

  private mutating func chance(_ odds: UInt64) -> Bool { random.next() % odds == 0 }

  private mutating func declaration() -> String {
    let version = random.pick(["1.0", "1.0", "1.0", "1.0", "1.1", "1.", "2.0", "1.0a", ""])
    let quote = random.pick(["\"", "'"])
    var text = "<?xml" + random.pick([" ", " ", "\n", "  "])
    if !chance(12) { text += "version" + equals() + quote + version + quote }
    if chance(2) { text += random.pick([" ", " ", " ", ""]) + "encoding" + equals() + "'UTF-8'" }
    if chance(4) {
      text += " standalone" + equals() + random.pick(["'yes'", "\"no\"", "'x'", "yes"])
    }
    return text + random.pick(["", " ", "\t"]) + random.pick(["?>", "?>", "?>", "?>", ">"])
  }

  private mutating func equals() -> String { random.pick(["=", "=", "=", " = ", "=\n"]) }

  private mutating func misc() -> String {
    var text = ""
    for _ in 0..<(random.next() % 3) {
      text += random.pick([
        "\n", " ", "<!-- c -->", "<!---->", "<?p?>", "<?p-x a?b ? >?>", "\r\n",
        "<?xml-stylesheet a?>",
      ])
    }
    return text
  }

  private mutating func element(depth: Int) -> String {
    let name = random.pick(Self.names)
    var text = "<" + name
    for _ in 0..<(random.next() % 3) { text += attribute() }
    text += random.pick(["", "", " ", "\n"])
    if chance(5) { return text + "/>" }
    text += ">"
    for _ in 0..<(random.next() % 4) {
      text += depth < 4 && chance(2) ? element(depth: depth + 1) : random.pick(Self.content)
    }
    return text + "</" + name + random.pick(["", "", " ", "\n"]) + ">"
  }

  private mutating func attribute() -> String {
    let quote = random.pick(["\"", "'"])
    let other = quote == "'" ? "\"" : "'"
    let value = random.pick(["", "v", "a b", "&lt;", "&#x41;", ">", "é", other, "]]>", "\n"])
    return random.pick([" ", " ", "\n "]) + random.pick(Self.attributes) + equals() + quote + value
      + quote
  }

  private mutating func damage(_ bytes: inout [UInt8]) {
    let index = Int(random.next() % UInt64(bytes.count + 1))
    switch random.next() % 4 {
    case 0: bytes.insert(contentsOf: random.pick(Self.pieces).utf8, at: index)
    case 1: bytes.insert(contentsOf: random.pick(Self.raw), at: index)
    case 2:
      let end = min(bytes.count, index + 1 + Int(random.next() % 4))
      bytes.removeSubrange(index..<end)
    default: bytes.removeSubrange((chance(6) ? index : bytes.count)...)
    }
  }

  private static let names = [
    "a", "b", "AllowedOrigin", "_x", "a.b-c1", "ключ", "é", "a·b", "xml", "x\u{300}",
  ]
  private static let attributes = ["a", "b", "c", "d", "é", "_", "xml:space", "x-y", "xmlns"]
  private static let content = [
    "text", "\n  ", "\r\n", "&amp;", "&lt;", "&#65;", "&#x1F600;", "<![CDATA[<a> & ]]]>",
    "<!-- - -->", "<?p q?>", "😀", "]]", "]", ">", "'", "\"", "\u{85}", "\u{FEFF}", "x > y",
    "<![CDATA[]]>",
  ]
  private static let pieces = [
    "<", ">", "&", "\"", "'", "=", "/", "/>", "</", "</a>", "<a>", "<b", "]]>", "<![CDATA[", "--",
    "-->", "<!--", "<?", "?>", "<?xml version='1.0'?>", "<?XML ?>", "&foo;", "&lt", "&#", "&#;",
    "&#0;", "&#x0;", "&#xD800;", "&#xFFFE;", "&#x110000;", "&#4294967361;", "&#x;", "&#a;", "& ",
    "&amp", "&é;", "&#9;", "&#12;", " ", "\n", "1", "-", ".", ":", "!", "<!", "<!x>", "<1/>",
    "< a/>",
    "a='1'", " a='1' a='2'", " b=1", " b", "x", "\u{B7}", "\u{D7}", "\u{37E}", "\u{2040}",
    "\u{FFFD}", "\u{10000}", "\u{F0000}", "\u{FFFE}", "\u{FFFF}", "\u{1}", "\u{0}", "\u{B}",
    "\u{7F}", "\u{85}", "\u{A0}", "\u{2028}",
  ]
  private static let raw: [[UInt8]] = [
    [0xFF], [0xC3], [0x80], [0xE2, 0x82], [0xC0, 0x80], [0xED, 0xA0, 0x80],
    [0xF4, 0x90, 0x80, 0x80],
    [0xF8, 0x88, 0x80, 0x80, 0x80], [0xE9], [0xFE],
  ]
}
