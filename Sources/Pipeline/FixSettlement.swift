import ConfigSyntax
import Diagnostics

/// Turns the rewrites of findings into edits, in the layout of their inputs.
///
/// A fix is dropped if its text is not in the input as it is understood (escapes, folded lines, the
/// result of an expression), or if the new text would be read differently where it stands.
struct FixSettlement {
  private let sources: SourceMap
  private let documents: [ConfigDocument]
  /// What aliases and merge keys repeat: a change of it changes every use.
  private let repeated: SpanSet
  /// Built for the first fix that looks at the keys around it.
  private lazy var entries = EntryIndex(documents)

  private init(_ sources: SourceMap, _ documents: [ConfigDocument]) {
    (self.sources, self.documents) = (sources, documents)
    repeated = SpanSet(documents.flatMap { $0.root?.repeatedSpans ?? [] })
  }

  /// The findings without rewrites.
  static func settle(
    _ bag: DiagnosticBag, of documents: [ConfigDocument], _ sources: SourceMap
  ) -> DiagnosticBag {
    // Most runs have no fix, and need not look at the documents again.
    guard bag.contains(where: { !$0.fixes.isEmpty }) else { return bag }
    var settlement = FixSettlement(sources, documents)
    return bag.map { finding in
      var settled = finding
      settled.fixes = finding.fixes.compactMap { settlement.settle($0) }
      return settled
    }
  }

  private mutating func settle(_ fix: FixIt) -> FixIt? {
    var edits = fix.edits
    if let rewrite = fix.rewrite {
      guard let rewrite = resolved(rewrite), let found = self.edits(rewrite) else { return nil }
      edits = found
    }
    let isShared = edits.contains { repeated.contains($0.span) }
    return FixIt(fix.summary, edits, isShared ? .unsafe : fix.applicability)
  }

  /// The same rewrite in terms of the key; nil if the value is not in a mapping of a document.
  private mutating func resolved(_ rewrite: Rewrite) -> Rewrite? {
    switch rewrite.change {
    case .keyRenamed(let name):
      return entries.entry(ofValueAt: rewrite.target.span).map { Rewrite($0.key, .renamed(name)) }
    case .entryRemoved:
      return entries.entry(ofValueAt: rewrite.target.span).map {
        Rewrite($0.key, .removed(through: $0.value.span))
      }
    case .text, .literal, .quoted, .renamed, .nested, .removed, .lineAdded: return rewrite
    }
  }

  private mutating func edits(_ rewrite: Rewrite) -> [Edit]? {
    if case .lineAdded(let text) = rewrite.change {
      return sources[rewrite.target.span.file].line(text, after: rewrite.target.span).map { [$0] }
    }
    guard let written = Written(rewrite.target, in: sources) else { return nil }
    if case .nested(let section, let name, let rivals) = rewrite.change {
      return nested(written, below: section, as: name, rivals)
    }
    return edit(rewrite, written).map { [$0] }
  }

  private mutating func edit(_ rewrite: Rewrite, _ written: Written) -> Edit? {
    switch rewrite.change {
    case .text(let text):
      guard text != written.text, written.holds(text) else { return nil }
      return .shortest(from: written.text, to: text, at: written.inner)
    case .literal(let word):
      guard written.isQuoted || word != written.text else { return nil }
      let space = written.isBlank && !written.followsSpace ? " " : ""
      return .replace(written.outer, with: space + word)
    case .quoted:
      guard !written.isQuoted, !written.text.needsEscapes else { return nil }
      return .replace(written.outer, with: "\"\(written.text)\"")
    case .renamed(let name):
      let isFree = entries.names(nextTo: rewrite.target.span).map { !$0.contains(name) } ?? true
      guard isFree, written.isQuoted ? !name.needsEscapes : name.isPlainKey else { return nil }
      return .replace(written.inner, with: name)
    case .removed(let end):
      // The last key of a section is left, because an empty section is null.
      guard entries.names(nextTo: rewrite.target.span).map({ $0.count > 1 }) ?? true else {
        return nil
      }
      return sources[end.file].lines(from: rewrite.target.span, through: end).map {
        .replace($0, with: "")
      }
    case .nested, .lineAdded, .keyRenamed, .entryRemoved: return nil
    }
  }

  /// The edits that write `section: {name: value}` for a key with a single value.
  private mutating func nested(
    _ key: Written, below section: String, as name: String, _ rivals: [String]
  ) -> [Edit]? {
    guard let keys = entries.names(nextTo: key.outer), !keys.contains(section),
      !keys.contains(where: rivals.contains), !key.isQuoted,
      let value = entries.entry(withKeyAt: key.outer)?.value,
      value.via.isEmpty,
      let text = value.located.flatMap({ Written($0, in: sources) }),
      text.isQuoted || text.text.isPlainValue
    else { return nil }
    let end = value.span.range.count
    return [
      .replace(key.outer, with: "\(section): {\(name)"),
      .replace(value.span.sub(end..<end), with: "}"),
    ]
  }
}

/// A value or key whose text is in the input as it is understood.
private struct Written {
  let text: String
  /// With its quotes.
  let outer: SourceSpan
  /// Without its quotes.
  let inner: SourceSpan
  /// Whether white space precedes it.
  let followsSpace: Bool

