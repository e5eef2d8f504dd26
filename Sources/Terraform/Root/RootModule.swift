package import ConfigSyntax
package import Diagnostics

/// A root module: what its files declare, with the values that variables have in this run.
package struct RootModule: Sendable {
  package internal(set) var variables: [VariableDeclaration] = []
  package internal(set) var locals: [LocalDeclaration] = []
  package internal(set) var settings = TerraformSettings()
  package internal(set) var providers: [ProviderConfiguration] = []
  package internal(set) var moduleCalls: [ModuleCall] = []
  package internal(set) var outputs: [OutputDeclaration] = []
  package internal(set) var resources: [ResourceDeclaration] = []
  /// Every `module.NAME.OUTPUT`, in the order of the files.
  package internal(set) var moduleReferences: [ModuleReference] = []
  /// Every `var.NAME` and `local.NAME`, in the order of the files.
  package internal(set) var references: [NameReference] = []
  /// Where values of sensitive variables are written, for frames that must not show them.
  package internal(set) var secretSpans: [SourceSpan] = []
  /// Where values stand that depend on sensitive variables.
  package internal(set) var sensitiveSpans = SpanSet()
  /// The files as they are written, for what has to be hidden in frames.
  package internal(set) var bodies: [HCLBody] = []
  package internal(set) var values: [TfvarsFile] = []
  /// The values outside of files.
  package internal(set) var given: [TerraformInput.Setting] = []
  /// What did not parse.
  package internal(set) var damage: [SourceSpan] = []

  package func variable(named name: String) -> VariableDeclaration? {
    variables.first { $0.name.value.isExactly(name) }
  }

  /// The configurations of providers that have a name of their own: `aws.us`.
  var aliases: [String] {
    providers.filter { $0.alias != nil }.map(\.address)
      + settings.requiredProviders.flatMap(\.aliases).map(\.value)
  }

  /// Whether a name that is missing may stand in a region that did not parse.
  package var isDamaged: Bool { !damage.isEmpty }
}

/// A `variable` block and the value that the variable has.
package struct VariableDeclaration: Sendable {
  /// Where the value comes from.
  package enum Origin: Sendable {
    /// A values file, the environment or the command line, in an assignment to this name.
    case given(Located)
    case standard
    /// Nowhere: Terraform would ask for it.
    case nowhere
  }

  package let name: Located
  package let span: SourceSpan
  /// `any` without a `type` argument; nil where the argument is no type.
  package internal(set) var type: HCLType? = .any
  /// Whether there is a `type` argument.
  var hasTypeOfItsOwn = false
  var standardSpan: SourceSpan?
  /// The default, converted; nil without one, and where it does not fit.
  package internal(set) var standard: HCLValue?
  /// Whether the block has a default at all.
  package internal(set) var isOptional = false
  package internal(set) var description: Located?
  package internal(set) var isSensitive = false
  package internal(set) var isNullable = true
  package internal(set) var validations: [Condition] = []
  package internal(set) var origin = Origin.nowhere
  /// Spans tell where it was written; unknown, with its type, where it comes from nowhere.
  package internal(set) var value: HCLValue
}

/// A `validation` or `precondition` block.
package struct Condition: Sendable {
  package let condition: HCLExpression
  package let message: HCLExpression
  package let span: SourceSpan
}

/// One argument of a `locals` block.
package struct LocalDeclaration: Sendable {
  package let name: Located
  package let expression: HCLExpression
  /// Unknown where it has none.
  package internal(set) var value: HCLValue
}

/// An `output` block.
package struct OutputDeclaration: Sendable {
  package let name: Located
  package let span: SourceSpan
  package let expression: HCLExpression
  package internal(set) var value: HCLValue
  package let description: Located?
  package let isSensitive: Bool
}

/// A `resource`, `data` or `ephemeral` block.
package struct ResourceDeclaration: Sendable {
  package enum Mode: String, Sendable { case resource, data, ephemeral }

  package let mode: Mode
  package let type: Located
  package let name: Located
  package let span: SourceSpan
  /// As it is written, for who knows the type.
  package let body: HCLBody
  /// The arguments of the block itself.
  package internal(set) var arguments: [EvaluatedArgument] = []
}

/// `name = expression`, and what the expression is worth.
package struct EvaluatedArgument: Sendable {
  package let name: Located
  package let span: SourceSpan
  /// nil where a values file gives the argument.
  package let expression: HCLExpression?
  /// Its spans tell where each piece was written: here, in a values file, in a default.
  package let value: HCLValue
}
