import Project

/// One line of a `.gitignore`.
struct IgnorePattern: Equatable, Sendable {
  /// Whether `!` includes what it matches again.
  let isNegated: Bool
  private let onlyFolders: Bool
  private let target: Target

  /// What the pattern is compared with.
  private enum Target: Equatable, Sendable {
    /// The name, wherever the entry is: the pattern has no `/` except at its end.
    case name(Text)
    /// The path below the folder of the file.
    case path(Text)
  }

  /// A text that begins literally.
  private struct Text: Equatable, Sendable {
    let literal: ArraySlice<UInt8>
    /// The rest, which Git matches on its own; nil if the whole text is literal.
    let rest: IgnoreGlob?

    func matches(_ text: ArraySlice<UInt8>) -> Bool {
      guard text.starts(with: literal) else { return false }
      guard let rest else { return text.count == literal.count }
      return rest.matches(text.dropFirst(literal.count))
    }
  }

  /// nil for a comment, an empty line, and what Git matches with nothing.
  init?(_ line: ArraySlice<UInt8>) {
    guard let first = line.first, first != UInt8(ascii: "#") else { return nil }
    var text = Self.trimmed(line)
    isNegated = text.first == UInt8(ascii: "!")
    if isNegated { text = text.dropFirst() }
    onlyFolders = text.last == UInt8(ascii: "/")
    if onlyFolders { text = text.dropLast() }
    guard !text.isEmpty else { return nil }
    let hasSlash = text.contains(UInt8(ascii: "/"))
    if text.first == UInt8(ascii: "/") { text = text.dropFirst() }
    // A name is matched as a whole, a path after its literal part, where `**` may begin.
    guard let pattern = Self.text(text) else { return nil }
    target = hasSlash ? .path(pattern) : .name(pattern)
  }

  /// Whether the pattern matches an entry, by its path below the folder of the file.
  func matches(_ path: ArraySlice<UInt8>, isFolder: Bool) -> Bool {
    guard isFolder || !onlyFolders else { return false }
    switch target {
    case .name(let text):
      let start = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? path.startIndex
      return text.matches(path[start...])
    case .path(let text): return text.matches(path)
    }
  }

  private static func text(_ pattern: ArraySlice<UInt8>) -> Text? {
    let literal = pattern.prefix { !special.contains($0) }
    guard literal.count < pattern.count else { return Text(literal: literal, rest: nil) }
    guard let rest = IgnoreGlob(pattern.dropFirst(literal.count)) else { return nil }
    return Text(literal: literal, rest: rest)
  }

  private static let special: [UInt8] = Array("*?[\\".utf8)

  /// The line without the spaces at its end that are not escaped.
  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var end = line.startIndex
    var index = line.startIndex
    while index < line.endIndex {
      let isEscape = line[index] == UInt8(ascii: "\\")
      if line[index] != UInt8(ascii: " ") { end = min(index + (isEscape ? 2 : 1), line.endIndex) }
      index += isEscape ? 2 : 1
    }
    return line[..<end]
  }
}
