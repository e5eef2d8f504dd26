/// "Did you mean": the known name nearest to what was written.
package enum NameSuggestion {
  /// The candidate within `limit` edits of `name` that is nearest, the earliest among equals;
  /// nil when none resembles it.
  ///
  /// An edit is an insertion, a deletion, a substitution or a swap of neighbours; letter case is
  /// free. The limit defaults to a third of the longer name's length, 2 at most.
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

/// Names that many others are held against.
package struct KnownNames: Sendable {
  private struct Name: Sendable {
    let text: String
    let lower: [UInt8]
    /// A bit for each kind of character in the name.
    let characters: UInt64

    init(_ text: String) {
      self.text = text
      lower = Array(text.lowercased().utf8)
      characters = lower.reduce(0) { $0 | 1 << UInt64($1 & 63) }
    }
  }

  private let names: [Name]

  package init(_ names: some Sequence<String>) { self.names = names.map(Name.init) }

  package func contains(_ text: String) -> Bool { names.contains { $0.text == text } }

  /// As `NameSuggestion.nearest`.
  package func nearest(to text: String, limit: Int? = nil) -> String? {
    let written = Name(text)
    guard !written.lower.isEmpty, written.lower.count <= 64 else { return nil }
    var best: (name: String, distance: Int)?
    for known in names where known.text != text {
      let allowed = limit ?? min(2, max(written.lower.count, known.lower.count) / 3)
      // An edit brings in one kind of character and takes away another, at most.
      guard abs(known.lower.count - written.lower.count) <= allowed,
        (known.characters ^ written.characters).nonzeroBitCount <= 2 * allowed
      else { continue }
      let distance = NameSuggestion.distance(written.lower, known.lower)
      guard distance <= allowed, distance < best?.distance ?? .max else { continue }
      best = (known.text, distance)
    }
    return best?.name
  }
}
