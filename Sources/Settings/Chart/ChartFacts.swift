import CFacts

/// A text of facts about chart operator-wandb and its operator, which is part of the program; the
/// comment at the head of each file in `CFacts` explains its format.
///
/// Nothing is read at start-up, and little is kept: what is looked up often has an index, and other
/// lookups scan the lines they need.
package enum ChartFacts: String, CaseIterable, Sendable {
  case keys = "chart-keys.txt"
  case releases = "chart-releases.txt"
  case reads = "chart-reads.txt"
  case names = "chart-names.txt"
  case defaults = "chart-defaults.txt"
  case types = "kubernetes-types.txt"
  case sizes = "chart-sizes.txt"
  case resource = "operator-v2-crd.txt"

  /// The whole text, whose children are the lines without indentation.
  var root: ChartFactLine { ChartFactLine(textOf: self) }

  /// How a line is found by its name.
  fileprivate enum Lookup {
    /// From the first line to the last.
    case linear
    /// In an index of all lines.
    case indexed(ChartFactIndex)
    /// In a text whose lines without indentation are sorted by name, and which is too long to be read
    /// as a whole.
    case binary
  }

  fileprivate var lookup: Lookup {
    switch self {
    case .keys: .indexed(Self.keyIndex)
    case .reads: .indexed(Self.readIndex)
    case .types: .indexed(Self.typeIndex)
    case .releases: .indexed(Self.releaseIndex)
    case .names: .indexed(Self.nameIndex)
    case .defaults: .binary
    case .sizes, .resource: .linear
    }
  }

  private static let keyIndex = ChartFactIndex(.keys)
  private static let readIndex = ChartFactIndex(.reads)
  private static let typeIndex = ChartFactIndex(.types)
  private static let releaseIndex = ChartFactIndex(.releases)
  private static let nameIndex = ChartFactIndex(.names)

  /// The bytes of the text.
  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text.bytes, count: Int(text.count))
  }

  /// The text as it is embedded.
  fileprivate var text: embedded_text {
    switch self {
    case .keys: wandb_chart_keys
    case .releases: wandb_chart_releases
    case .reads: wandb_chart_reads
    case .names: wandb_chart_names
    case .defaults: wandb_chart_defaults
    case .types: wandb_kubernetes_types
    case .sizes: wandb_chart_sizes
    case .resource: wandb_operator_crd
    }
  }
}

/// A line in a tree of facts: a name after as many spaces as its depth, then columns with a tab before
/// each.
///
/// The deeper lines that follow are its children and theirs.
struct ChartFactLine: Sendable {
  let facts: ChartFacts
  /// The number of spaces before the name; -1 for the text as a whole.
  let depth: Int
  /// The bytes of the name and the columns.
  private let range: Range<Int>

  fileprivate init(textOf facts: ChartFacts) { self.init(facts, depth: -1, -1..<(-1)) }

  private init(_ facts: ChartFacts, depth: Int, _ range: Range<Int>) {
    self.facts = facts
    self.depth = depth
    self.range = range
  }

  /// Where the name begins, which identifies the line among those of its text.
  var offset: Int { range.lowerBound }

  /// The bytes of a column, where the name is column 0; empty if there is none.
  func bytes(_ column: Int) -> UnsafeBufferPointer<UInt8> {
    guard depth >= 0 else { return UnsafeBufferPointer(start: nil, count: 0) }
    let bytes = facts.bytes
    var start = range.lowerBound
    var index = start
    var number = 0
    while index < range.upperBound {
      if bytes[index] == Self.tab {
        if number == column { break }
        number += 1
        start = index + 1
      }
      index += 1
    }
    return UnsafeBufferPointer(rebasing: bytes[(number == column ? start : index)..<index])
  }

