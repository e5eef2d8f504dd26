package import CloudDocuments
package import ConfigSyntax
package import Diagnostics
package import Emitters
package import Project
import Rules
package import Secrets
package import Settings
import Surfaces
package import Terraform

/// Compiles inputs to findings and artifacts, without side effects.
package enum Compiler {
  /// What a run is asked for in addition to its inputs.
  package struct Options: Sendable {
    /// `--chart-version`; nil for that of the inputs or the newest.
    package var chartVersion: ChartVersion?
    /// Seconds since 1970.
    package var now: Int64 = 0
    /// Supplies the value of an env file's line that is only a name.
    package var environment: EnvironmentLookup = { _ in nil }
    /// The program whose rules the env files among the inputs follow.
    package var envDialect = EnvDialect.docker
    /// Which findings are reported, and how severely.
    package var policy = FindingPolicy()
    /// Names that the site knows.
    package var site = SiteNames()
    /// When it is reported that the deployment lacks something that it needs to start.
    package var requirement = Deployment.Requirement.ifWhole
    /// The settings to read; tests use smaller tables.
    package var catalog = FieldCatalog.builtIn
    /// How the Terraform files among the inputs are read.
    package var terraform = TerraformOptions()
    /// Reads the files that inputs name; nil for none.
    package var files: (any TreeFiles)?
    /// How much is read before readers give up.
    package var limits = Limits()
    /// The kind of the first input; nil to detect it from its content.
    package var documentKind: DocumentKind?

    package init() {}
  }

  /// How Terraform inputs are read.
  package struct TerraformOptions: Sendable {
    /// The releases of the official modules.
    package var catalogue = ModuleCatalogue.builtIn
    /// The module of values files that are read without their directory.
    package var module: OfficialModule?
    /// The release of that module; nil for the newest.
    package var moduleVersion: ModuleVersion?
    /// Module releases that apply where `moduleVersion` is nil.
    package var moduleVersions: [OfficialModule: ModuleVersion] = [:]
    /// The release to report upgrade problems for.
    package var upgrade: ModuleVersion?

    package init() {}

    /// The release of a module whose call does not name one; nil for the newest.
    package func version(of module: OfficialModule) -> ModuleVersion? {
      moduleVersion ?? moduleVersions[module]
    }
  }

  /// Reads the inputs, merges and decodes them, and checks the result.
  package static func compile(_ inputs: [Input], _ options: Options) -> Compilation {
    var reading = InputReading(
      EnvContext(options.envDialect, environment: options.environment),
      terraform: options.terraform, files: options.files, limits: options.limits,
      documentKind: options.documentKind)
    reading.read(inputs)
    var bag = reading.bag
    let count = min(max(reading.installations.count, 1), mostInstallations)
    let installations = (0..<count).map { number in
      CompiledInstallation(
        calls: number < reading.installations.count ? reading.installations[number] : nil,
        resolved: resolve(reading.layers(of: number), of: reading, options, &bag))
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
    if let note = MergedDeployments.find(resolved, inputs, reading.sources) { bag.report(note) }
    if let span = bag.leftOut {
      let most = options.limits[.findings]
      let message: Message = "there are more than \(most) findings, and the others are not known"
      bag.close(with: .beyond(.findings, of: options.limits, message, at: span))
    }
    return Compilation(
      sources: reading.sources, documents: reading.documents, layers: reading.layers(of: 0),
      installations: installations, terraform: reading.terraform,
      cloudDocuments: reading.cloudDocuments, findings: bag,
      judge: FindingJudge(options, reading.sources, reading.commented))
  }

  /// The maximum number of installations to check: each one resolves the shared layers again.
  private static let mostInstallations = 50

  /// Resolves and checks one installation; the bag drops duplicates between installations.
  private static func resolve(
    _ layers: [Layer], of reading: InputReading, _ options: Options, _ bag: inout DiagnosticBag
  ) -> ResolvedConfiguration {
    var reader = ConfigurationReader.Options()
    reader.chartVersion = options.chartVersion
    reader.now = options.now
    reader.requirement = options.requirement
    reader.site = options.site
    reader.catalog = options.catalog
    reader.objects = reading.objects
    reader.sensitiveSpans = reading.terraform?.sensitiveSpans ?? SpanSet()
    let resolved = ConfigurationReader.read(
      layers, sources: reading.sources, options: reader, &bag)
    RuleCatalog.checkSettings(resolved, &bag)
    for view in resolved.views + resolved.dereferenced { RuleCatalog.checkView(view, &bag) }
    bag = VariablesOfPrograms(reading).explain(bag.withoutExplainedBlanks.withoutExplainedGaps)
    return resolved
  }

  /// The artifacts of a target; empty if there was an error, whatever options make of warnings.
  package static func render(
    _ compilation: Compilation, _ emitter: any Emitter.Type, _ options: EmitOptions,
    _ report: inout Report
  ) -> [Artifact] {
    if let refusal = compilation.severalInstallations {
      report.add(compilation.report([refusal]))
      return []
    }
    // The finding says so already, even if the site accepts it.
    if compilation.everyFinding.contains(where: { $0.id == ShapeProblem.nothingSet }) { return [] }
    guard compilation.setsAnything else {
      report.add(compilation.report([.nothingSet(SourceSpan(FileID(0), 0, 0))]))
      return []
    }
    var found = DiagnosticBag()
    let isNoted = report.findings.contains { $0.id == RenderProblem.commentsLost }
    let comment =
      options.comments == .noted && !isNoted
      ? InputComments(compilation).first(replacedBy: emitter) : nil
    if let comment { found.report(.commentsLost(comment, emitter.target)) }
    let resolved = compilation.sole.resolved
    let request = RenderRequest(
      emitter.refersToSecrets ? resolved : resolved.withKnownValues, compilation.soleTerraform,
      options,
      hiding: options.secrets == .redact ? compilation.secrets : SecretClassification())
    let artifacts = request.artifacts(of: emitter, &found)
    let verdict = compilation.judge.judge(found)
    report.add(compilation.report(verdict))
    // People keep old passwords in comments, and no name shows which are secret.
    if let comment {
      report.hide([SourceSpan(comment.file, Int(comment.lower) + 1, Int(comment.upper))])
    }
    let isRefused = verdict.reported.sorted.contains {
      $0.severity == .error && $0.id.severity == .error
    }
    return isRefused ? [] : artifacts
  }
}

extension DiagnosticBag {
  /// Reports whitespace at the end of a value, and what is invisible in it, once: an error about the value says more than the
  /// warning, which in turn says more than the warning of a rule.
  fileprivate var withoutExplainedBlanks: DiagnosticBag {
    let ids = [ShapeProblem.blankEnd, ShapeProblem.invisibleCharacter]
    let blanks = filter { ids.contains($0.id) }.sorted
    guard !blanks.isEmpty else { return self }
    let errors = filter { $0.severity == .error }.sorted
    return filter { finding in
      if ids.contains(finding.id) { return !errors.contains { $0.span.contains(finding.span) } }
      let isOfRule =
        finding.severity == .warning
        && (finding.id.code.hasPrefix("WB3") || finding.id == ShapeProblem.unknownWord)
      return !isOfRule || !blanks.contains { finding.span.contains($0.span) }
    }.map { finding in
      var finding = finding
      guard finding.severity == .error else { return finding }
      // Nobody sees the cause of the error without being told.
      finding.related += blanks.filter {
        $0.id == ShapeProblem.invisibleCharacter && finding.span.contains($0.span)
      }.map { Diagnostic.Label($0.message, $0.span) }
      return finding
    }
  }
}

extension DiagnosticBag {
  /// Reports each piece that a deployment lacks once: an error about a missing piece replaces
  /// warnings about the same setting, and any other finding about it replaces the warning.
  fileprivate var withoutExplainedGaps: DiagnosticBag {
    let codes = [IncompleteDeployment.id, IncompleteDeployment.requirement]
    let gaps = filter { codes.contains($0.id) }.sorted
    guard !gaps.isEmpty else { return self }
    let others = filter { !codes.contains($0.id) && $0.severity != .note }.sorted
    return filter { finding in
      switch finding.id {
      case IncompleteDeployment.id, IncompleteDeployment.requirement:
        return !others.contains { other in
          let isStronger = other.severity == .error || finding.severity == .warning
          return isStronger && (other.setting == finding.setting || other.span == finding.span)
        }
      default:
        let isWarning = finding.severity == .warning && finding.setting != nil
        return !isWarning
          || !gaps.contains { $0.severity == .error && $0.setting == finding.setting }
      }
    }
  }
}

/// The result of one run.
package struct Compilation: Sendable {
  /// The texts of all inputs, by which spans are shown.
  package let sources: SourceMap
  /// Every document that was read, also those that set nothing.
  package let documents: [ConfigDocument]
  /// What the inputs set in the first installation; a cloud document sets nothing.
  let layers: [Layer]
  /// Most inputs describe one installation; a Terraform directory may describe several.
  package let installations: [CompiledInstallation]
  /// The Terraform directory among the inputs.
  package let terraform: TerraformConfiguration?
  /// The files of local modules, which no argument names.
  package var treeFiles: [SourceFile] {
    let files = Set((terraform?.children ?? []).flatMap(\.bodies).map(\.span.file))
    return files.sorted { $0.index < $1.index }.map { sources[$0] }
  }

  /// The cloud documents among the inputs.
  package let cloudDocuments: [CloudDocument]
  /// The findings; nothing else of them leaves a compilation.
  package private(set) var report: Report
  /// Applies what the site accepts to later findings, too.
  let judge: FindingJudge
  /// What the site accepts.
  package var policy: FindingPolicy { judge.policy }

  /// Whether an input was Helm values or a custom resource.
  var hasValues: Bool { layers.contains(where: \.isValues) }

  /// Whether anything in the inputs was read that a rendering could contain.
  var setsAnything: Bool {
    if terraform?.calls.isEmpty == false { return true }
    return installations.contains { installation in
      installation.resolved.setsAnything
        || !installation.resolved.configuration.unmodelled.isEmpty
    }
  }

  /// The secrets in the inputs.
  ///
  /// Worked out anew each time it is asked for: a run without findings never needs it.
  package var secrets: SecretClassification {
    let settings = installations.flatMap(\.resolved.secretSpans)
    return SecretClassification(documents, settings: settings, sources, terraform)
  }

  /// Whether some text could not be read; other findings do not prevent a comparison.
  package var hasUnreadText: Bool {
    let kinds: Set = [
      InputKindProblem.mixedKinds, InputKindProblem.unsupportedKind,
      InputKindProblem.valuesOfAnotherChart,
    ]
    return everyFinding.contains { $0.isSyntaxError || kinds.contains($0.id) }
  }

  /// Whether every input parsed and was read, so that nothing in it is lost in a conversion.
  package var isReadable: Bool {
    let refusals = [
      ShapeProblem.nothingSet, InputKindProblem.mixedKinds, InputKindProblem.unsupportedKind,
      ShapeProblem.wrongRoot,
    ]
    return !everyFinding.contains { $0.isSyntaxError || refusals.contains($0.id) }
  }

  /// The findings, those included that the site accepts: an input is unread all the same.
  var everyFinding: [PrintableDiagnostic] {
    report.findings + report.suppressed.map(\.finding)
  }

  /// More findings about the same inputs, as they may be printed.
  package func report(_ bag: DiagnosticBag) -> Report {
    report(FindingJudge.Verdict(reported: bag))
  }

  /// More findings about the same inputs, without those that the site accepts.
  package func judged(_ bag: DiagnosticBag) -> Report { report(judge.judge(bag)) }

  /// The same, with findings that the site accepts.
  func report(_ verdict: FindingJudge.Verdict) -> Report {
    guard !verdict.reported.isEmpty || !verdict.accepted.isEmpty else {
      return Report(sources: sources)
    }
    let settled = FixSettlement.settle(verdict.reported, of: documents, sources)
    var report = DiagnosticGate(sources, secrets).report(settled, accepted: verdict.accepted)
    report.hide(judge.hidden)
    return report
  }

  /// The same for findings that are not in a bag yet.
  package func report(_ findings: [Diagnostic]) -> Report {
    var bag = DiagnosticBag()
    bag.report(findings)
    return report(bag)
  }

  init(
    sources: SourceMap, documents: [ConfigDocument], layers: [Layer],
    installations: [CompiledInstallation], terraform: TerraformConfiguration?,
    cloudDocuments: [CloudDocument], findings: DiagnosticBag, judge: FindingJudge
  ) {
    (self.sources, self.documents, self.layers) = (sources, documents, layers)
    (self.installations, self.terraform) = (installations, terraform)
    self.cloudDocuments = cloudDocuments
    (self.judge, report) = (judge, Report())
    report = report(judge.judgeAll(findings))
  }

  /// The installation, for commands that refused `severalInstallations`.
  package var sole: CompiledInstallation { installations[0] }

  /// The Terraform directory, limited to the calls that form the installation.
  package var soleTerraform: TerraformConfiguration? {
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
  /// The settings with their provenance.
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
