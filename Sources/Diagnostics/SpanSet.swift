/// Regions of the inputs, for looking up whether a span is inside one of them.
package struct SpanSet: Sendable {
  /// The regions of each file in order, none inside another.
  private var regions: [FileID: [SourceSpan]] = [:]

  /// Drops empty spans and those inside others.
  package init(_ spans: [SourceSpan] = []) {
    let sorted = spans.filter { $0.lower < $0.upper }
      .sorted { ($0.lower, $1.upper) < ($1.lower, $0.upper) }
    for span in sorted {
      // The last one ends last; otherwise, this one would be inside it.
      if let last = regions[span.file]?.last, last.contains(span) { continue }
      regions[span.file, default: []].append(span)
    }
  }

  /// Every region, file by file.
  package var all: [SourceSpan] {
    regions.sorted { $0.key.index < $1.key.index }.flatMap(\.value)
  }

  /// Whether there are no regions, so that callers can skip looking spans up.
  package var isEmpty: Bool { regions.isEmpty }

  /// Whether one region contains the whole span.
  package func contains(_ span: SourceSpan) -> Bool {
    guard let regions = regions[span.file] else { return false }
    // Of the regions that begin before its end, the last one reaches furthest.
    let number = regions.partitionPoint { $0.lower <= span.lower }
    return number > 0 && regions[number - 1].contains(span)
  }

  /// Whether a span contains one whole region.
  package func hasRegion(in span: SourceSpan) -> Bool {
    guard let regions = regions[span.file] else { return false }
    // Of the regions that begin in it, the first one ends first.
    let number = regions.partitionPoint { $0.lower < span.lower }
    return number < regions.count && span.contains(regions[number])
  }
}

/// The parts of the inputs that no output may show: sorted byte ranges of each file, with adjacent
/// ones merged.
package struct HiddenSpans: Sendable {
  /// The ranges of each file, by the index of its `FileID`.
  private var ranges: [[Range<Int>]] = []

  /// Nothing is hidden.
  package init() {}

  /// Spans in any order; empty ones hide nothing.
  package init(_ spans: [SourceSpan]) {
    for span in spans where span.lower < span.upper {
      let index = Int(span.file.index)
      while ranges.count <= index { ranges.append([]) }
      ranges[index].append(span.range)
    }
    for index in ranges.indices { ranges[index] = Self.merged(ranges[index]) }
  }

  private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var merged: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }

  /// Whether nothing is hidden.
  package var isEmpty: Bool { ranges.allSatisfy(\.isEmpty) }

  /// All ranges, in the order of the files.
  package var all: [SourceSpan] {
    ranges.enumerated().flatMap { index, ranges in
      ranges.map { SourceSpan(FileID(index), $0.lowerBound, $0.upperBound) }
    }
  }

  /// Whether some byte of the span is hidden, or an empty span lies in or next to what is hidden.
  package func overlaps(_ span: SourceSpan) -> Bool {
    guard span.range.isEmpty else { return !overlapping(span.range, in: span.file).isEmpty }
    let neighbours = max(0, Int(span.lower) - 1)..<Int(span.lower) + 1
    return !overlapping(neighbours, in: span.file).isEmpty
  }

  /// The parts of `range` that are hidden, in order.
  package func overlapping(_ range: Range<Int>, in file: FileID) -> [Range<Int>] {
    let index = Int(file.index)
    guard index < ranges.count else { return [] }
    let ranges = ranges[index]
    let first = ranges.partitionPoint { $0.upperBound <= range.lowerBound }
    return ranges[first...].prefix { $0.lowerBound < range.upperBound }
      .map { $0.clamped(to: range) }.filter { !$0.isEmpty }
  }
}