  /// The text of a column; nil if it is missing or empty.
  func column(_ number: Int) -> String? {
    let bytes = bytes(number)
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  /// The releases in a column; none if it is missing or empty.
  func releases(_ column: Int) -> ReleaseIntervals { ReleaseIntervals(bytes(column)) }

  var name: String { column(0) ?? "" }

  /// The child with this name.
  func child(_ name: String) -> ChartFactLine? {
    switch facts.lookup {
    case .indexed(let index): index.child(of: self, name)
    case .binary where depth < 0: section(name.utf8)
    case .linear, .binary: firstChild { $0.isNamed(name.utf8) }
    }
  }

  /// The line without indentation that has this name, in a text that is sorted by these names.
  private func section(_ name: String.UTF8View) -> ChartFactLine? {
    let bytes = facts.bytes
    var (low, high) = (0, bytes.count)
    while low < high {
      let middle = (low + high) / 2
      var start = middle
      while start > low, !Self.isSectionStart(start, in: bytes) { start -= 1 }
      let line = ChartFactLine(facts, depth: 0, start..<embedded_line_end(facts.text, start))
      if line.isNamed(name) { return line }
      if line.bytes(0).lexicographicallyPrecedes(name) {
        low = middle + 1
        while low < high, !Self.isSectionStart(low, in: bytes) { low += 1 }
      } else {
        high = start
      }
    }
    return nil
  }

  private static func isSectionStart(
    _ offset: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    bytes[offset - 1] == newline && bytes[offset] != space
  }

  /// The line reached by names from here.
  func descendant(_ names: some Sequence<String>) -> ChartFactLine? {
    names.reduce(Optional(self)) { $0?.child($1) }
  }

  /// The lines that are one level deeper, in the order of the text.
  var children: [ChartFactLine] {
    var children: [ChartFactLine] = []
    _ = firstChild {
      children.append($0)
      return false
    }
    return children
  }

  /// The names of the children; faster than to ask each child when nothing else is needed.
  var childNames: [String] {
    var names: [String] = []
    _ = firstChild {
      names.append($0.name)
      return false
    }
    return names
  }

  /// The last line one level deeper.
  var lastChild: ChartFactLine? {
    var last: ChartFactLine?
    _ = firstChild {
      last = $0
      return false
    }
    return last
  }

  /// The first line one level deeper for which `matches` returns true.
  func firstChild(where matches: (ChartFactLine) -> Bool) -> ChartFactLine? {
    firstDescendant { $0.depth == depth + 1 && matches($0) }
  }

  /// The first deeper line for which `matches` returns true.
  func firstDescendant(where matches: (ChartFactLine) -> Bool) -> ChartFactLine? {
    let text = facts.text
    let bytes = facts.bytes
    var start = range.upperBound + 1
    while start < bytes.count {
      var name = start
      while name < bytes.count, bytes[name] == Self.space { name += 1 }
      let lineDepth = name - start
      guard lineDepth > depth else { return nil }
      let end = embedded_line_end(text, name)
      start = end + 1
      guard lineDepth > 0 || bytes[name] != Self.numberSign else { continue }
      let line = ChartFactLine(facts, depth: lineDepth, name..<end)
      if matches(line) { return line }
    }
    return nil
  }

  /// Whether the name is `other`; compares bytes, as the keys of values do.
  func isNamed(_ other: String.UTF8View) -> Bool {
    let bytes = facts.bytes
    let end = range.lowerBound + other.count
    guard end <= range.upperBound, end == range.upperBound || bytes[end] == Self.tab else {
      return false
    }
    return bytes[range.lowerBound..<end].elementsEqual(other)
  }

  private static let newline = UInt8(ascii: "\n")
  private static let tab = UInt8(ascii: "\t")
  private static let space = UInt8(ascii: " ")
  private static let numberSign = UInt8(ascii: "#")
}

extension ChartFacts {
  /// The lines that are not as the head of their file says, which are our own mistakes; a test expects
  /// none.
  package var unreadLines: [String] {
    var unread: [String] = []
    _ = root.firstDescendant { line in
      if !isReadable(line) { unread.append(line.name) }
      return false
    }
    return unread
  }

  private func isReadable(_ line: ChartFactLine) -> Bool {
    // A section that is not in its place in a sorted text is not found.
    guard line.depth > 0 || root.child(line.name) != nil else { return false }
    switch self {
    case .keys:
      return line.bytes(1).first.flatMap(ChartKey.Kind.init) != nil || line.column(1) == nil
    case .releases:
      guard line.depth > 0 else { return line.column(1) == nil && !line.children.isEmpty }
      return line.column(1) != nil || line.column(2) != nil
    case .reads:
      let kind = line.bytes(1)
      return
        (kind.isEmpty || (kind.count == 1 && kind.first.flatMap(ChartDefault.Kind.init) != nil))
        && (2...5).allSatisfy { line.column($0) == "=" && $0 == 3 || line.areReleases($0) }
        && line.column(6) == nil
    case .names: return line.depth == 0 && line.column(1) != nil && line.areReleases(1)
    case .defaults:
      return sequence(first: 1) { $0 + 2 }.prefix { line.column($0) != nil }.allSatisfy {
        line.column($0).flatMap { ChartDefault($0) } != nil
          && line.column($0 + 1) != nil && line.areReleases($0 + 1)
      }
    case .types:
      guard line.depth > 0 else { return [nil, "!", "+"].contains(line.column(1)) }
      return line.column(1) != nil && [nil, "+"].contains(line.column(2)) && line.column(3) == nil
    case .sizes: return line.column(5) != nil && line.column(6) == nil
    case .resource: return ResourceField.isReadable(line)
    }
  }
}

extension ChartFactLine {
  /// Whether a column is empty or has intervals between known releases.
  fileprivate func areReleases(_ column: Int) -> Bool {
    releases(column).isWellFormed
      && releases(column).ranges.allSatisfy {
        ChartRelease.index(of: $0.lowerBound) != nil && ChartRelease.index(of: $0.upperBound) != nil
      }
  }
}
