/// The locations of errors, in which overlapping ones are found quickly.
struct ErrorSpans: Sendable {
  /// Locations by input and start.
  private struct Run: Sendable {
    private(set) var spans: [SourceSpan] = []
    /// For each, how far it and those before it in its input reach.
    private var ends: [Int32] = []

    mutating func insert(_ span: SourceSpan) {
      let index = spans.partitionPoint { Self.isBefore($0, span.file, span.lower + 1) }
      spans.insert(span, at: index)
      ends.insert(0, at: index)
      updateEnds(from: index)
    }

    mutating func merge(_ other: Run) {
      var merged: [SourceSpan] = []
      merged.reserveCapacity(spans.count + other.spans.count)
      var rest = spans[...]
      for span in other.spans {
        while let next = rest.first, !Self.isBefore(span, next.file, next.lower) {
          merged.append(next)
          rest.removeFirst()
        }
        merged.append(span)
      }
      spans = merged + rest
      ends = Array(repeating: 0, count: spans.count)
      updateEnds(from: 0)
    }

    private mutating func updateEnds(from start: Int) {
      for index in start..<spans.count {
        let isFirst = index == 0 || spans[index - 1].file != spans[index].file
        ends[index] = isFirst ? spans[index].upper : max(ends[index - 1], spans[index].upper)
      }
    }

    func overlaps(_ span: SourceSpan) -> Bool {
      // Of those that begin before its end, one has to reach beyond its start.
      let index = spans.partitionPoint { Self.isBefore($0, span.file, span.upper) } - 1
      return index >= 0 && spans[index].file == span.file && ends[index] > span.lower
    }

    private static func isBefore(_ span: SourceSpan, _ file: FileID, _ offset: Int32) -> Bool {
      span.file == file ? span.lower < offset : span.file < file
    }
  }

  private var settled = Run()
  /// Those that came after others that they precede: so few that making room for one costs little.
  private var recent = Run()
  private static let most = 1024

  mutating func insert(_ span: SourceSpan) {
    if let last = settled.spans.last, (span.file, span.lower) < (last.file, last.lower) {
      recent.insert(span)
      guard recent.spans.count > Self.most else { return }
      settled.merge(recent)
      recent = Run()
    } else {
      settled.insert(span)
    }
  }

  /// Whether one of them overlaps a span.
  func overlaps(_ span: SourceSpan) -> Bool { settled.overlaps(span) || recent.overlaps(span) }
}
