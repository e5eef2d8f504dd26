/// Writes an env file as `docker run --env-file` reads it: literal values, nothing quoted.
package struct EnvDocument: Sendable {
  /// What was accepted, in the order of addition; a name may occur twice.
  package private(set) var lines: [(name: String, value: String)] = []

  package init() {}

  /// Adds a variable; false when no env file can contain it.
  package mutating func add(_ name: String, _ value: String) -> Bool {
    guard Self.isName(name), Self.isValue(value, of: name) else { return false }
    lines.append((name, value))
    return true
  }

  /// Whether a line can contain the value.
  ///
  /// A line break ends the value, `docker` refuses invalid UTF-8 (which a Swift string never
  /// contains), and its reader stops at 65,536 bytes per line (Docker CLI 28, `bufio.Scanner`).
  package static func isValue(_ value: String, of name: String) -> Bool {
    !value.unicodeScalars.contains { $0 == "\n" || $0 == "\r" || $0 == "\0" }
      && name.utf8.count + value.utf8.count + 1 < 65_535
  }

  /// Whether a line may begin with the name: `docker` refuses those that are empty or contain white
  /// space, `=` ends a name, and `#` begins a comment.
  package static func isName(_ name: String) -> Bool {
    !name.isEmpty && !name.unicodeScalars.contains { $0 == "=" || $0.properties.isWhitespace }
      && name.unicodeScalars.first != "#"
  }

  /// `NAME=value` lines, each with its line break.
  package func render() -> String {
    lines.map { "\($0.name)=\($0.value)\n" }.joined()
  }
}
