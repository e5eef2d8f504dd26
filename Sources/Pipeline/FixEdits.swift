package import Diagnostics

/// The edits of several fixes that can be made at once, sorted, by text.
package struct FixEdits: Sendable {
  private struct Change: Sendable {
    let range: Range<Int>
    let bytes: [UInt8]

    init(_ edit: Edit) {
      range = edit.span.range
      switch edit.replacement {
      case .text(let text): bytes = Array(text.utf8)
      case .secret(let secret): bytes = secret.reveal { Array($0.utf8) }
      }
    }

    func isSame(as other: Change) -> Bool { range == other.range && bytes == other.bytes }

    /// Two insertions in one place have no order.
    func conflicts(with other: Change) -> Bool {
      range.lowerBound < other.range.upperBound && other.range.lowerBound < range.upperBound
        || range == other.range
    }
  }

  /// What became of a fix.
  package enum Outcome: Sendable {
    case added
    /// All its edits are there already.
    case known
    /// It overlaps one that was added earlier.
    case postponed
  }

  private var changes: [Int: [Change]] = [:]

  package init() {}

  package var isEmpty: Bool { changes.isEmpty }
  /// The texts that change.
  package var texts: [Int] { changes.keys.sorted() }

  /// Adds a fix whole or not at all; `texts` are those that its edits are for.
  package mutating func add(_ fix: FixIt, to texts: [Int]) -> Outcome {
    var isNew = false
    var added: [(change: Change, text: Int)] = []
    for (edit, text) in zip(fix.edits, texts) {
      let change = Change(edit)
      switch outcome(change, in: text) {
      case .added: isNew = true
      case .known: continue
      case .postponed: return .postponed
      }
      guard !added.contains(where: { $0.text == text && $0.change.conflicts(with: change) }) else {
        return .postponed
      }
      added.append((change, text))
    }
    for (change, text) in added {
      let index = Self.index(of: change, in: changes[text] ?? [])
      changes[text, default: []].insert(change, at: index)
    }
    return isNew ? .added : .known
  }

  private func outcome(_ change: Change, in text: Int) -> Outcome {
    guard let list = changes[text] else { return .added }
    let index = Self.index(of: change, in: list)
    let neighbours = list[max(0, index - 1)..<min(list.count, index + 1)]
    if neighbours.contains(where: change.isSame) { return .known }
    return neighbours.contains(where: change.conflicts) ? .postponed : .added
  }

  /// Where a change belongs among others.
  private static func index(of change: Change, in list: [Change]) -> Int {
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if precedes(list[middle].range, change.range) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func precedes(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    (left.lowerBound, left.upperBound) < (right.lowerBound, right.upperBound)
  }

  /// A text with its edits made; every other byte stays as it is.
  package func apply(to bytes: [UInt8], text: Int) -> [UInt8] {
    var result: [UInt8] = []
    var offset = 0
    for change in changes[text] ?? [] where change.range.upperBound <= bytes.count {
      result += bytes[offset..<change.range.lowerBound]
      result += change.bytes
      offset = change.range.upperBound
    }
    return result + bytes[offset...]
  }
}
