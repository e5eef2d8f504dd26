import ConfigSyntax
import Diagnostics
import Pipeline
import Reporting

/// What `fix` would change, with secrets masked.
struct FixDifference {
  private let old: Compilation
  private let new: Compilation
  /// Secrets that one side alone knows for such.
  private let secrets: [String]

  init(_ old: Compilation, _ new: Compilation) {
    (self.old, self.new) = (old, new)
    secrets = Self.texts(old).symmetricDifference(Self.texts(new)).sorted {
      ($0.utf8.count, $1) > ($1.utf8.count, $0)
    }
  }

  /// The unified diff of one file.
  func text(of name: String) -> String {
    let shown = SourceFile(name: name, bytes: []).name
    return UnifiedDiff.render(
      lines(of: shown, old), lines(of: shown, new), old: shown, new: shown)
  }

  private func lines(of name: String, _ side: Compilation) -> [UnifiedDiff.TextLine] {
    guard let index = side.sources.files.firstIndex(where: { $0.name == name }) else { return [] }
    let file = side.sources.files[index]
    let masks = side.masks.filter { $0.file == FileID(index) }
    let masked = MaskedText.lines(file, hiding: masks)
    let plain = MaskedText.lines(file, hiding: [])
    let table = LineTable(file)
    let endsInBreak = file.bytes.last == 0x0A || file.bytes.last == 0x0D
    return masked.indices.map { line in
      let range = table.contents(of: line)
      let content = String(decoding: file.bytes[range], as: UTF8.self)
      // A display shows a tab as spaces, and control characters as signs.
      let isPrintable = content.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
      let isOpen = isPrintable && masked[line].isExactly(plain[line])
      let shown = Self.hidingComment(hidingSecrets(isOpen ? content : masked[line]))
      let isUnended = line == masked.count - 1 && !endsInBreak
      return UnifiedDiff.TextLine(
        content: content, shown: shown + (isUnended ? "\n\\ No newline at end of file" : ""))
    }
  }

  private func hidingSecrets(_ line: String) -> String {
    secrets.reduce(line) { $0.replacing($1, with: Secret.mask) }
  }

  /// A comment may hold anything.
  private static func hidingComment(_ line: String) -> String {
    let bytes = Array(line.utf8)
    let starts = [
      bytes.firstIndex(of: UInt8(ascii: "#")), ByteSearch.first("//", in: bytes[...]),
      ByteSearch.first("/*", in: bytes[...]), ByteSearch.first("<!--", in: bytes[...]),
    ]
    // `//` of an address begins no comment.
    let comment = starts.compactMap { $0 }.filter { $0 == 0 || bytes[$0 - 1] != UInt8(ascii: ":") }
    guard let start = comment.min() else { return line }
    let tail = String(decoding: bytes[start...], as: UTF8.self)
    guard SecretNames.resemblesSecret(tail) else { return line }
    return String(decoding: bytes[..<start], as: UTF8.self) + "# " + Secret.mask
  }

  /// What the masks hide, line by line; a text of two signs is in every line.
  private static func texts(_ side: Compilation) -> Set<String> {
    var result: Set<String> = []
    for mask in side.masks {
      for line in side.sources.text(mask).split(whereSeparator: \.isNewline) {
        let text = line.drop { " \"'".contains($0) }
        let end = text.lastIndex { !" \"',".contains($0) }
        let trimmed = end.map { String(text[...$0]) } ?? ""
        if trimmed.utf8.count > 2 { result.insert(trimmed) }
      }
    }
    return result
  }
}
