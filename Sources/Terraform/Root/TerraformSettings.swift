package import ConfigSyntax
package import Diagnostics

/// The `terraform` blocks of a module.
package struct TerraformSettings: Sendable {
  package internal(set) var requiredVersions: [Located] = []
  package internal(set) var requiredProviders: [ProviderRequirement] = []
  /// `s3` of `backend "s3"`, or `cloud`.
  package internal(set) var backend: Located?
  /// The content of its braces.
  package internal(set) var backendBody: HCLBody?
}

/// One argument of `required_providers`.
package struct ProviderRequirement: Sendable {
  package let name: Located
  package let span: SourceSpan
  package let source: Located?
  package let version: Located?
  /// `aws.us` of `configuration_aliases`, which the caller of the module passes.
  let aliases: [Located]
}

/// A `provider` block.
package struct ProviderConfiguration: Sendable {
  package let name: Located
  package let span: SourceSpan
  package let alias: Located?
  package internal(set) var arguments: [EvaluatedArgument] = []
  package let body: HCLBody

  /// `aws`, or `aws.us` with an alias.
  package var address: String { alias.map { "\(name.value).\($0.value)" } ?? name.value }
}
