package import Diagnostics
/// A problem with a piece of text whose input is not known yet.
package struct TextProblem: Hashable, Sendable {
  /// One lower-case clause with the user's spelling in backticks.
  package let message: Message
  /// The bytes of the text that it is about.
  package let range: Range<Int>
  /// What to do.
  package let help: Message?

  init(_ message: Message, at range: Range<Int>, help: Message? = nil) {
    (self.message, self.range, self.help) = (message, range, help)
  }
}
