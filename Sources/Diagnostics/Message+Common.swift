/// Messages that rules and readers of several topics share.
///
/// A message that one file uses is at the bottom of that file, and one that the rules of a topic
/// share is in the topic's `Support`.
extension Message {
  /// A clause about a setting, as the user spelled it: `clause` is what follows its name.
  package static func setting(_ spelling: String, _ clause: Message) -> Message {
    "`\(spelling)` \(clause)"
  }

  /// A setting has no effect, because another one that it requires is not set.
  ///
  /// `spelling` is the one that is set, and `missing` says what the other one is: `the client ID`.
  package static func incomplete(_ spelling: String, missing: String) -> Message {
    "`\(spelling)` is set, but \(missing) is missing"
  }

  /// A setting contains more than its name says: `a scheme`, `a port`.
  package static func mustNotContain(_ noun: String, in spelling: String) -> Message {
    "`\(spelling)` must not contain \(noun)"
  }

  /// The help for a name that is not known but resembles one that is.
  package static func didYouMean(_ name: String) -> Message { "did you mean `\(name)`?" }

  /// The summary of a fix that replaces text by a word of ours.
  package static func write(_ text: String) -> Message { "write `\(text)`" }

  /// The label of a value that differs from the one reported.
  package static let otherValue: Message = "the other value"
}
