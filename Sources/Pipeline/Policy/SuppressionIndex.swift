import ConfigSyntax
import Diagnostics
import Project

/// The suppressions in the comments of all inputs, by the lines that they apply to.
struct SuppressionIndex: Sendable {
  /// An input that may have comments.
  struct Source: Sendable {
    let file: FileID
    let syntax: CommentReader.Syntax
  }

  /// A code in a suppression.
  private struct Key: Hashable, Sendable {
    let file: FileID
    let line: Int
    let code: String
  }

  /// A code of a suppression, as an index in `suppressions` and one in its codes.
  fileprivate struct Use: Hashable, Sendable {
    let suppression: Int
    let code: Int
  }

  private var suppressions: [Suppression] = []
  private var uses: [Key: Use] = [:]
  private var tables: [FileID: LineTable] = [:]
  /// What is wrong with the comments.
  private(set) var findings = DiagnosticBag()
  /// What malformed suppressions consist of, which nobody knows.
  private var malformed: [SourceSpan] = []
  private let now: Int64

  /// Reads the comments of those inputs that mention this program; nil if none does.
  init?(_ sources: [Source], _ map: SourceMap, now: Int64, _ policy: FindingPolicy) {
    let relevant = sources.filter { source in
      ByteSearch.first(Suppression.marker, in: map[source.file].bytes[...]) != nil
    }
    guard !relevant.isEmpty else { return nil }
    self.now = now
    for source in relevant { read(source, map[source.file], policy) }
    guard !suppressions.isEmpty || !findings.isEmpty else { return nil }
  }

  private mutating func read(_ source: Source, _ file: SourceFile, _ policy: FindingPolicy) {
    let comments = CommentReader.comments(in: file, source.file, source.syntax)
    guard !comments.isEmpty else { return }
    let table = LineTable(file)
    tables[source.file] = table
    let lines = CommentLines(comments, table, file)
    for comment in comments {
      let own = table.line(at: Int(comment.span.lower))
      var mistakes = DiagnosticBag()
      let read = Suppression(comment, in: file, DiagnosticCatalog.codes, &mistakes)
      guard let suppression = read else {
        guard !mistakes.isEmpty else { continue }
        findings.report(mistakes.sorted)
        malformed += [Suppression.arguments(of: comment, in: file)].compactMap(\.self)
        continue
      }
      let number = suppressions.count
      suppressions.append(suppression)
      if suppression.until?.day.isOver(at: now) == true { continue }
      for (index, code) in suppression.codes.enumerated() {
        guard allows(code, policy) else { continue }
        let use = Use(suppression: number, code: index)
        // Of several, the nearest counts; the others are unused.
        for line in [own, lines.next(after: own)].compactMap({ $0 }) {
          uses[Key(file: source.file, line: line, code: code.id.code)] = use
        }
      }
    }
  }

  /// Whether a code may be suppressed; reports it if not.
  private mutating func allows(_ code: Suppression.Code, _ policy: FindingPolicy) -> Bool {
    if code.id.isBinding {
      findings.report(.binding(code.id, code.span))
    } else if policy.neverSuppress.contains(code.id.code) {
      findings.report(.listedAsNever(code.id, code.span))
    } else {
      return true
    }
    return false
  }

  /// The parts of comments that may hold anything: no frame shows them.
  var hidden: [SourceSpan] { suppressions.map(\.reason.span) + malformed }

  /// Which codes were used, to find those that were not.
  struct Log {
    fileprivate var used: Set<Use> = []
  }

  /// The reason why a finding is suppressed; nil if it is not.
  func reason(for finding: Diagnostic, _ log: inout Log) -> Located? {
    guard let table = tables[finding.span.file] else { return nil }
    let line = table.line(at: Int(finding.span.lower))
    let key = Key(file: finding.span.file, line: line, code: finding.id.code)
    guard let use = uses[key] else { return nil }
    log.used.insert(use)
    return suppressions[use.suppression].reason
  }

  /// The suppressions that expired, and those that suppressed nothing although `isChecked` says that
  /// their code would have been reported.
  func idle(
    _ log: Log, _ sources: SourceMap, isChecked: (Suppression.Code) -> Bool
  ) -> [Diagnostic] {
    suppressions.enumerated().flatMap { number, suppression -> [Diagnostic] in
      if let until = suppression.until, until.day.isOver(at: now) {
        return [.expired(suppression, until.day, until.span)]
      }
      return suppression.codes.enumerated().compactMap { index, code in
        let isUsed = log.used.contains(Use(suppression: number, code: index))
        guard !isUsed, isChecked(code) else { return nil }
        return .unused(code, suppression.removal(of: index, in: sources[code.span.file]))
      }
    }
  }
}

/// Which lines contain only comments.
private struct CommentLines {
  /// The line that a comment on a line of its own applies to.
  private var targets: [Int: Int] = [:]

  /// `comments` are in order.
  init(_ comments: [Comment], _ table: LineTable, _ file: SourceFile) {
    var lines: [Int: [SourceSpan]] = [:]
    var only: Set<Int> = []
    for comment in comments {
      let first = table.line(at: Int(comment.span.lower))
      let last = table.line(at: max(Int(comment.span.lower), Int(comment.span.upper) - 1))
      for line in Set([first, last]) { lines[line, default: []].append(comment.span) }
      if last > first + 1 { only.formUnion(first + 1..<last) }
    }
    for (line, spans) in lines
    where Self.isBlank(table.contents(of: line), except: spans, file.bytes) {
      only.insert(line)
    }
    for line in only.sorted(by: >) { targets[line] = targets[line + 1] ?? line + 1 }
  }

  private static func isBlank(
    _ line: Range<Int>, except spans: [SourceSpan], _ bytes: [UInt8]
  ) -> Bool {
    var offset = line.lowerBound
    for span in spans {
      guard bytes[offset..<max(offset, Int(span.lower))].allSatisfy({ $0 <= 0x20 }) else {
        return false
      }
      offset = max(offset, min(Int(span.upper), line.upperBound))
    }
    return bytes[offset..<line.upperBound].allSatisfy { $0 <= 0x20 }
  }

  /// The next line after those that contain only comments; nil if `line` contains something else.
  func next(after line: Int) -> Int? { targets[line] }
}

extension Diagnostic {
  fileprivate static func unused(_ code: Suppression.Code, _ removal: SourceSpan?) -> Diagnostic {
    var diagnostic = Diagnostic(
      SuppressionProblem.unused, "`\(code.id.code)` is not reported here", at: code.span)
    diagnostic.help = "remove it from the suppression"
    // With other options or inputs, it may be reported.
    diagnostic.fixes = removal.map { [FixIt("remove it", [.replace($0, with: "")], .unsafe)] } ?? []
    return diagnostic
  }

  fileprivate static func expired(
    _ suppression: Suppression, _ day: CalendarDay, _ span: SourceSpan
  ) -> Diagnostic {
    let codes = suppression.codes.map { "`\($0.id.code)`" }.joined(separator: ", ")
    var diagnostic = Diagnostic(
      SuppressionProblem.expired, "the suppression of \(codes) ended after \(day.text)", at: span)
    diagnostic.help = "fix the findings and remove it, or agree on a later date"
    return diagnostic
  }
}
