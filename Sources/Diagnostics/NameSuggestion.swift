/// "Did you mean": the known name nearest to the written one.
package enum NameSuggestion {
  /// The candidate within `limit` edits of `name` that is nearest, the earliest among equals;
  /// nil when none resembles it.
  ///
  /// An edit is an insertion, a deletion, a substitution or a swap of neighbours; letter case is
  /// ignored. The limit defaults to a third of the longer name's length, 2 at most.
  package static func nearest(
    to name: String, among candidates: some Sequence<String>, limit: Int? = nil
  ) -> String? {
    KnownNames(candidates).nearest(to: name, limit: limit)
  }

  /// The candidates that resemble `name`, the nearest first, and in lexical order among equals; at
  /// most `count`.
  package static func similar(
    to name: String, among candidates: some Sequence<String>, atMost count: Int
  ) -> [String] {
    KnownNames(Set(candidates)).similar(to: name, atMost: count)
  }

  /// The restricted Damerau–Levenshtein distance; nil if it is above `limit`.
  static func distance(
    _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>, limit: Int
  ) -> Int? {
    guard abs(left.count - right.count) <= limit else { return nil }
    // What both have at the beginning or at the end does not change the distance.
    let shorter = min(left.count, right.count)
    var start = 0
    while start < shorter, left[start] == right[start] { start += 1 }
    var end = 0
    while end < shorter - start, left[left.count - 1 - end] == right[right.count - 1 - end] {
      end += 1
    }
    return distanceBetween(
      UnsafeBufferPointer(rebasing: left[start..<left.count - end]),
      UnsafeBufferPointer(rebasing: right[start..<right.count - end]), limit: limit)
  }

  /// The distance of texts that differ at both ends; only cells within `limit` of the diagonal of the
  /// table can be part of a short way.
  private static func distanceBetween(
    _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>, limit: Int
  ) -> Int? {
    let width = right.count + 1
    let tooMany = limit + 1
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: 3 * width) { cells in
      for column in 0..<min(width, limit + 2) { cells[column] = column }
      // The rows follow each other in a ring of three.
      var (beforePrevious, previous, current) = (2 * width, 0, width)
      var previousLeast = 0
      for row in left.indices {
        let columns = max(0, row - limit)..<max(0, row - limit, min(right.count, row + limit + 1))
        cells[current + columns.lowerBound] = columns.lowerBound == 0 ? row + 1 : tooMany
        var least = cells[current + columns.lowerBound]
        for column in columns {
          var cost = min(
            cells[previous + column] + (left[row] == right[column] ? 0 : 1),
            cells[previous + column + 1] + 1, cells[current + column] + 1)
          if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
            cost = min(cost, cells[beforePrevious + column - 1] + 1)
          }
          cells[current + column + 1] = cost
          least = min(least, cost)
        }
        if columns.upperBound + 1 < width { cells[current + columns.upperBound + 1] = tooMany }
        // Later rows come from these two, and a swap from the first of them costs one.
        if least > limit, previousLeast >= limit { return nil }
        previousLeast = least
        (beforePrevious, previous, current) = (previous, current, beforePrevious)
      }
      let distance = cells[previous + right.count]
      return distance <= limit ? distance : nil
    }
  }
}

