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

  /// The restricted Damerau–Levenshtein distance.
  static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        var cost = min(
          previous[column] + (left[row] == right[column] ? 0 : 1),
          previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, beforePrevious[column - 1] + 1)
        }
        current.append(cost)
      }
      (beforePrevious, previous) = (previous, current)
    }
    return previous[right.count]
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

  /// Whether a name is within `limit` edits of a text whose letters are all in lower case.
  package func resembles(lower: UnsafeBufferPointer<UInt8>, limit: Int) -> Bool {
    nearest(lower, limit: limit) { _ in true } != nil
  }

  private func nearest(
    _ written: UnsafeBufferPointer<UInt8>, limit: Int?, _ isCandidate: (Name) -> Bool
  ) -> Name? {
    guard !written.isEmpty, written.count <= 64 else { return nil }
    let characters = Self.characters(written)
    var best: (name: Name, distance: Int)?
    for known in names {
      let allowed = limit ?? min(2, max(written.count, known.lower.count) / 3)
      // An edit adds at most one kind of character and removes at most one.
      guard abs(known.lower.count - written.count) <= allowed,
        (known.characters ^ characters).nonzeroBitCount <= 2 * allowed, isCandidate(known)
      else { continue }
      let distance = NameSuggestion.distance(Array(written), known.lower)
      guard distance <= allowed, distance < best?.distance ?? .max else { continue }
      best = (known, distance)
    }
    return best?.name
  }

  /// A bit for each kind of character in a name.
  private static func characters(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
    name.reduce(0) { $0 | 1 << UInt64($1 & 63) }
  }
}
