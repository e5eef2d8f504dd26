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
  /// Where values of sensitive variables are written, which source frames must not show.
  package internal(set) var secretSpans: [SourceSpan] = []
  /// The spans of values that depend on sensitive variables.
  package internal(set) var sensitiveSpans = SpanSet()
  /// The files as written, to find what source frames must hide.
  package internal(set) var bodies: [HCLBody] = []
  package internal(set) var values: [TfvarsFile] = []
  /// The values from the environment and the command line.
  package internal(set) var given: [TerraformInput.Setting] = []
  /// What did not parse.
  package internal(set) var damage: [SourceSpan] = []

  package func variable(named name: String) -> VariableDeclaration? {
    variables.first { $0.name.value.isExactly(name) }
  }

  /// The provider configurations with an alias: `aws.us`.
  var aliases: [String] {
    providers.filter { $0.alias != nil }.map(\.address)
      + settings.requiredProviders.flatMap(\.aliases).map(\.value)
  }

  /// Whether a missing name may be in a region that did not parse.
  package var isDamaged: Bool { !damage.isEmpty }
}

/// A `variable` block and the value that the variable has.
package struct VariableDeclaration: Sendable {
  /// Where the value comes from.
  package enum Origin: Sendable {
    /// A values file, the environment or the command line, in an assignment to this name.
    case given(Located)
    case `default`
    /// It is not set: Terraform would prompt for it.
    case nowhere
  }

  package let name: Located
  package let span: SourceSpan
  /// `any` without a `type` argument; nil where the argument is not a type.
  package internal(set) var type: HCLType? = .any
  /// Whether there is a `type` argument.
  var hasTypeOfItsOwn = false
  var defaultSpan: SourceSpan?
  /// The default, converted; nil without one, and where it does not fit.
  package internal(set) var `default`: HCLValue?
  /// Whether the block has a default at all.
  package internal(set) var isOptional = false
  package internal(set) var description: Located?
  package internal(set) var isSensitive = false
  package internal(set) var isNullable = true
  package internal(set) var validations: [Condition] = []
  package internal(set) var origin = Origin.nowhere
  /// Its spans show where it was written; unknown, with its type, where it is not set.
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
  /// As written, for readers that know the type.
  package let body: HCLBody
  /// The arguments of the block itself.
  package internal(set) var arguments: [EvaluatedArgument] = []
}

/// `name = expression`, and the value of the expression.
package struct EvaluatedArgument: Sendable {
  package let name: Located
  package let span: SourceSpan
  /// nil where a values file sets the argument.
  package let expression: HCLExpression?
  /// Its spans show where each piece was written: here, in a values file, in a default.
  package let value: HCLValue
}
