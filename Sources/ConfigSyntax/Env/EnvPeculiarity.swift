import Diagnostics

/// The first piece of a written value that some program takes for something else than text.
struct EnvPeculiarity {
  /// What the piece is to that program; only braces show that a variable is meant.
  enum Kind { case comment, variable, braces, command, quote, escape, shellSign, blank, end, other }

  /// Decides how the warning and its help are worded.
  let kind: Kind
  /// In UTF-8 offsets of the value.
  let range: Range<Int>

  /// The first such piece of a value, from after the `=` to the end of its last line; one with a meaning
  /// to the shell alone comes last.
  init(of value: some Collection<UInt8>) {
    let bytes = Array(value)
    let pieces = bytes.indices.lazy.compactMap { Self.piece(at: $0, of: bytes) }
    self =
      pieces.first { $0.kind != .shellSign && $0.kind != .blank } ?? pieces.first
      ?? EnvPeculiarity(
        kind: Self.hasBlankEnd(bytes) ? .end : .other, range: bytes.indices)
  }

  /// Whether there is whitespace outside ASCII at an end.
  private static func hasBlankEnd(_ bytes: [UInt8]) -> Bool {
    let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
    return scalars.first?.properties.isWhitespace == true
      || scalars.last?.properties.isWhitespace == true
  }

  /// Whether the piece shows that the value was written for a program that expands it.
  var asksForExpansion: Bool { kind == .variable || kind == .braces || kind == .command }

  private init(kind: Kind, range: Range<Int>) { (self.kind, self.range) = (kind, range) }

  private static func piece(at index: Int, of bytes: [UInt8]) -> EnvPeculiarity? {
    switch bytes[index] {
    case 0x20, 0x09, 0x0B, 0x0C, 0x0D: blank(at: index, of: bytes)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): quote(at: index, of: bytes)
    case UInt8(ascii: "$"): dollar(at: index, of: bytes)
    case UInt8(ascii: "`"): EnvPeculiarity(kind: .command, range: index..<index + 1)
    case UInt8(ascii: "\\"):
      EnvPeculiarity(kind: .escape, range: index..<min(index + 2, bytes.count))
    case UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "<"),
      UInt8(ascii: ">"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "~"):
      EnvPeculiarity(kind: .shellSign, range: index..<index + 1)
    default: nil
    }
  }

  /// Whitespace: before a comment, between words, or at an end.
  private static func blank(at index: Int, of bytes: [UInt8]) -> EnvPeculiarity? {
    guard index == 0 || !(bytes[index - 1] == 0x20 || 0x09...0x0D ~= bytes[index - 1]) else {
      return nil
    }
    let end = bytes[index...].firstIndex { !($0 == 0x20 || 0x09...0x0D ~= $0) } ?? bytes.count
    if end < bytes.count, bytes[end] == UInt8(ascii: "#") {
      return EnvPeculiarity(kind: .comment, range: index..<bytes.count)
    }
    let isInside = index > 0 && end < bytes.count
    return EnvPeculiarity(kind: isInside ? .blank : .end, range: index..<end)
  }

  /// Both quotes and what is between, or the quote alone.
  private static func quote(at index: Int, of bytes: [UInt8]) -> EnvPeculiarity? {
    let close = bytes[(index + 1)...].firstIndex(of: bytes[index])
    return EnvPeculiarity(kind: .quote, range: index..<(close ?? index) + 1)
  }

  /// `$NAME`, `${NAME}`, `$(NAME)` or a sign that a shell replaces.
  private static func dollar(at index: Int, of bytes: [UInt8]) -> EnvPeculiarity? {
    guard index + 1 < bytes.count else { return nil }
    let next = bytes[index + 1]
    if next == UInt8(ascii: "{") {
      let end = bytes[index...].firstIndex(of: UInt8(ascii: "}")) ?? bytes.count - 1
      return EnvPeculiarity(kind: .braces, range: index..<end + 1)
    }
    if next == UInt8(ascii: "(") {
      let end = bytes[index...].firstIndex(of: UInt8(ascii: ")")) ?? bytes.count - 1
      return EnvPeculiarity(kind: .command, range: index..<end + 1)
    }
    if EnvName.begins(next) {
      let end = EnvName.end(in: bytes, from: index + 1)
      return EnvPeculiarity(kind: .variable, range: index..<end)
    }
    guard next.isDigit || "$@*#?!-'\"".utf8.contains(next) else { return nil }
    return EnvPeculiarity(kind: .variable, range: index..<index + 2)
  }
}
