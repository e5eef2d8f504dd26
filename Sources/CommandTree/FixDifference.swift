import ConfigSyntax
import Diagnostics
import Pipeline
import Reporting
import Secrets

/// What `fix` would change, with secrets masked.
struct FixDifference {
  /// The inputs before or after.
  private struct Side {
    let sources: SourceMap
    let hidden: HiddenSpans
    /// The number of each file, by name.
    let numbers: [String: Int]

    init(_ compilation: Compilation) {
      sources = compilation.sources
      hidden = compilation.secrets.hidden
      numbers = Dictionary(
        sources.files.indices.map { (compilation.sources.files[$0].name, $0) },
        uniquingKeysWith: min)
    }
  }

  /// What one edit of a fix does.
  private struct Change {
    let offset: Int
    let summary: String
  }

  private let old: Side
  private let new: Side
  private let secrets: OneSidedSecrets
  /// The edits of each old file.
  private let changes: [Int: [Change]]

  init(_ old: Compilation, _ new: Compilation) {
    (self.old, self.new) = (Side(old), Side(new))
    secrets = OneSidedSecrets(old, new)
    var changes: [Int: [Change]] = [:]
    for finding in old.report.findings {
      for fix in finding.fixes {
        for edit in fix.edits {
          changes[Int(edit.span.file.index), default: []].append(
            Change(offset: Int(edit.span.lower), summary: "\(finding.message): \(fix.summary)"))
        }
      }
    }
    self.changes = changes
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
    guard let file = old.numbers[name] else { return [] }
    let table = LineTable(old.sources.files[file])
    let here = (changes[file] ?? []).filter { table.line(at: $0.offset) == line }
    // Several edits of one fix may be on the line.
    return here.map(\.summary).unique()
  }

  private func lines(of name: String, _ side: Side) -> [UnifiedDiff.TextLine] {
    guard let index = side.numbers[name] else { return [] }
    let file = side.sources.files[index]
    let masked = MaskedText.lines(file, hiding: side.hidden, as: FileID(index))
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
