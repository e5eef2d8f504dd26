package import Diagnostics

/// What identifies a finding in later runs, when lines have moved: baselines and the
/// `partialFingerprints` of SARIF use it.
///
/// It contains only what is printed anyway, with secrets masked, and no digest of a secret, which
/// could be guessed. Equal findings have equal fingerprints; readers count them.
package struct Fingerprint: Hashable, Comparable, Sendable {
  /// The code of the finding.
  package let code: String
  /// The name of the input, without `./` and the like.
  package let file: String
  /// What the finding is about.
  package let subject: Subject

  /// What a finding is about, whatever line it is in.
  package enum Subject: Hashable, Sendable {
    /// The canonical name of a setting; the value may change.
    case setting(String)
    /// The masked line, after the lines that enclose it; empty for a finding about a whole file.
    case text(String)
  }

  package init(code: String, file: String, subject: Subject) {
    (self.code, self.file, self.subject) = (code, file, subject)
  }

  /// 32 hexadecimal digits, equal for equal fingerprints; `occurrence` counts those from 1.
  ///
  /// FNV-1a with 128 bits: nothing in it is a secret, so nothing has to be hard to guess.
  package func digest(occurrence: Int = 1) -> String {
    var text = "\(code)\u{0}\(file)\u{0}"
    switch subject {
    case .setting(let name): text += "setting\u{0}\(name)"
    case .text(let line): text += "text\u{0}\(line)"
    }
    if occurrence > 1 { text += "\u{0}\(occurrence)" }
    let prime: UInt128 = 1 << 88 | 0x13B
    var hash: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D
    for byte in text.utf8 { hash = (hash ^ UInt128(byte)) &* prime }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }

  /// By file, then code, then subject, so that a baseline reads as a report does.
  package static func < (left: Fingerprint, right: Fingerprint) -> Bool {
    left.order.lexicographicallyPrecedes(right.order)
  }

  private var order: [String] {
    switch subject {
    case .setting(let name): [file, code, "0", name]
    case .text(let line): [file, code, "1", line]
    }
  }
}

/// Makes the fingerprints of one report: keeps the lines of every input that a finding names.
package struct FingerprintBuilder {
  private let report: Report
  private let name: (SourceFile) -> String
  /// By file; to make a name takes longer than to look it up.
  private var names: [FileID: String] = [:]
  private var layouts: [FileID: EnclosingLines] = [:]

  /// `name` turns an input into its name in fingerprints.
  package init(_ report: Report, naming name: @escaping (SourceFile) -> String = Self.plainName) {
    (self.report, self.name) = (report, name)
  }

  /// The path as the user wrote it, without `./` and the like.
  package static func plainName(_ file: SourceFile) -> String {
    file.path.map(PathText.normalized) ?? file.name
  }

  /// The fingerprint of each finding of a report, in its order.
  package static func fingerprints(
    of report: Report, naming name: @escaping (SourceFile) -> String = Self.plainName
  ) -> [Fingerprint] {
    var builder = FingerprintBuilder(report, naming: name)
    return report.findings.map { builder.fingerprint(of: $0) }
  }

  /// The fingerprint of one finding of the report, suppressed or not.
  package mutating func fingerprint(of finding: PrintableDiagnostic) -> Fingerprint {
    Fingerprint(
      code: finding.id.code, file: name(of: finding.span.file),
      subject: finding.setting.map { .setting($0) } ?? .text(text(at: finding.span)))
  }

  private mutating func name(of file: FileID) -> String {
    let found = names[file] ?? name(report.sources[file])
    names[file] = found
    return found
  }

  private mutating func text(at span: SourceSpan) -> String {
    // What concerns a whole file points at its start.
    guard span.upper > 0 else { return "" }
    let layout = layouts[span.file] ?? EnclosingLines(report.sources[span.file])
    layouts[span.file] = layout
    return layout.path(to: span).map { line in
      DisplayLine(report.sources[span.file], line, report.hidden, in: span.file)
        .window(around: 0..<0, widest: .max).text
    }.joined(separator: " › ")
  }
}

/// The digests of one report's findings, each of them different: equal findings are numbered.
package struct FingerprintDigests {
  private var builder: FingerprintBuilder
  private var seen: [Fingerprint: Int] = [:]

  package init(_ report: Report) { builder = FingerprintBuilder(report) }

  /// The digest of the report's next finding.
  package mutating func next(_ finding: PrintableDiagnostic) -> String {
    let fingerprint = builder.fingerprint(of: finding)
    let occurrence = seen[fingerprint, default: 0] + 1
    seen[fingerprint] = occurrence
    return fingerprint.digest(occurrence: occurrence)
  }
}

/// The lines of an input, each with the line that encloses it by its indentation.
private struct EnclosingLines {
  private let table: LineTable
  private let bytes: [UInt8]
  /// The enclosing line of each line; -1 for none.
  private var parents: [Int] = []

  /// The most bytes of a line that identify it; of longer lines, those around the finding.
  private static let longest = 160

  init(_ file: SourceFile) {
    (table, bytes) = (LineTable(file), file.bytes)
    parents.reserveCapacity(table.lineCount)
    var open: [(line: Int, indentation: Int)] = []
    for line in 0..<table.lineCount {
      let content = content(of: line)
      let isComment = content.first.map { bytes[$0] == UInt8(ascii: "#") } ?? true
      let indentation = content.lowerBound - table.contents(of: line).lowerBound
      if isComment {
        parents.append(open.last?.line ?? -1)
        continue
      }
      while let last = open.last, last.indentation >= indentation { open.removeLast() }
      parents.append(open.last?.line ?? -1)
      open.append((line, indentation))
    }
  }

  /// The lines around a span from the outside to the one that it starts in, without indentation.
  func path(to span: SourceSpan) -> [Range<Int>] {
    let own = table.line(at: Int(span.lower))
    var path = [excerpt(content(of: own), around: span.range)]
    var line = parents[own]
    while line >= 0, path.count < 8 {
      path.append(excerpt(content(of: line), around: nil))
      line = parents[line]
    }
    return path.reversed()
  }

  /// The bytes of a line without the blanks around them.
  private func content(of line: Int) -> Range<Int> {
    let whole = table.contents(of: line)
    var (lower, upper) = (whole.lowerBound, whole.upperBound)
    while lower < upper, bytes[lower] == 0x20 || bytes[lower] == 0x09 { lower += 1 }
    while upper > lower, bytes[upper - 1] == 0x20 || bytes[upper - 1] == 0x09 { upper -= 1 }
    return lower..<upper
  }

  private func excerpt(_ line: Range<Int>, around span: Range<Int>?) -> Range<Int> {
    guard line.count > Self.longest else { return line }
    let start = span.map { max(line.lowerBound, $0.lowerBound - Self.longest / 4) }
    return
      (start ?? line.lowerBound)..<min(
        line.upperBound, (start ?? line.lowerBound) + Self.longest)
  }
}
