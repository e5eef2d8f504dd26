package import ConfigSyntax
package import Diagnostics

/// One rule of a CORS document: pages of these origins may send these requests.
package struct CORSRule: Sendable {
  /// Where to report something that the rule lacks.
  package let headSpan: SourceSpan
  package let span: SourceSpan
  package let entries: [Entry]
  package let origins: CORSList
  package let methods: CORSList
  /// The headers that a request may send.
  package let headers: CORSList
  /// The response headers that a page may read.
  package let exposed: CORSList
  /// nil if it is missing or not a number.
  package let maxAge: CORSAge?
}

/// How long browsers may cache the response to a preflight request.
package struct CORSAge: Sendable {
  package let field: String
  package let seconds: Int
  package let span: SourceSpan
}

/// The values of one field of a rule.
package struct CORSList: Sendable {
  /// How the values are written.
  package enum Layout: Sendable {
    /// XML elements, one per value.
    case elements
    /// `[a, b]`, with the span of the brackets.
    case flow(SourceSpan)
    /// `- a`, one value per line.
    case block
    /// One comma-separated text.
    case text
    /// The words of a command.
    case words
  }

  /// The name of the field in this document.
  package let field: String
  /// The field's first key; nil if the rule does not have the field.
  package let key: SourceSpan?
  package let values: [CORSValue]
  package let layout: Layout
  /// Whether every value was read, so that a value not in the list is certainly missing.
  package let isKnown: Bool

  package init(
    field: String, key: SourceSpan?, values: [CORSValue], layout: Layout, isKnown: Bool
  ) {
    (self.field, self.key, self.values) = (field, key, values)
    (self.layout, self.isKnown) = (layout, isKnown)
  }

  /// The texts that are not placeholders.
  package var texts: [String] { values.filter { !$0.isPlaceholder }.map(\.text) }
}

/// One origin, method or header.
package struct CORSValue: Sendable {
  package let text: String
  /// The text without its quotes.
  package let span: SourceSpan
  /// `"` or `'` if the value is in quotes; otherwise empty.
  package let quote: String
  package let isPlaceholder: Bool
  /// Whether the text is in the input byte for byte.
  package let isExact: Bool
}
