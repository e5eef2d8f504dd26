extension [String] {
  /// The elements as a list: `a, b and c`.
  var listed: String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " and " + last
  }

  /// The same list with each element in backquotes, cut to a length that a message can contain.
  var enumeration: String { map { "`\($0.prefix(60))`" }.listed }
}
