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
    let before = lines(of: shown, old)
    return UnifiedDiff.render(
      before, noted(lines(of: shown, new), before, shown), old: shown, new: shown)
  }

  /// The new lines; one that differs from an old one only in hidden text says what changed.
  private func noted(
    _ lines: [UnifiedDiff.TextLine], _ before: [UnifiedDiff.TextLine], _ name: String
  ) -> [UnifiedDiff.TextLine] {
    let indices = Dictionary(before.indices.map { (before[$0].shown, $0) }) { first, _ in first }
    let kept = Set(before.map(\.content))
    return lines.map { line in
      guard let index = indices[line.shown], !kept.contains(line.content) else { return line }
      let changes = summaries(ofLine: index, name).joined(separator: "; ")
      let note = changes.isEmpty ? "a hidden value changes" : changes
      return UnifiedDiff.TextLine(content: line.content, shown: "\(line.shown)\n\\ \(note)")
    }
  }

  /// What the fixes do that change a line of the old text.
  private func summaries(ofLine line: Int, _ name: String) -> [String] {
    guard let file = old.sources.files.firstIndex(where: { $0.name == name }) else { return [] }
    let table = LineTable(old.sources.files[file])
    var found: [String] = []
    for finding in old.report.findings {
      for fix in finding.fixes {
        let isHere = fix.edits.contains {
          Int($0.span.file.index) == file && table.line(at: Int($0.span.lower)) == line
        }
        if isHere { found.append("\(finding.message): \(fix.summary)") }
      }
    }
    return found
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
      let isPrintable = contents[line].split(separator: "\t").allSatisfy(\.isPrintable)
      let isOpen = isPrintable && masked[line].isExactly(plain[line])
      return secrets.hidden(in: isOpen ? contents[line] : masked[line])
    }
    let endsInBreak = file.bytes.last == 0x0A || file.bytes.last == 0x0D
    return open.indices.map { line in
      let isUnended = line == open.count - 1 && !endsInBreak
      return UnifiedDiff.TextLine(
        content: contents[line],
        shown: open[line] + (isUnended ? "\n\\ No newline at end of file" : ""))
    }
  }
}
