package import Diagnostics

/// The attributes and blocks of a file or of one block, in the order in which they are written.
package struct HCLBody: Sendable {
  package let attributes: [HCLAttribute]
  package let blocks: [HCLBlock]
  package let span: SourceSpan
  /// What did not parse.
  package let damage: [SourceSpan]
}

/// `name = expression`.
package struct HCLAttribute: Sendable {
  package let name: Located
  package let expression: HCLExpression
  package let span: SourceSpan
}

/// `type "label" { … }`.
package struct HCLBlock: Sendable {
  package let type: Located
  package let labels: [Located]
  package let body: HCLBody
  package let span: SourceSpan
}
