/// A line that shows how much of a list is done, from the second second on.
package struct Progress: Sendable {
  private let total: Int
  /// When the line may be written next, in milliseconds.
  private var due: Int64
  private var isShown = false

  /// `now` is in milliseconds, from any moment.
  package init(total: Int, now: Int64) {
    self.total = total
    due = now + 1000
  }

  /// What to write after `done` are done; nil if it is too early, or the last line is recent.
  package mutating func text(done: Int, now: Int64) -> String? {
    guard now >= due, done < total else { return nil }
    due = now + 100
    isShown = true
    return "\(Self.start)checked \(done) of \(total)"
  }

  /// What removes the line; nil if there is none.
  package var end: String? { isShown ? Self.start : nil }

  /// Returns to the first column and erases the line.
  private static let start = "\r\u{1B}[K"
}