/// Names that many others are compared with.
///
/// They are sorted by length, so that a text is compared only with those that are about as long, and with
/// few of these, because most differ in too many letters. It never changes, and as an object it is passed on
/// without counting references to each of its lists.
package final class KnownNames: Sendable {
  private struct Name: Sendable {
    /// Its position among the names, which decides among equals.
    let number: Int
    /// Where it is in `lower`.
    let range: Range<Int>
    let characters: UInt64
  }

  private let texts: [String]
  /// The shortest first.
  private let names: [Name]
  /// The names one after the other, in lower case.
  private let lower: [UInt8]
  /// By length, how many names are shorter.
  private let shorter: [Int]
  /// By length, the characters of all names that are so long.
  private let characters: [UInt64]

  /// Lower-cases the names once, so that comparing many words with them costs less.
  package init(_ texts: some Sequence<String>) {
    self.texts = Array(texts)
    var (names, lower): ([Name], [UInt8]) = ([], [])
    for (number, text) in self.texts.enumerated() {
      let start = lower.count
      lower += text.lowercased().utf8
      names.append(
        Name(
          number: number, range: start..<lower.count, characters: Self.characters(lower[start...])))
    }
    names.sort { ($0.range.count, $0.number) < ($1.range.count, $1.number) }
    var (shorter, characters): ([Int], [UInt64]) = ([], [])
    for (index, name) in names.enumerated() {
      while shorter.count <= name.range.count {
        shorter.append(index)
        characters.append(0)
      }
      characters[name.range.count] |= name.characters
    }
    (self.names, self.lower, self.characters) = (names, lower, characters)
    self.shorter = shorter + [names.count]
  }

  /// Whether it is one of the names, letter case included.
  package func contains(_ text: String) -> Bool { texts.contains(text) }

  /// As `NameSuggestion.nearest`.
  package func nearest(to text: String, limit: Int? = nil) -> String? {
    var best: (distance: Int, number: Int)?
    text.withLowercaseUTF8 { written in
      for (name, allowed) in candidates(for: written, limit: limit) {
        let found = distance(of: name, to: written, limit: min(allowed, best?.distance ?? allowed))
        guard let found, (found, name.number) < best ?? (.max, .max), texts[name.number] != text
        else { continue }
        best = (found, name.number)
      }
    }
    return best.map { texts[$0.number] }
  }

  /// As `NameSuggestion.similar`.
  func similar(to text: String, atMost count: Int) -> [String] {
    let found = text.withLowercaseUTF8 { written in
      candidates(for: written, limit: nil).compactMap { name, allowed in
        distance(of: name, to: written, limit: allowed).map { (texts[name.number], $0) }
      }
    }
    return found.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.prefix(count).map { $0.0 }
  }

  /// Whether a name is within `limit` edits of a text whose letters are all in lower case.
  package func resembles(lower: UnsafeBufferPointer<UInt8>, limit: Int) -> Bool {
    candidates(for: lower, limit: limit).contains {
      distance(of: $0.name, to: lower, limit: $0.limit) != nil
    }
  }

  /// The longest text that is compared, in bytes; no name is longer.
  private static let longest = 64

  /// The most edits that any comparison allows.
  private static let most = 2

  /// The names that length and letters do not rule out, each with the edits that it allows: by default a
  /// third of the longer text's length, 2 at most.
  private func candidates(
    for written: UnsafeBufferPointer<UInt8>, limit: Int?
  ) -> [(name: Name, limit: Int)] {
    var candidates: [(name: Name, limit: Int)] = []
    guard !written.isEmpty, written.count <= Self.longest else { return candidates }
    let characters = Self.characters(written)
    let reach = limit ?? Self.most
    for length in max(0, written.count - reach)...written.count + reach {
      guard length + 1 < shorter.count else { break }
      let allowed = limit ?? min(Self.most, max(written.count, length) / 3)
      // An edit adds at most one kind of character and removes at most one.
      guard abs(length - written.count) <= allowed,
        Self.hasAtMost(allowed, characters & ~self.characters[length])
      else { continue }
      for index in shorter[length]..<shorter[length + 1] {
        let own = names[index].characters
        guard Self.hasAtMost(allowed, characters & ~own),
          Self.hasAtMost(allowed, own & ~characters)
        else { continue }
        candidates.append((names[index], allowed))
      }
    }
    return candidates
  }

  private func distance(
    of name: Name, to written: UnsafeBufferPointer<UInt8>, limit: Int
  ) -> Int? {
    lower.withUnsafeBufferPointer {
      NameSuggestion.distance(
        written, UnsafeBufferPointer(rebasing: $0[name.range]), limit: limit)
    }
  }

  /// Whether at most `count` bits are set; counting all of them takes longer.
  private static func hasAtMost(_ count: Int, _ bits: UInt64) -> Bool {
    var rest = bits
    for _ in 0..<count { rest &= rest &- 1 }
    return rest == 0
  }

  /// A bit for each kind of character in a name.
  private static func characters(_ name: some Sequence<UInt8>) -> UInt64 {
    name.reduce(0) { $0 | 1 << UInt64($1 & 63) }
  }
}
