/// Lists in the middle of a sentence, as messages need them.
extension [String] {
  /// The elements as a list: `a, b and c`; empty for none.
  package var listed: String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " and " + last
  }

  /// The elements in backquotes as a choice: "`a`, `b` or `c`"; empty for none.
  package var alternatives: String {
    let quoted = map { "`\($0.prefix(60))`" }
    guard let last = quoted.last, count > 1 else { return quoted.first ?? "" }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }

  /// The same list with each element in backquotes, cut to a length that a message can contain.
  package var enumeration: String { map { "`\($0.prefix(60))`" }.listed }
}

extension Int {
  /// The number with a noun whose plural ends in `s`: `1 file`, `2 files`.
  package func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}
