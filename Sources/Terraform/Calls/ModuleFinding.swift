package import Diagnostics

/// A mistake of a module call in one release, whichever rule reports it.
///
/// The same mistake is an error of today in one rule, and what an upgrade breaks in another. A
/// finding therefore names the input, and the rule that reports it looks up the setting.
package struct ModuleFinding: Sendable {
  /// The input, output or provider at fault, by which the findings of two releases are compared.
  let subject: String
  /// What is wrong, in one clause.
  package let message: Message
  /// The piece of the call, or of the root module around it, that has to change.
  package let span: SourceSpan
  /// The input at fault; nil for other problems, and for a name that no release has.
  package var input: (module: OfficialModule, name: String)?
  /// What to do about it.
  package var help: Message?
  /// Other locations that contribute, such as the call whose release is the reason.
  package var related: [Diagnostic.Label] = []
  /// A change that removes the problem, where there is only one.
  package var fixes: [FixIt] = []

  init(
    _ message: Message, at span: SourceSpan, subject: String, help: Message? = nil,
    related: [Diagnostic.Label] = [], fixes: [FixIt] = []
  ) {
    (self.subject, self.message, self.span) = (subject, message, span)
    (self.help, self.related, self.fixes) = (help, related, fixes)
  }

  /// A problem with the text of a constraint, at its bytes in the input.
  package init(_ problem: TextProblem, in text: Located) {
    self.init(
      problem.message, at: text.span(of: problem.range), subject: text.value, help: problem.help)
  }
}

extension VersionConstraint {
  /// The problems in the text of a constraint, at their location in the input.
  package static func problems(of text: Located, as use: Use) -> [ModuleFinding] {
    var problems: [TextProblem] = []
    _ = read(text.value, as: use, into: &problems)
    return problems.map { ModuleFinding($0, in: text) }
  }
}

extension Located {
  /// The span of the bytes `range` of the text, or of the whole text where escapes hide them.
  fileprivate func span(of range: Range<Int>) -> SourceSpan {
    guard let textSpan, range.upperBound <= textSpan.range.count, range.lowerBound >= 0 else {
      return span
    }
    return textSpan.sub(range)
  }
}
