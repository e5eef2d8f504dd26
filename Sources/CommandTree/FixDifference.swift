import ConfigSyntax
import Diagnostics
import Pipeline
import Reporting
import Secrets

/// What `fix` would change, with secrets masked.
struct FixDifference {
  private let old: Compilation
  private let new: Compilation
  private let secrets: OneSidedSecrets

  init(_ old: Compilation, _ new: Compilation) {
    (self.old, self.new) = (old, new)
    secrets = OneSidedSecrets(old, new)
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
    let masked = MaskedText.lines(file, hiding: side.secrets.hidden, as: FileID(index))
    let plain = MaskedText.lines(file)
    let table = LineTable(file)
    let contents = masked.indices.map {
      String(decoding: file.bytes[table.contents(of: $0)], as: UTF8.self)
    }
    let open = masked.indices.map { line in
      // A display line shows a tab as spaces, and control characters as symbols.
      let isPrintable = contents[line].utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
      let isOpen = isPrintable && masked[line].isExactly(plain[line])
      return secrets.hidden(in: isOpen ? contents[line] : masked[line])
    }
    let endsInBreak = file.bytes.last == 0x0A || file.bytes.last == 0x0D
    let shown = MaskedText.hidingComments(open, of: name)
    return shown.indices.map { line in
      let isUnended = line == shown.count - 1 && !endsInBreak
      return UnifiedDiff.TextLine(
        content: contents[line],
        shown: shown[line] + (isUnended ? "\n\\ No newline at end of file" : ""))
    }
  }
}
