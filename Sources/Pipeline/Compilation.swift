package import CloudDocuments
package import ConfigSyntax
package import Diagnostics
import Emitters
package import Secrets
package import Settings
package import Terraform

/// The result of one run.
package struct Compilation: Sendable {
  package let sources: SourceMap
  package let documents: [ConfigDocument]
  /// Whether an input was Helm values or a custom resource.
  let hasValues: Bool
  /// If a Terraform directory has several installations, the first of them.
  package let resolved: ResolvedConfiguration
  /// The other installations.
  package let others: [InstallationView]
  /// The Terraform directory among the inputs.
  package let terraform: TerraformConfiguration?
  /// The installation in the directory that `resolved` describes.
  let installation: Installation?
  /// The cloud documents among the inputs.
  package let cloudDocuments: [CloudDocument]
  /// The findings; nothing else of them leaves a compilation.
  package private(set) var report: Report
  let strictness: Compiler.Strictness

  /// The secrets in the inputs.
  ///
  /// Worked out anew each time it is asked for: a run without findings never needs it.
  package var secrets: SecretClassification {
    let settings = others.reduce(resolved.secretSpans) { $0 + $1.resolved.secretSpans }
    return SecretClassification(documents, settings: settings, sources, terraform)
  }

  /// More findings about the same inputs, as they may be printed.
  package func report(_ bag: DiagnosticBag) -> Report {
    bag.isEmpty ? Report(sources: sources) : DiagnosticGate(sources, secrets).report(bag)
  }

  package func report(_ findings: [Diagnostic]) -> Report {
    var bag = DiagnosticBag()
    bag.report(findings)
    return report(bag)
  }

  init(
    sources: SourceMap, documents: [ConfigDocument], hasValues: Bool,
    resolved: ResolvedConfiguration, others: [InstallationView],
    terraform: TerraformConfiguration?, installation: Installation?,
    cloudDocuments: [CloudDocument], findings: DiagnosticBag, strictness: Compiler.Strictness
  ) {
    (self.sources, self.documents, self.hasValues) = (sources, documents, hasValues)
    (self.resolved, self.others, self.terraform) = (resolved, others, terraform)
    (self.installation, self.cloudDocuments) = (installation, cloudDocuments)
    (self.strictness, report) = (strictness, Report())
    report = report(findings)
  }

  /// The name of `resolved` in explanations; nil if it is the only installation.
  package var title: String? {
    others.isEmpty ? nil : installation?.title
  }

  /// The Terraform directory, limited to the calls that form `resolved`.
  package var given: TerraformConfiguration? {
    installation.flatMap { terraform?.only($0) } ?? terraform
  }

  /// Why the inputs are not a single configuration; nil if they are.
  package var severalInstallations: Diagnostic? {
    let names = ([installation] + others.map(\.installation)).compactMap { $0?.name }
    return .severalInstallations(names) ?? installation.flatMap { .severalInstances($0.calls) }
  }
}

/// Another installation of a Terraform directory, resolved with the shared layers.
package struct InstallationView: Sendable {
  package let installation: Installation
  package let resolved: ResolvedConfiguration

  /// Its name in explanations.
  package var title: String { installation.title }
}

extension Installation {
  /// `module.two`, as explanations name it.
  fileprivate var title: String { "module.\(name?.value ?? "")" }
}
