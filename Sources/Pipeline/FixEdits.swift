package import Diagnostics

/// The edits of several fixes that can be applied together, sorted, by text.
package struct FixEdits: Sendable {
  /// An edit without the file that it belongs to.
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

    /// Two insertions at one offset conflict, because they have no order.
    func conflicts(with other: Change) -> Bool {
      range.lowerBound < other.range.upperBound && other.range.lowerBound < range.upperBound
        || range == other.range
    }

    /// Whether one inserts where the other replaces something, up to its ends: the inserted text
    /// belongs to what is replaced, such as a scheme to a value that gets quotes.
    func extends(_ other: Change) -> Bool {
      range.isEmpty != other.range.isEmpty && range.lowerBound <= other.range.upperBound
        && other.range.lowerBound <= range.upperBound
    }
  }

  /// The result of adding a fix.
  package enum Outcome: Sendable {
    case added
    /// All its edits were added before.
    case known
    /// It overlaps one that was added earlier, or extends it.
    case postponed
  }

  private var changes: [Int: [Change]] = [:]

  package init() {}

  /// Whether no fix was added, so that the texts stay as they are.
  package var isEmpty: Bool { changes.isEmpty }
  /// The indexes of the texts that change.
  package var texts: [Int] { changes.keys.sorted() }

  /// Adds all edits of a fix or none; `texts` are the text indexes of its edits.
  package mutating func add(_ fix: PrintableDiagnostic.Fix, to texts: [Int]) -> Outcome {
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
    return neighbours.contains { change.conflicts(with: $0) || change.extends($0) }
      ? .postponed : .added
  }

  /// The index at which to insert a change.
  private static func index(of change: Change, in list: [Change]) -> Int {
    list.partitionPoint { precedes($0.range, change.range) }
  }

  private static func precedes(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    (left.lowerBound, left.upperBound) < (right.lowerBound, right.upperBound)
  }

  /// A text with its edits applied; every other byte is unchanged.
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
