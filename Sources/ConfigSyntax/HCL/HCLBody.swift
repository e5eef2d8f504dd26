package import Diagnostics

/// The attributes and blocks of a file or of one block, in the order of the source.
package struct HCLBody: Sendable {
  /// Those that parsed; a redefined one is reported and still listed.
  package let attributes: [HCLAttribute]
  /// Those that parsed, at least in part.
  package let blocks: [HCLBlock]
  /// From the first item to the last.
  package let span: SourceSpan
  /// The regions that did not parse.
  package let damage: [SourceSpan]

  package init(
    attributes: [HCLAttribute], blocks: [HCLBlock], span: SourceSpan, damage: [SourceSpan] = []
  ) {
    self.attributes = attributes
    self.blocks = blocks
    self.span = span
    self.damage = damage
  }

  /// The attribute of this name; of two, the first.
  package subscript(name: String) -> HCLAttribute? {
    attributes.first { $0.name.value.isExactly(name) }
  }

  /// Whether something in it, or in a block of it, did not parse.
  package var isDamaged: Bool {
    !damage.isEmpty || blocks.contains { $0.body.isDamaged }
  }
}

/// `name = expression`.
package struct HCLAttribute: Sendable {
  /// The left side, not normalized.
  package let name: Located
  /// The right side.
  package let expression: HCLExpression
  /// Name and expression, without the line break.
  package let span: SourceSpan

  package init(name: Located, expression: HCLExpression, span: SourceSpan) {
    (self.name, self.expression, self.span) = (name, expression, span)
  }
}

/// `type "label" { … }`.
package struct HCLBlock: Sendable {
  /// `resource`, `module` and the like.
  package let type: Located
  /// Bare words or quoted text without templates.
  package let labels: [Located]
  /// What is between the braces.
  package let body: HCLBody
  /// From the type to the closing brace.
  package let span: SourceSpan

  package init(type: Located, labels: [Located], body: HCLBody, span: SourceSpan) {
    (self.type, self.labels, self.body, self.span) = (type, labels, body, span)
  }
}
