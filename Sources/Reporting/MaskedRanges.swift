/// What no frame shows of one file: ranges of bytes, sorted, those that touch as one.
struct MaskedRanges: Sendable {
  private let ranges: [Range<Int>]

  init(_ masks: [Range<Int>]) {
    var merged: [Range<Int>] = []
    for range in masks.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    ranges = merged
  }

  /// The parts of the masks that lie in `line`.
  func overlapping(_ line: Range<Int>) -> [Range<Int>] {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= line.lowerBound { low = middle + 1 } else { high = middle }
    }
    return ranges[low...].prefix { $0.lowerBound < line.upperBound }
      .map { $0.clamped(to: line) }.filter { !$0.isEmpty }
  }
}
