package import ConfigSyntax
package import Diagnostics

/// A root module: what its files declare, with the values that variables have in this run.
///
/// Declarations are in the order of the files. Whatever can't be computed without running Terraform
/// is an unknown value, so that a reader of values never has to look at expressions.
package struct RootModule: Sendable {
  /// The `variable` blocks, each with its value.
  package internal(set) var variables: [VariableDeclaration] = []
  /// The arguments of all `locals` blocks.
  package internal(set) var locals: [LocalDeclaration] = []
  /// All `terraform` blocks together.
  package internal(set) var settings = TerraformSettings()
  /// The `provider` blocks, with and without an alias.
  package internal(set) var providers: [ProviderConfiguration] = []
  /// The `module` blocks, whether they call W&B modules or others.
  package internal(set) var moduleCalls: [ModuleCall] = []
  /// The `output` blocks; a rendering of the same module repeats them.
  package internal(set) var outputs: [OutputDeclaration] = []
  /// Everything that Terraform would create or look up without a module.
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
  /// The values files that are read, the last of which wins.
  package internal(set) var values: [TfvarsFile] = []
  /// The values from the environment and the command line.
  package internal(set) var outsideSettings: [TerraformInput.Setting] = []
  /// What did not parse.
  package internal(set) var damage: [SourceSpan] = []

  /// The declaration of `var.NAME`, compared byte by byte as in Terraform.
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
    case assigned(Located)
    /// The `default` of its block.
    case `default`
    /// It is not set: Terraform would prompt for it.
    case nowhere
  }

  /// The label of the block.
  package let name: Located
  /// The whole block.
  package let span: SourceSpan
  /// `any` without a `type` argument; nil where the argument is not a type.
  package internal(set) var type: HCLType? = .any
  /// Whether there is a `type` argument.
  var hasTypeOfItsOwn = false
  /// Where the default is written, even one that does not fit.
  var defaultSpan: SourceSpan?
  /// The default, converted; nil without one, and where it does not fit.
  package internal(set) var `default`: HCLValue?
  /// Whether the block has a default at all.
  package internal(set) var isOptional = false
  /// Its text for people, which renderings keep.
  package internal(set) var description: Located?
  /// Whether Terraform hides its value.
  package internal(set) var isSensitive = false
  /// Whether null is a value; otherwise null means the default.
  package internal(set) var isNullable = true
  /// What its value must satisfy.
  package internal(set) var validations: [Condition] = []
  /// Which input decided on the value.
  package internal(set) var origin = Origin.nowhere
  /// Whether its value is a default that whoever runs the module may still replace: no values are
  /// set at all, so the directory is probably not complete.
  package internal(set) var isOpen = false
  /// Its spans show where it was written; unknown, with its type, where it is not set.
  package internal(set) var value: HCLValue

  /// Whether its value must not be shown: its declaration or its name says so.
  package var isSecret: Bool { isSensitive || SecretNames.resemblesSecret(name.value) }
}

/// A `validation` or `precondition` block.
package struct Condition: Sendable {
  /// What must be true.
  package let condition: HCLExpression
  /// `error_message`, which may quote the value.
  package let message: HCLExpression
  /// The whole block.
  package let span: SourceSpan
}

/// One argument of a `locals` block.
package struct LocalDeclaration: Sendable {
  /// As in `local.NAME`.
  package let name: Located
  /// As written, to follow what it refers to.
  package let expression: HCLExpression
  /// Unknown where it has none.
  package internal(set) var value: HCLValue
}

/// An `output` block.
package struct OutputDeclaration: Sendable {
  /// The label of the block.
  package let name: Located
  /// The whole block.
  package let span: SourceSpan
  /// As written, to follow what it exposes.
  package let expression: HCLExpression
  /// Unknown where the expression depends on resources.
  package internal(set) var value: HCLValue
  /// Its text for people.
  package let description: Located?
  /// Whether Terraform hides it, which it must if a sensitive variable is part of it.
  package let isSensitive: Bool
}

/// A `resource`, `data` or `ephemeral` block.
package struct ResourceDeclaration: Sendable {
  /// The type of the block, as references to it begin.
  package enum Mode: String, Sendable { case resource, data, ephemeral }

  /// Whether Terraform creates it or looks it up.
  package let mode: Mode
  /// The first label, such as `aws_s3_bucket`.
  package let type: Located
  /// The second label.
  package let name: Located
  /// The whole block.
  package let span: SourceSpan
  /// As written, for readers that know the type.
  package let body: HCLBody
  /// The arguments of the block itself.
  package internal(set) var arguments: [EvaluatedArgument] = []
}

/// `name = expression`, and the value of the expression.
package struct EvaluatedArgument: Sendable {
  /// The left side.
  package let name: Located
  /// Both sides.
  package let span: SourceSpan
  /// nil where a values file sets the argument.
  package let expression: HCLExpression?
  /// Its spans show where each piece was written: here, in a values file, in a default.
  package let value: HCLValue
  /// Whether it is null only because of a default that may still be replaced.
  package var isOpen = false
  /// Whether a default that may still be replaced contributes to it; noted for local modules only.
  var dependsOnOpen = false
}

/// The `terraform` blocks of a module, which Terraform reads as one.
package struct TerraformSettings: Sendable {
  /// Each `required_version`; all of them apply.
  package internal(set) var requiredVersions: [Located] = []
  /// The arguments of `required_providers`.
  package internal(set) var requiredProviders: [ProviderRequirement] = []
  /// `s3` of `backend "s3"`, or `cloud`.
  package internal(set) var backend: Located?
  /// The content of its braces.
  package internal(set) var backendBody: HCLBody?
}

/// One argument of `required_providers`, in its long or its short form.
package struct ProviderRequirement: Sendable {
  /// The name that this module uses for the provider.
  package let name: Located
  /// Both sides of the argument.
  package let span: SourceSpan
  /// The address, as written; nil for one of HashiCorp's, whose name is enough.
  package let source: Located?
  /// The versions that the module allows; nil for all.
  package let version: Located?
  /// `aws.us` of `configuration_aliases`, which the caller of the module passes.
  let aliases: [Located]

  /// The address in Terraform's registry, without the host: `hashicorp/aws`.
  var address: String {
    let text = (source?.value ?? "hashicorp/\(name.value)").lowercased()
    let host = "registry.terraform.io/"
    if text.hasPrefix(host) { return String(text.dropFirst(host.count)) }
    return text.contains("/") ? text : "hashicorp/\(text)"
  }
}

/// A `provider` block.
package struct ProviderConfiguration: Sendable {
  /// The label of the block, a name of `required_providers`.
  package let name: Located
  /// The whole block.
  package let span: SourceSpan
  /// What distinguishes it from other blocks of the provider; nil for the default one.
  package let alias: Located?
  /// Its arguments with their values, without `alias`.
  package internal(set) var arguments: [EvaluatedArgument] = []
  /// As written, for the blocks inside.
  package let body: HCLBody

  /// `aws`, or `aws.us` with an alias.
  package var address: String { alias.map { "\(name.value).\($0.value)" } ?? name.value }
}
