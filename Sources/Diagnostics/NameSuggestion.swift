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
    let width = right.count + 1
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: 3 * width) { cells in
      for column in 0..<width { cells[column] = column }
      // The rows follow each other in a ring of three.
      var (beforePrevious, previous, current) = (2 * width, 0, width)
      var previousLeast = 0
      for row in left.indices {
        cells[current] = row + 1
        var least = row + 1
        for column in right.indices {
          var cost = min(
            cells[previous + column] + (left[row] == right[column] ? 0 : 1),
            cells[previous + column + 1] + 1, cells[current + column] + 1)
          if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
            cost = min(cost, cells[beforePrevious + column - 1] + 1)
          }
          cells[current + column + 1] = cost
          least = min(least, cost)
        }
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
package struct KnownNames: Sendable {
  private struct Name: Sendable {
    let text: String
    let lower: [UInt8]
    let characters: UInt64

    init(_ text: String) {
      self.text = text
      lower = Array(text.lowercased().utf8)
      characters = lower.withUnsafeBufferPointer(KnownNames.characters)
    }

    /// The distance to a text with these characters; nil if it is above `limit`.
    func distance(
      to written: UnsafeBufferPointer<UInt8>, _ characters: UInt64, limit: Int
    ) -> Int? {
      // An edit adds at most one kind of character and removes at most one.
      guard abs(lower.count - written.count) <= limit,
        (self.characters ^ characters).nonzeroBitCount <= 2 * limit
      else { return nil }
      return lower.withUnsafeBufferPointer {
        NameSuggestion.distance(written, $0, limit: limit)
      }
    }
  }

  private let names: [Name]

  /// Lower-cases the names once, so that comparing many words with them costs less.
  package init(_ names: some Sequence<String>) { self.names = names.map(Name.init) }

  /// Whether it is one of the names, letter case included.
  package func contains(_ text: String) -> Bool { names.contains { $0.text == text } }

  /// As `NameSuggestion.nearest`.
  package func nearest(to text: String, limit: Int? = nil) -> String? {
    Array(text.lowercased().utf8).withUnsafeBufferPointer { lower in
      nearest(lower, limit: limit) { $0.text != text }?.text
    }
  }

  /// As `NameSuggestion.similar`.
  func similar(to text: String, atMost count: Int) -> [String] {
    let found = Array(text.lowercased().utf8).withUnsafeBufferPointer {
      written -> [(text: String, distance: Int)] in
      guard !written.isEmpty, written.count <= Self.longest else { return [] }
      let characters = Self.characters(written)
      return names.compactMap { known in
        known.distance(to: written, characters, limit: Self.limit(written, known))
          .map { (known.text, $0) }
      }
    }
    return found.sorted { ($0.distance, $0.text) < ($1.distance, $1.text) }.prefix(count)
      .map { $0.text }
  }

  /// A third of the longer text's length, 2 at most.
  private static func limit(_ written: UnsafeBufferPointer<UInt8>, _ known: Name) -> Int {
    min(2, max(written.count, known.lower.count) / 3)
  }

  /// Whether a name is within `limit` edits of a text whose letters are all in lower case.
  package func resembles(lower: UnsafeBufferPointer<UInt8>, limit: Int) -> Bool {
    guard !lower.isEmpty, lower.count <= Self.longest else { return false }
    let characters = Self.characters(lower)
    return names.contains { $0.distance(to: lower, characters, limit: limit) != nil }
  }

  /// The longest text that is compared, in bytes; no name is longer.
  private static let longest = 64

  private func nearest(
    _ written: UnsafeBufferPointer<UInt8>, limit: Int?, _ isCandidate: (Name) -> Bool
  ) -> Name? {
    guard !written.isEmpty, written.count <= Self.longest else { return nil }
    let characters = Self.characters(written)
    var best: (name: Name, distance: Int)?
    for known in names {
      let allowed = limit ?? Self.limit(written, known)
      guard let distance = known.distance(to: written, characters, limit: allowed),
        distance < best?.distance ?? .max, isCandidate(known)
      else { continue }
      best = (known, distance)
    }
    return best?.name
  }

  /// A bit for each kind of character in a name.
  private static func characters(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
    name.reduce(0) { $0 | 1 << UInt64($1 & 63) }
  }
}
