/// The parts of the inputs that no output may show: sorted byte ranges of each file, with adjacent
/// ones merged.
package struct HiddenSpans: Sendable {
  /// The ranges of each file, by the index of its `FileID`.
  private var ranges: [[Range<Int>]] = []

  package init() {}

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
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return ranges[low...].prefix { $0.lowerBound < range.upperBound }
      .map { $0.clamped(to: range) }.filter { !$0.isEmpty }
  }
}
