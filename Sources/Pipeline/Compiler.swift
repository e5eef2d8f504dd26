package import CloudDocuments
package import ConfigSyntax
package import Diagnostics
package import Emitters
import Rules
package import Settings
package import Terraform

/// The whole way from inputs to findings and artifacts; values in, values out.
package enum Compiler {
  package struct Options: Sendable {
    package var chartVersion: ChartVersion?
    /// Seconds since 1970.
    package var now: Int64 = 0
    /// Where an env file's line that is only a name takes its value from.
    package var environment: EnvironmentLookup = { _ in nil }
    package var strictness = Strictness.lenient
    package var catalog = FieldCatalog.standard
    package var terraform = TerraformOptions()
    /// What the first input is, where its content does not tell.
    package var documentKind: DocumentKind?

    package init() {}
  }

  package enum Strictness: Sendable {
    case lenient
    /// Warnings are errors.
    case strict
  }

  /// How inputs of Terraform are read.
  package struct TerraformOptions: Sendable {
    package var catalogue = ModuleCatalogue.standard
    /// The module that values files without a directory are for.
    package var module: OfficialModule?
    package var moduleVersion: ModuleVersion?
    /// The release whose differences are told.
    package var upgrade: ModuleVersion?

    package init() {}
  }

  /// Reads, layers, decodes and checks.
  package static func compile(_ inputs: [Input], _ options: Options) -> Compilation {
    var reading = InputReading(
      environment: options.environment, terraform: options.terraform,
      documentKind: options.documentKind)
    reading.read(inputs)
    var bag = reading.bag
    let layers = reading.layers(of: 0)
    let resolved = resolve(layers, reading, options, &bag)
    let further = reading.installations.prefix(mostInstallations).enumerated().dropFirst()
    let others = further.map { place, installation in
      InstallationView(
        installation: installation,
        resolved: resolve(reading.layers(of: place), reading, options, &bag))
    }
    if let first = reading.installations.dropFirst(mostInstallations).first {
      bag.report(.unchecked(first, of: reading.installations.count))
    }
    if let terraform = reading.terraform {
      RuleCatalog.check(terraform, &bag)
      bag = bag.map { $0.withoutFixesOfCalls(reading.sources) }
      bag = withoutSecrets(bag, terraform)
    }
    for document in reading.cloudDocuments { RuleCatalog.check(document, resolved, &bag) }
    return Compilation(
      sources: reading.sources, documents: reading.documents,
      hasValues: layers.contains { $0.kind == .helm || $0.kind == .customResource },
      resolved: resolved, others: others, terraform: reading.terraform,
      installation: reading.installations.first, cloudDocuments: reading.cloudDocuments,
      bag: adjust(bag, options),
      strictness: options.strictness)
  }

  private static func withoutSecrets(
    _ bag: DiagnosticBag, _ terraform: TerraformConfiguration?
  ) -> DiagnosticBag {
    guard !bag.isEmpty, let terraform else { return bag }
    let places = SecretPlaces(terraform)
    return places.isEmpty ? bag : bag.map { $0.withoutSecrets(places) }
  }

  /// How many installations of one directory are looked at: each reads the common layers anew.
  private static let mostInstallations = 50

  /// One installation; a bag says once what several of them show.
  private static func resolve(
    _ layers: [Layer], _ reading: InputReading, _ options: Options, _ bag: inout DiagnosticBag
  ) -> ResolvedConfiguration {
    var resolverOptions = Resolver.Options()
    resolverOptions.chartVersion = options.chartVersion
    resolverOptions.now = options.now
    resolverOptions.catalog = options.catalog
    resolverOptions.sensitiveSpans = reading.terraform?.root.sensitiveSpans ?? SpanSet()
    let resolved = Resolver.resolve(
      layers, sources: reading.sources, options: resolverOptions, &bag)
    RuleCatalog.check(resolved, &bag)
    for view in resolved.views { RuleCatalog.check(view, &bag) }
    return resolved
  }

  /// The artifacts of a target; none when an error stands in the way.
  package static func render(
    _ compilation: Compilation, _ emitter: any Emitter.Type, _ options: EmitOptions,
    _ bag: inout DiagnosticBag
  ) -> [Artifact] {
    if let refusal = compilation.severalInstallations {
      bag.report(refusal)
      return []
    }
    var (found, options) = (DiagnosticBag(), options)
    options.terraform.given = compilation.given
    let artifacts = emitter.emit(compilation.resolved, options, &found)
    found = withoutSecrets(found, compilation.terraform)
    let adjusted = compilation.strictness == .strict ? found.mapSeverity(strict) : found
    bag.report(adjusted.sorted)
    return adjusted.hasErrors ? [] : artifacts
  }

  private static func adjust(_ bag: DiagnosticBag, _ options: Options) -> DiagnosticBag {
    options.strictness == .strict ? bag.mapSeverity(strict) : bag
  }

  private static func strict(_ diagnostic: Diagnostic) -> Severity {
    diagnostic.severity == .warning ? .error : diagnostic.severity
  }
}

extension Diagnostic {
  fileprivate static func unchecked(_ installation: Installation, of count: Int) -> Diagnostic {
    let name = installation.name ?? Located("", SourceSpan(FileID(0), 0, 0))
    var diagnostic = Diagnostic(
      TerraformProblem.uncheckedInstallation,
      """
      the directory has \(count) installations, and the settings of `\(name.value)` and of those \
      behind it are not checked
      """, at: name.span)
    diagnostic.help = "give every installation a directory of its own"
    return diagnostic
  }
}
