package import Diagnostics

/// The attributes and blocks of a file or of one block, in the order of the source.
package struct HCLBody: Sendable {
  package let attributes: [HCLAttribute]
  package let blocks: [HCLBlock]
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
  package let name: Located
  package let expression: HCLExpression
  package let span: SourceSpan

  package init(name: Located, expression: HCLExpression, span: SourceSpan) {
    (self.name, self.expression, self.span) = (name, expression, span)
  }
}

/// `type "label" { … }`.
package struct HCLBlock: Sendable {
  package let type: Located
  package let labels: [Located]
  package let body: HCLBody
  package let span: SourceSpan

  package init(type: Located, labels: [Located], body: HCLBody, span: SourceSpan) {
    (self.type, self.labels, self.body, self.span) = (type, labels, body, span)
  }
}
