/// The difference between two texts, as `diff -u` shows it.
enum UnifiedDiff {
  /// A line of the result with its sign.
  private enum Line { case same(String), removed(String), added(String) }

  /// A line and its shown form, in which secrets may be masked.
  struct TextLine {
    let content: String
    let shown: String

    func isSame(as other: TextLine) -> Bool { content == other.content }
  }

  /// Empty when the texts are equal.
  static func render(_ old: [String], _ new: [String], old oldName: String, new newName: String)
    -> String
  {
    render(
      old.map { TextLine(content: $0, shown: $0) }, new.map { TextLine(content: $0, shown: $0) },
      old: oldName, new: newName)
  }

  /// Compares contents, so that a change in hidden text is still a change.
  static func render(
    _ old: [TextLine], _ new: [TextLine], old oldName: String, new newName: String
  ) -> String {
    let lines = compare(old, new)
    var text = ""
    var index = 0
    var (oldLine, newLine) = (1, 1)
    while index < lines.count {
      guard case .same = lines[index] else {
        let start = max(0, index - 3)
        let end = endOfHunk(lines, index)
        text += hunk(lines[start..<end], oldLine - (index - start), newLine - (index - start))
        for line in lines[index..<end] { advance(line, &oldLine, &newLine) }
        index = end
        continue
      }
      advance(lines[index], &oldLine, &newLine)
      index += 1
    }
    return text.isEmpty ? "" : "--- \(oldName)\n+++ \(newName)\n" + text
  }

  private static func advance(_ line: Line, _ old: inout Int, _ new: inout Int) {
    switch line {
    case .same: (old, new) = (old + 1, new + 1)
    case .removed: old += 1
    case .added: new += 1
    }
  }

  /// The end of a hunk: after three equal lines that no change follows within three more.
  private static func endOfHunk(_ lines: [Line], _ start: Int) -> Int {
    var equal = 0
    var index = start
    while index < lines.count, equal < 6 {
      if case .same = lines[index] { equal += 1 } else { equal = 0 }
      index += 1
    }
    return index - max(0, equal - 3)
  }

  private static func hunk(_ lines: ArraySlice<Line>, _ old: Int, _ new: Int) -> String {
    var (body, oldCount, newCount) = ("", 0, 0)
    for line in lines {
      advance(line, &oldCount, &newCount)
      switch line {
      case .same(let text): body += " \(text)\n"
      case .removed(let text): body += "-\(text)\n"
      case .added(let text): body += "+\(text)\n"
      }
    }
    // An empty side is numbered by the line before it.
    let (oldStart, newStart) = (oldCount == 0 ? old - 1 : old, newCount == 0 ? new - 1 : new)
    return "@@ -\(oldStart),\(oldCount) +\(newStart),\(newCount) @@\n" + body
  }

  private static func compare(_ old: [TextLine], _ new: [TextLine]) -> [Line] {
    var (lower, oldEnd, newEnd) = (0, old.count, new.count)
    while lower < min(oldEnd, newEnd), old[lower].isSame(as: new[lower]) { lower += 1 }
    while oldEnd > lower, newEnd > lower, old[oldEnd - 1].isSame(as: new[newEnd - 1]) {
      (oldEnd, newEnd) = (oldEnd - 1, newEnd - 1)
    }
    let middle = changed(Array(old[lower..<oldEnd]), Array(new[lower..<newEnd]))
    return old[..<lower].map { .same($0.shown) } + middle + old[oldEnd...].map { .same($0.shown) }
  }

  private static func changed(_ old: [TextLine], _ new: [TextLine]) -> [Line] {
    // A table for two long texts would be too large, so the whole text is replaced.
    guard old.count * new.count <= 4_000_000, !old.isEmpty, !new.isEmpty else {
      return old.map { .removed($0.shown) } + new.map { .added($0.shown) }
    }
    let width = new.count + 1
    var common = [Int32](repeating: 0, count: (old.count + 1) * width)
    for row in old.indices.reversed() {
      for column in new.indices.reversed() {
        common[row * width + column] =
          old[row].isSame(as: new[column])
          ? common[(row + 1) * width + column + 1] + 1
          : max(common[(row + 1) * width + column], common[row * width + column + 1])
      }
    }
    var result: [Line] = []
    var (row, column) = (0, 0)
    while row < old.count || column < new.count {
      if row < old.count, column < new.count, old[row].isSame(as: new[column]) {
        result.append(.same(old[row].shown))
        (row, column) = (row + 1, column + 1)
      } else if column == new.count
        || row < old.count && common[(row + 1) * width + column] >= common[row * width + column + 1]
      {
        result.append(.removed(old[row].shown))
        row += 1
      } else {
        result.append(.added(new[column].shown))
        column += 1
      }
    }
    return result
  }
}
