package import ConfigSyntax
package import Diagnostics
package import Terraform

/// What is secret among the inputs of one run: decided once, asked by everything that prints.
package struct SecretClassification: Sendable {
  /// What no frame shows: values of secret settings, values whose key looks like a secret's, user
  /// information in URLs, PEM bodies, and every value in a damaged region.
  package let hidden: HiddenSpans
  /// What no message quotes beyond that: expressions that depend on sensitive Terraform variables.
  let unquotable: HiddenSpans

  /// Classifies documents; `settings` are the spans that secret settings claim.
  package init(
    _ documents: [ConfigDocument], settings: [SourceSpan] = [], _ sources: SourceMap,
    _ terraform: TerraformConfiguration? = nil
  ) {
    hidden = HiddenSpans(SecretMasks.find(documents, settings, sources, terraform))
    unquotable = HiddenSpans(terraform.map { TerraformSecrets($0).spans } ?? [])
  }

  /// Nothing is secret: for runs whose findings quote no input.
  package init() { (hidden, unquotable) = (HiddenSpans(), HiddenSpans()) }
}
