/// Text in a compose file after interpolation, where `$$` is a dollar sign and `${NAME}` a variable.
package enum ComposeText: Sendable {
  case text(String)
  /// It depends on a variable that is not known here, after `prefix`.
  case unknown(prefix: String)
  /// `${NAME:?message}`, and the variable is not set.
  case missing(name: String)
  /// Compose rejects the `${…}` in it.
  case invalid

  /// The text with the variables that `context` has.
  package init(_ text: String, _ context: EnvContext) {
    guard text.utf8.contains(UInt8(ascii: "$")) else {
      self = .text(text)
      return
    }
    guard let template = ComposeTemplate.read(text) else {
      self = .invalid
      return
    }
    var scope = EnvScope(context)
    switch scope.value(of: template) {
    case .text(let text): self = .text(text)
    case .unknown(let prefix): self = .unknown(prefix: prefix)
    case .missing(let name): self = .missing(name: name)
    case .invalid: self = .invalid
    }
  }

  /// The text where it is known.
  package var known: String? { if case .text(let text) = self { text } else { nil } }
}