  /// Nil for text that was written with escapes, on several lines, or in an expression.
  init?(_ target: Located, in sources: SourceMap) {
    let bytes = sources[target.span.file].bytes
    let range = target.span.range
    guard range.upperBound <= bytes.count else { return nil }
    (text, outer) = (target.value, target.span)
    followsSpace = range.lowerBound == 0 || bytes[range.lowerBound - 1] <= 0x20
    let written = bytes[range]
    if written.elementsEqual(text.utf8) {
      inner = outer
      return
    }
    guard written.count >= 2, let quote = written.first, quote == written.last,
      quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      written.dropFirst().dropLast().elementsEqual(text.utf8), !text.needsEscapes
    else { return nil }
    inner = outer.sub(1..<range.count - 1)
  }

  var isQuoted: Bool { inner != outer }
  var isBlank: Bool { outer.range.isEmpty }

  /// Whether `new` may replace the text and is still read as text, if the old one was.
  func holds(_ new: String) -> Bool {
    guard !isQuoted else { return !new.needsEscapes }
    guard new.isPlainValue else { return false }
    if case .string = Scalar.resolve(text), case .string = Scalar.resolve(new) { return true }
    if case .string = Scalar.resolve(text) { return false }
    return true
  }
}

extension Edit {
  /// The edit that only inserts or only removes if one of the texts contains the other at its ends;
  /// otherwise, all of the text is replaced, which is easier to read.
  fileprivate static func shortest(
    from old: String, to new: String, at span: SourceSpan
  ) -> Edit {
    let (before, after) = (Array(old.unicodeScalars), Array(new.unicodeScalars))
    let least = min(before.count, after.count)
    let head = zip(before, after).prefix { $0 == $1 }.count
    let tail = zip(before.reversed(), after.reversed()).prefix { $0 == $1 }.count
    guard head + tail >= least, least > 0 else { return .replace(span, with: new) }
    let start = before[..<head].reduce(0) { $0 + UTF8.width($1) }
    let rest = least - head
    let end = before[(before.count - rest)...].reduce(0) { $0 + UTF8.width($1) }
    let inserted = String(String.UnicodeScalarView(after[head..<(after.count - rest)]))
    return .replace(span.sub(start..<span.range.count - end), with: inserted)
  }
}

extension SourceFile {
  /// The lines of a key and its value with their line breaks; nil if anything else is on them.
  fileprivate func lines(from key: SourceSpan, through value: SourceSpan) -> SourceSpan? {
    var lower = Int(key.lower)
    while lower > 0, bytes[lower - 1] == 0x20 || bytes[lower - 1] == 0x09 { lower -= 1 }
    guard lower == 0 || bytes[lower - 1] == 0x0A, value.lower >= key.upper else { return nil }
    let entry = bytes[Int(key.lower)..<Int(value.upper)]
    guard !entry.contains(0x0A) else { return nil }
    var upper = Int(value.upper)
    while upper < bytes.count, bytes[upper] == 0x20 || bytes[upper] == 0x0D { upper += 1 }
    guard upper < bytes.count, bytes[upper] == 0x0A else { return nil }
    return SourceSpan(key.file, lower, upper + 1)
  }

  /// The edit that adds a line after that of a value; nil if more than a comment follows the value.
  fileprivate func line(_ text: String, after value: SourceSpan) -> Edit? {
    guard !beginsAsJSON, Int(value.upper) <= bytes.count else { return nil }
    let rest = bytes[Int(value.upper)...].prefix { $0 != 0x0A && $0 != 0x0D }
    guard rest.first(where: { $0 > 0x20 }).map({ $0 == UInt8(ascii: "#") }) ?? true else {
      return nil
    }
    let start = bytes[..<Int(value.lower)].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let margin = bytes[start...].prefix { $0 == 0x20 || $0 == 0x09 }
    let isWindows = rest.endIndex < bytes.count && bytes[rest.endIndex] == 0x0D
    let end = SourceSpan(value.file, rest.endIndex, rest.endIndex)
    let indentation = String(decoding: margin, as: UTF8.self)
    return .replace(end, with: (isWindows ? "\r\n" : "\n") + indentation + text)
  }
}

extension String {
  /// Whether the text can't be written between quotes as it is, in YAML, JSON or HCL.
  fileprivate var needsEscapes: Bool {
    utf8.contains { $0 < 0x20 || $0 == 0x22 || $0 == 0x27 || $0 == 0x5C || $0 == 0x7F }
      || contains("${") || contains("%{")
  }

  /// Whether every format reads the text as itself without quotes, also inside brackets of YAML.
  fileprivate var isPlainValue: Bool {
    guard let first = utf8.first, let last = utf8.last else { return false }
    let isStart = first.isLetter || first.isDigit || first == UInt8(ascii: "/")
    return isStart && last != UInt8(ascii: ":")
      && utf8.allSatisfy { $0.isLetter || $0.isDigit || "_-./:@%+=~&".utf8.contains($0) }
  }

  /// Whether the text can be a key without quotes.
  fileprivate var isPlainKey: Bool {
    guard let first = utf8.first else { return false }
    return first.isLetter || first == UInt8(ascii: "_")
      ? utf8.allSatisfy { $0.isLetter || $0.isDigit || "_-.".utf8.contains($0) } : false
  }
}
