/// Regions of the inputs, for looking up whether a span is inside one of them.
package struct SpanSet: Sendable {
  /// The regions of each file in order, none inside another.
  private var regions: [FileID: [SourceSpan]] = [:]

  package init(_ spans: some Sequence<SourceSpan> = []) {
    let sorted = spans.filter { $0.lower < $0.upper }
      .sorted { ($0.lower, $1.upper) < ($1.lower, $0.upper) }
    for span in sorted {
      // The last one ends last; otherwise, this one would be inside it.
      if let last = regions[span.file]?.last, last.contains(span) { continue }
      regions[span.file, default: []].append(span)
    }
  }

  package var isEmpty: Bool { regions.isEmpty }

  /// Whether one region contains the whole span.
  package func contains(_ span: SourceSpan) -> Bool {
    guard let regions = regions[span.file] else { return false }
    // Of the regions that begin before its end, the last one reaches furthest.
    var (low, high) = (0, regions.count)
    while low < high {
      let middle = (low + high) / 2
      if regions[middle].lower <= span.lower { low = middle + 1 } else { high = middle }
    }
    return low > 0 && regions[low - 1].contains(span)
  }
}
