package import CloudDocuments
package import ConfigSyntax
package import Diagnostics
import Emitters
package import Settings
package import Terraform

/// What one run found out.
package struct Compilation: Sendable {
  package let sources: SourceMap
  package let documents: [ConfigDocument]
  /// Whether an input was Helm values or a custom resource.
  let hasValues: Bool
  /// With several installations in a Terraform directory, the first of them.
  package let resolved: ResolvedConfiguration
  /// The further installations.
  package let others: [InstallationView]
  /// The Terraform directory among the inputs.
  package let terraform: TerraformConfiguration?
  /// What `resolved` is in the directory.
  let installation: Installation?
  /// The documents of clouds among the inputs.
  package let cloudDocuments: [CloudDocument]
  package let bag: DiagnosticBag
  let strictness: Compiler.Strictness

  /// The spans that no frame may show.
  package var masks: [SourceSpan] {
    let secrets = others.reduce(resolved.secretSpans) { $0 + $1.resolved.secretSpans }
    return SecretMasks.find(documents, secrets, sources, terraform)
  }

  /// What explanations call `resolved` where there are further installations; nil where there are none.
  package var title: String? {
    others.isEmpty ? nil : installation?.title
  }

  /// The Terraform directory with the calls that `resolved` is made of.
  package var given: TerraformConfiguration? {
    installation.flatMap { terraform?.only($0) } ?? terraform
  }

  /// Why the inputs are no one configuration; nil when they are.
  package var severalInstallations: Diagnostic? {
    let names = ([installation] + others.map(\.installation)).compactMap { $0?.name }
    return .severalInstallations(names) ?? installation.flatMap { .severalInstances($0.calls) }
  }
}

/// A further installation of a Terraform directory, with the layers that are for all of them.
package struct InstallationView: Sendable {
  package let installation: Installation
  package let resolved: ResolvedConfiguration

  /// What explanations call it.
  package var title: String { installation.title }
}

extension Installation {
  /// `module.two`, as explanations name it.
  fileprivate var title: String { "module.\(name?.value ?? "")" }
}
