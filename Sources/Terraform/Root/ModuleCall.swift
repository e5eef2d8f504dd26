package import Diagnostics

/// A `module` block.
package struct ModuleCall: Sendable {
  /// How many instances the block makes.
  package enum Repetition: Sendable { case none, count, forEach }

  package let name: Located
  package let span: SourceSpan
  /// nil where it is missing or no text.
  package let source: Located?
  package let version: Located?
  package let repetition: Repetition
  /// `providers = { aws = aws.east }` as pairs of what is written on both sides.
  package let providers: [(inner: Located, outer: Located)]
  package let dependencies: [Located]
  /// The arguments that the called module declares.
  package internal(set) var inputs: [EvaluatedArgument] = []
  /// Whether part of the block did not parse, so that nothing is missing in it.
  package let isDamaged: Bool

  package func input(named name: String) -> EvaluatedArgument? {
    inputs.first { $0.name.value.isExactly(name) }
  }
}

/// `module.NAME.OUTPUT` somewhere in an expression.
package struct ModuleReference: Sendable {
  package let module: Located
  /// nil for the whole module.
  package let output: Located?
  package let span: SourceSpan
}

/// `var.NAME` or `local.NAME` somewhere in an expression.
package struct NameReference: Sendable {
  package enum Kind: String, Sendable {
    case variable = "var"
    case local
  }

  package let kind: Kind
  package let name: Located
  package let span: SourceSpan
}
