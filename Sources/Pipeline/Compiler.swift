package import CloudDocuments
package import ConfigSyntax
package import Diagnostics
package import Emitters
import Rules
import Secrets
package import Settings
import Surfaces
package import Terraform

/// Compiles inputs to findings and artifacts, without side effects.
package enum Compiler {
  package struct Options: Sendable {
    package var chartVersion: ChartVersion?
    /// Seconds since 1970.
    package var now: Int64 = 0
    /// Supplies the value of an env file's line that is only a name.
    package var environment: EnvironmentLookup = { _ in nil }
    package var strictness = Strictness.lenient
    package var catalog = FieldCatalog.builtIn
    package var terraform = TerraformOptions()
    /// The kind of the first input; nil to detect it from its content.
    package var documentKind: DocumentKind?

    package init() {}
  }

  package enum Strictness: Sendable {
    case lenient
    /// Warnings become errors.
    case strict
  }

  /// How Terraform inputs are read.
  package struct TerraformOptions: Sendable {
    package var catalogue = ModuleCatalogue.builtIn
    /// The module of values files that are read without their directory.
    package var module: OfficialModule?
    package var moduleVersion: ModuleVersion?
    /// The release to report upgrade problems for.
    package var upgrade: ModuleVersion?

    package init() {}
  }

  /// Reads the inputs, merges and decodes them, and checks the result.
  package static func compile(_ inputs: [Input], _ options: Options) -> Compilation {
    var reading = InputReading(
      environment: options.environment, terraform: options.terraform,
      documentKind: options.documentKind)
    reading.read(inputs)
    var bag = reading.bag
    let count = min(max(reading.installations.count, 1), mostInstallations)
    let installations = (0..<count).map { number in
      CompiledInstallation(
        calls: number < reading.installations.count ? reading.installations[number] : nil,
        resolved: resolve(reading.layers(of: number), reading, options, &bag))
    }
    if let first = reading.installations.dropFirst(mostInstallations).first {
      bag.report(.unchecked(first, of: reading.installations.count))
    }
    if let terraform = reading.terraform {
      RuleCatalog.checkTerraform(terraform, &bag)
      bag = bag.map { $0.withoutFixesOfCalls(reading.sources) }
    }
    // With several installations, it is not known which of them a cloud document belongs to.
    let resolved =
      installations.count == 1 ? installations[0].resolved : ResolvedConfiguration()
    for document in reading.cloudDocuments { RuleCatalog.checkDocument(document, resolved, &bag) }
    return Compilation(
      sources: reading.sources, documents: reading.documents,
      hasValues: reading.layers(of: 0).contains(where: \.isValues),
      hasLayers: !reading.layers(of: 0).isEmpty || reading.terraform != nil,
      installations: installations, terraform: reading.terraform,
      cloudDocuments: reading.cloudDocuments, findings: adjust(bag, options),
      strictness: options.strictness)
  }

  /// The maximum number of installations to check: each one resolves the shared layers again.
  private static let mostInstallations = 50

  /// Resolves and checks one installation; the bag drops duplicates between installations.
  private static func resolve(
    _ layers: [Layer], _ reading: InputReading, _ options: Options, _ bag: inout DiagnosticBag
  ) -> ResolvedConfiguration {
    var reader = ConfigurationReader.Options()
    reader.chartVersion = options.chartVersion
    reader.now = options.now
    reader.catalog = options.catalog
    reader.sensitiveSpans = reading.terraform?.root.sensitiveSpans ?? SpanSet()
    let resolved = ConfigurationReader.read(
      layers, sources: reading.sources, options: reader, &bag)
    RuleCatalog.checkSettings(resolved, &bag)
    for view in resolved.views { RuleCatalog.checkView(view, &bag) }
    bag = bag.withoutExplainedBlanks
    return resolved
  }

  /// The artifacts of a target; empty if there was an error.
  package static func render(
    _ compilation: Compilation, _ emitter: any Emitter.Type, _ options: EmitOptions,
    _ report: inout Report
  ) -> [Artifact] {
    if let refusal = compilation.severalInstallations {
      report.add(compilation.report([refusal]))
      return []
    }
    guard compilation.hasLayers else {
      report.add(compilation.report([.nothingSet(SourceSpan(FileID(0), 0, 0))]))
      return []
    }
    var found = DiagnosticBag()
    let request = RenderRequest(compilation.sole.resolved, compilation.given, options)
    let artifacts = request.artifacts(of: emitter, &found)
    let adjusted = compilation.strictness == .strict ? found.mapSeverity(strict) : found
    report.add(compilation.report(adjusted))
    return adjusted.hasErrors ? [] : artifacts
  }

  private static func adjust(_ bag: DiagnosticBag, _ options: Options) -> DiagnosticBag {
    options.strictness == .strict ? bag.mapSeverity(strict) : bag
  }

  private static func strict(_ diagnostic: Diagnostic) -> Severity {
    diagnostic.severity == .warning ? .error : diagnostic.severity
  }
}

extension DiagnosticBag {
  /// Reports white space at the end of a value once: an error about the value says more than the
  /// warning, which in turn says more than the warning of a rule.
  fileprivate var withoutExplainedBlanks: DiagnosticBag {
    let blanks = filter { $0.id == ShapeProblem.blankEnd }.sorted
    guard !blanks.isEmpty else { return self }
    let errors = filter { $0.severity == .error }.sorted
    return filter { finding in
      if finding.id == ShapeProblem.blankEnd {
        return !errors.contains { $0.span.contains(finding.span) }
      }
      let isOfRule = finding.severity == .warning && finding.id.code.hasPrefix("WB3")
      return !isOfRule || !blanks.contains { finding.span.contains($0.span) }
    }
  }
}

extension Diagnostic {
  fileprivate static func unchecked(_ installation: Installation, of count: Int) -> Diagnostic {
    let name = installation.name ?? Located("", SourceSpan(FileID(0), 0, 0))
    var diagnostic = Diagnostic(
      TerraformProblem.uncheckedInstallation,
      """
      the directory has \(count) installations; the settings of `\(name.value)` and the later ones \
      are not checked
      """, at: name.span)
    diagnostic.help = "use a separate directory for each installation"
    return diagnostic
  }
}
