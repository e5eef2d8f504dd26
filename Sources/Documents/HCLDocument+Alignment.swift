extension HCLDocument {
  /// The columns of consecutive lines, as `terraform fmt` aligns them.
  enum Alignment {
    /// How many spaces precede the parts of a line.
    struct Padding {
      var assignment = 0
      var comment = 0
    }

    static func paddings(of lines: [Line]) -> [Padding] {
      var paddings = Array(repeating: Padding(), count: lines.count)
      // Lines that are aligned have the same depth, so indentation does not count.
      let leads = lines.map { $0.assignment == nil ? nil : columns($0.lead) }
      for (index, width) in widths(leads).enumerated() {
        if let width { paddings[index].assignment = width }
      }
      let values = lines.enumerated().map { index, line -> Int? in
        guard line.comment != nil, let lead = leads[index] else { return nil }
        return lead + paddings[index].assignment + (line.assignment?.utf8.count ?? 0)
      }
      for (index, width) in widths(values).enumerated() {
        if let width { paddings[index].comment = width }
      }
      return paddings
    }

    /// The padding of each width to the longest one in its run without a nil.
    private static func widths(_ lengths: [Int?]) -> [Int?] {
      var result = lengths
      var start = 0
      while start < lengths.count {
        let chain = lengths[start...].prefix { $0 != nil }
        let longest = chain.reduce(0) { max($0, $1 ?? 0) }
        for index in chain.indices { result[index] = longest + 1 - (lengths[index] ?? 0) }
        start = chain.endIndex + 1
      }
      return result
    }

    /// The width of a name or of quoted text in characters.
    ///
    /// HCL counts the grapheme clusters of Unicode 15.0 in each of its tokens. They differ from
    /// Swift's in Indic scripts, where a virama joins consonants since 15.1, and at U+FFFD,
    /// which Go treats as an error; a token ends at quotes and on both sides of `$` and `%`.
    static func columns(_ text: String) -> Int {
      guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text.utf8.count }
      var count = 0
      var isFirst = true
      for character in text {
        count += 1
        var previous: Unicode.Scalar?
        for scalar in character.unicodeScalars {
          if let previous, startsCluster(scalar, after: previous, isFirst) { count += 1 }
          previous = scalar
        }
        isFirst = false
      }
      return count
    }

    private static func startsCluster(
      _ scalar: Unicode.Scalar, after previous: Unicode.Scalar, _ isFirst: Bool
    ) -> Bool {
      switch (previous, scalar) {
      case ("$", _), ("%", _), ("\u{FFFD}", _): return true
      case (_, "$"), (_, "%"), (_, "\u{FFFD}"), (_, "\""): return true
      case ("\"", _): return isFirst
      default: break
      }
      guard scalar.properties.generalCategory == .otherLetter else { return false }
      switch previous.properties.generalCategory {
      case .nonspacingMark, .spacingMark: return true
      default: return false
      }
    }
  }
}
