import Documents

/// Documents that show every character that could be counted in two ways.
enum HCLScripts {
  /// Keys with characters of all scripts behind and in front of what may join them.
  static let keys =
    ["a", "", "$", "क", "\u{94D}", "\u{301}", "\u{D4E}"].map { keys(between: $0, and: "a") }
    + ["\u{301}", "\u{903}", "\u{94D}त", "$", "\u{1F3FB}"].map { keys(between: "a", and: $0) }

  private static func keys(between start: String, and end: String) -> HCLDocument {
    var body = HCLDocument.Body()
    for scalar in characters {
      guard let name = HCLDocument.Name("k\(scalar.value)") else { continue }
      let key = start + String(Character(scalar)) + end
      body.append(.attribute(name, .object([.init(key, 1), .init("abcdefgh", 2)])))
    }
    return HCLDocument(body)
  }

  /// A seventh of the characters that Unicode 15 knows, without the large blocks of ideographs.
  private static let characters: [Unicode.Scalar] = {
    let blocks: [ClosedRange<UInt32>] = [
      0x80...0x33FF, 0xA000...0xABFF, 0xD7B0...0xFFFF, 0x1_0000...0x1_1FFF, 0x1_D000...0x1_FFFF,
    ]
    let scalars = blocks.joined().compactMap { Unicode.Scalar($0) }
    return scalars.filter { scalar in
      guard let age = scalar.properties.age else { return false }
      return age.major <= 15 && (scalar.value % 7 == 0 || scalar == "\u{FFFD}")
    }
  }()

  /// Every name of one character, and every character behind a letter.
  static let names: HCLDocument = {
    let names = ["", "a"].flatMap { start in
      (UInt32(0x80)...0x2_FFFF).compactMap { value in
        Unicode.Scalar(value).flatMap { HCLDocument.Name(start + String(Character($0))) }
      }
    }
    return HCLDocument([.attribute("a", .list(names.map { .root($0) }))])
  }()
}
