/// What is wrong with a piece of a text, before anybody knows in which input the text stands.
package struct TextProblem: Hashable, Sendable {
  /// One lower-case clause with the user's spelling in backquotes.
  package let message: String
  /// The bytes of the text that it speaks of.
  package let range: Range<Int>
  /// What to do.
  package let help: String?

  init(_ message: String, at range: Range<Int>, help: String? = nil) {
    (self.message, self.range, self.help) = (message, range, help)
  }
}
