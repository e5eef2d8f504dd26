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
  /// Whether an input could set something; a cloud document can't.
  let hasLayers: Bool
  /// Most inputs describe one installation; a Terraform directory may describe several.
  package let installations: [CompiledInstallation]
  /// The Terraform directory among the inputs.
  package let terraform: TerraformConfiguration?
  /// The cloud documents among the inputs.
  package let cloudDocuments: [CloudDocument]
  /// The findings; nothing else of them leaves a compilation.
  package private(set) var report: Report
  let strictness: Compiler.Strictness

  /// The secrets in the inputs.
  ///
  /// Worked out anew each time it is asked for: a run without findings never needs it.
  package var secrets: SecretClassification {
    let settings = installations.flatMap(\.resolved.secretSpans)
    return SecretClassification(documents, settings: settings, sources, terraform)
  }

  /// Whether every input parsed and was read, so that nothing in it is lost in a conversion.
  package var isReadable: Bool {
    let refusals = [
      ShapeProblem.nothingSet, ShapeProblem.mixedKinds, ShapeProblem.unsupportedKind,
      ShapeProblem.wrongRoot,
    ]
    return !report.findings.contains { finding in
      finding.severity == .error
        && (finding.id.code.hasPrefix("WB1") || refusals.contains(finding.id))
    }
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
    sources: SourceMap, documents: [ConfigDocument], hasValues: Bool, hasLayers: Bool,
    installations: [CompiledInstallation], terraform: TerraformConfiguration?,
    cloudDocuments: [CloudDocument], findings: DiagnosticBag, strictness: Compiler.Strictness
  ) {
    (self.sources, self.documents, self.hasValues) = (sources, documents, hasValues)
    self.hasLayers = hasLayers
    (self.installations, self.terraform) = (installations, terraform)
    self.cloudDocuments = cloudDocuments
    (self.strictness, report) = (strictness, Report())
    report = report(findings)
  }

  /// The installation, for commands that refused `severalInstallations`.
  package var sole: CompiledInstallation { installations[0] }

  /// The Terraform directory, limited to the calls that form the installation.
  package var given: TerraformConfiguration? {
    sole.calls.flatMap { terraform?.only($0) } ?? terraform
  }

  /// Why the inputs are not a single configuration; nil if they are.
  package var severalInstallations: Diagnostic? {
    let calls = installations.compactMap(\.calls)
    return .severalInstallations(calls.compactMap(\.name))
      ?? calls.first.flatMap { .severalInstances($0.calls) }
  }
}

/// One installation of the inputs, resolved with the layers that it shares with the others.
package struct CompiledInstallation: Sendable {
  /// The calls in a Terraform directory that create it; nil for other inputs.
  package let calls: Installation?
  package let resolved: ResolvedConfiguration

  /// Its name in explanations: `module.two`.
  package var title: String { "module.\(calls?.name?.value ?? "")" }
}

extension Diagnostic {
  /// The error about several installations where one is expected; nil for fewer than two.
  fileprivate static func severalInstallations(_ names: [Located]) -> Diagnostic? {
    guard let first = names.first, let second = names.dropFirst().first else { return nil }
    var diagnostic = Diagnostic(
      RenderProblem.severalInstallations,
      "`\(second.value)` installs the server in addition to `\(first.value)`; only one is allowed",
      at: second.span)
    diagnostic.related =
      [Label("the first installation", first.span)]
      + names.dropFirst(2).prefix(20).map { Label("another installation", $0.span) }
    diagnostic.help = "put each installation in its own directory"
    return diagnostic
  }

  /// The error about a call with several instances where one installation is expected; else nil.
  fileprivate static func severalInstances(_ calls: [OfficialCall]) -> Diagnostic? {
    guard let call = calls.lazy.map(\.call).first(where: { $0.instances ?? 1 > 1 }) else {
      return nil
    }
    var diagnostic = Diagnostic(
      RenderProblem.severalInstallations,
      "`\(call.name.value)` creates \(call.instances ?? 0) instances; only one is allowed",
      at: call.name.span)
    diagnostic.help = "put each installation in its own directory"
    return diagnostic
  }
}
