/// What a record contains in addition to texts and locations; formats ask for what they print.
package struct RecordDetail: OptionSet, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  /// The source lines, for people.
  package static let frames = RecordDetail(rawValue: 1)
  /// Columns in UTF-16, which takes time proportional to the length of a line.
  package static let utf16Columns = RecordDetail(rawValue: 2)
  /// Fingerprints, which remain when lines move.
  package static let fingerprints = RecordDetail(rawValue: 4)
  /// Findings that the site has accepted, as records of their own.
  package static let suppressed = RecordDetail(rawValue: 8)
}
