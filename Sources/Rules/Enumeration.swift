extension [String] {
  /// `a, b and c`.
  var listed: String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " and " + last
  }

  /// The same, each in backquotes and none longer than a message can bear.
  var enumeration: String { map { "`\($0.prefix(60))`" }.listed }
}
