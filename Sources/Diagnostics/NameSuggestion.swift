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
    let written = Array(name.lowercased().utf8)
    guard !written.isEmpty, written.count <= 64 else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in candidates where candidate != name {
      let length = candidate.utf8.count
      let allowed = limit ?? min(2, max(written.count, length) / 3)
      guard abs(length - written.count) <= allowed else { continue }
      let known = Array(candidate.lowercased().utf8)
      let distance = distance(written, known)
      guard distance <= allowed, distance < best?.distance ?? .max else { continue }
      best = (candidate, distance)
    }
    return best?.name
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
