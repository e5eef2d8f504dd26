import Diagnostics

/// Intervals of releases as the facts write them, such as `1.0-32.9 35.0-` for 0.1.0 to 0.32.9 and
/// from 0.35.0 on, decoded one at a time and without allocating.
struct ReleaseIntervals {
  private var cursor: FactCursor

  init(_ text: UnsafeBufferPointer<UInt8>) { cursor = FactCursor(text) }

  /// Whether they contain `release`, which must be a known one.
  func contain(_ release: ChartVersion) -> Bool {
    var rest = self
    while let interval = rest.next() {
      if interval.contains(release) { return true }
    }
    return false
  }

  /// The intervals, in order.
  var ranges: [ClosedRange<ChartVersion>] {
    var rest = self
    var ranges: [ClosedRange<ChartVersion>] = []
    while let interval = rest.next() { ranges.append(interval) }
    return ranges
  }

  /// Whether the text is intervals from its beginning to its end.
  var isWellFormed: Bool {
    var rest = self
    while rest.next() != nil {}
    return rest.cursor.isAtEnd
  }

  /// Reads the next interval; nil at the end, or where the text is not one.
  private mutating func next() -> ClosedRange<ChartVersion>? {
    guard let first = cursor.version() else { return nil }
    var last = first
    if cursor.skip("-") {
      if cursor.isAtEnd || cursor.isAt(" ") {
        last = ChartRelease.newest
      } else if let version = cursor.version() {
        last = version
      } else {
        return nil
      }
    }
    guard cursor.isAtEnd || cursor.skip(" "), first <= last else { return nil }
    return first...last
  }
}

/// A position in a column of numbers and versions.
struct FactCursor {
  private let text: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  var isAtEnd: Bool { position == text.count }

  /// Whether `character`, which is ASCII, comes next.
  func isAt(_ character: Unicode.Scalar) -> Bool {
    !isAtEnd && text[position] == UInt8(ascii: character)
  }

  /// Moves past `character` if it comes next.
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard isAt(character) else { return false }
    position += 1
    return true
  }

  /// Reads three numbers with dots between them, or the last two of a release whose first one is 0.
  mutating func version() -> ChartVersion? {
    guard let first = number(), skip("."), let second = number() else { return nil }
    guard skip(".") else { return ChartVersion(0, first, second) }
    guard let third = number() else { return nil }
    return ChartVersion(first, second, third)
  }

  /// Reads digits.
  mutating func number() -> Int? {
    var value: Int?
    while !isAtEnd, text[position].isDigit {
      value = (value ?? 0) * 10 + Int(text[position] - UInt8(ascii: "0"))
      position += 1
    }
    return value
  }
}
