import Diagnostics

/// A piece of a value that Docker keeps and Compose does not.
struct DialectDifference {
  /// What else than Docker does with the piece: Compose drops a comment and replaces a variable,
  /// which only braces show to be one; a shell runs a command.
  enum Kind { case comment, variable, braces, command }

  /// Decides how the warning and its help are worded.
  let kind: Kind
  /// In UTF-8 offsets of the value.
  let range: Range<Int>

  /// The first piece of each kind, for values whose quotes are not already a finding.
  static func find(_ value: String) -> [DialectDifference] {
    let bytes = Array(value.utf8)
    return [comment(bytes), variable(bytes)].compactMap { $0 }
  }

  /// Whitespace followed by `#`, which begins a comment.
  private static func comment(_ bytes: [UInt8]) -> DialectDifference? {
    let sign = bytes.indices.first { index in
      index > 0 && bytes[index] == UInt8(ascii: "#") && isBlank(bytes[index - 1])
    }
    guard let sign else { return nil }
    let start = bytes[..<sign].lastIndex { !isBlank($0) }.map { $0 + 1 } ?? 0
    return DialectDifference(kind: .comment, range: start..<bytes.count)
  }

  /// `$NAME`, `${NAME}` or `$(NAME)`.
  private static func variable(_ bytes: [UInt8]) -> DialectDifference? {
    for index in bytes.indices.dropLast() where bytes[index] == UInt8(ascii: "$") {
      let next = bytes[index + 1]
      if next == UInt8(ascii: "{") {
        let end = bytes[index...].firstIndex(of: UInt8(ascii: "}")) ?? bytes.count - 1
        return DialectDifference(kind: .braces, range: index..<end + 1)
      }
      if next == UInt8(ascii: "("), let end = endOfName(bytes, from: index + 2) {
        return DialectDifference(kind: .command, range: index..<end + 1)
      }
      guard beginsName(next) else { continue }
      let end = bytes[(index + 1)...].firstIndex { !beginsName($0) && !$0.isDigit } ?? bytes.count
      return DialectDifference(kind: .variable, range: index..<end)
    }
    return nil
  }

  /// The `)` after a name.
  private static func endOfName(_ bytes: [UInt8], from start: Int) -> Int? {
    let end = bytes[start...].firstIndex { !beginsName($0) && !$0.isDigit }
    return end.flatMap { $0 > start && bytes[$0] == UInt8(ascii: ")") ? $0 : nil }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func beginsName(_ byte: UInt8) -> Bool {
    byte.isLetter || byte == UInt8(ascii: "_")
  }
}

extension Diagnostic {
  /// The warning about a piece at `span`; it does not quote the text, which may be secret.
  static func dialects(
    _ kind: DialectDifference.Kind, _ name: String, at span: SourceSpan
  ) -> Diagnostic {
    let message: Message =
      switch kind {
      case .comment: "docker keeps the comment as part of `\(name)`; Compose and the shell do not"
      case .variable, .braces:
        "docker keeps the `$` in `\(name)`; Compose and the shell expand a variable"
      case .command:
        "docker and Compose keep the `$(…)` in `\(name)`; the shell runs a command"
      }
    var diagnostic = Diagnostic(SyntaxProblem.dialectsDisagree, message, at: span)
    diagnostic.help =
      switch kind {
      case .comment: "put the comment on a line of its own"
      case .braces: "write the value itself, or use the file with Compose or `envsubst` only"
      case .command: "write the value itself"
      case .variable: "in a URL, write `%24`; elsewhere, use the file with docker only"
      }
    return diagnostic
  }
}
