package import ConfigSyntax
package import Diagnostics

/// One rule of a CORS document: pages of these origins may send these requests.
package struct CORSRule: Sendable {
  /// Where something that the rule lacks is told.
  package let place: SourceSpan
  package let span: SourceSpan
  package let entries: [Entry]
  package let origins: CORSList
  package let methods: CORSList
  /// What a request may send.
  package let headers: CORSList
  /// What a page may see of the answer.
  package let exposed: CORSList
  /// Seconds; nil when it is missing or no number.
  package let maxAge: CORSAge?
}

/// How long browsers may keep the answer to a preflight request.
package struct CORSAge: Sendable {
  package let field: String
  package let seconds: Int
  package let span: SourceSpan
}

/// The values of one field of a rule.
package struct CORSList: Sendable {
  /// How the values are written.
  package enum Layout: Sendable {
    /// Elements of XML, one a value.
    case elements
    /// `[a, b]`, which begins here.
    case flow(SourceSpan)
    /// `- a` on lines of their own.
    case block
    /// One text with commas.
    case text
    /// Words of a command.
    case words
  }

  /// The name of the field in this document.
  package let field: String
  /// Its first key; nil when the rule has none.
  package let key: SourceSpan?
  package let values: [CORSValue]
  package let layout: Layout
  /// Whether every value was read, so that one that is not here is missing.
  package let isKnown: Bool

  package init(
    field: String, key: SourceSpan?, values: [CORSValue], layout: Layout, isKnown: Bool
  ) {
    (self.field, self.key, self.values) = (field, key, values)
    (self.layout, self.isKnown) = (layout, isKnown)
  }

  /// The texts that were filled in.
  package var texts: [String] { values.filter { !$0.isPlaceholder }.map(\.text) }
}

/// One origin, method or header.
package struct CORSValue: Sendable {
  package let text: String
  /// The text between its quotes.
  package let span: SourceSpan
  /// `"` or `'`, when the value is in quotes.
  package let quote: String
  package let isPlaceholder: Bool
  /// Whether the text stands in the input byte for byte.
  package let isExact: Bool
}
