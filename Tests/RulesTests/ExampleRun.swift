import CloudDocuments
import ConfigSyntax
import Diagnostics
import Emitters
import Pipeline
import Preflight
import Probing
import Project
import Settings
import Terraform
import TestSupport

/// An example of the documentation as a run of the program.
struct ExampleRun {
  private(set) var inputs: [Input]
  private(set) var options = Check.options
  private var target: String?
  private var secrets = EmitOptions.Secrets.literal
  private var isParsed = false
  private var probed: Probed?
  /// The mistakes in a project file or a baseline.
  private var mistakes: Report?

  init(_ example: Example) {
    inputs = [Check.input(example.fileName, example.text)]
    options.files = TreeInMemory()
    switch example.options {
    case .validate: break
    case .render(let name, let settings, let word):
      target = name
      secrets = word.flatMap(EmitOptions.Secrets.init(rawValue:)) ?? .literal
      inputs += settings.map(Self.setting)
    case .set(let text): inputs.append(Self.setting(text))
    case .chartVersion(let text): options.chartVersion = ChartVersion(text)
    case .complete: options.requirement = .always
    case .module(let values):
      if let values { inputs.append(Check.input("terraform.tfvars", values)) }
    case .upgrade(let version): options.terraform.upgrade = ModuleVersion(version)
    case .document(let kind, let values):
      options.documentKind = kind.flatMap(DocumentKind.init(rawValue:))
      if let values { inputs.append(Check.input("values.yaml", values)) }
    case .dialect(let name): options.envDialect = EnvDialect(rawValue: name) ?? .docker
    case .plan(let text):
      inputs.append(.file(name: "plan.json", bytes: Array(text.utf8), format: .hcl))
    case .probe(let service, let problem, let facts):
      probed = problem.map { Probed(service: service, problem: $0, facts: facts) }
    // The tree of an example is empty.
    case .missingFile: break
    case .parse: isParsed = true
    case .merged(let values): inputs.append(Check.input("site.yaml", values))
    case .project(let values):
      inputs = [Check.input("values.yaml", values)]
      mistakes = ProjectReader.read(source(example), DiagnosticCatalog.codes).report
    case .baseline(let values):
      inputs = [Check.input("values.yaml", values)]
      mistakes = Baseline.read(source(example)).report
    case .limit(let limit, let number, let site):
      options.limits[limit] = number
      if let site { inputs.append(Check.input("site.yaml", site)) }
      inputs = Self.admitted(inputs, options.limits)
    }
  }

  /// What the program reads, which does not open what is beyond a limit.
  private static func admitted(_ inputs: [Input], _ limits: Limits) -> [Input] {
    inputs.enumerated().map { number, input in
      guard case .file(let name, let bytes, _) = input else { return input }
      if number >= limits[.inputs] { return .refused(name: name, by: .inputs) }
      return bytes.count > limits[.bytes] ? .refused(name: name, by: .bytes) : input
    }
  }

  private func source(_ example: Example) -> SourceFile {
    SourceFile(name: example.fileName, text: example.text)
  }

  /// A `--set` option.
  private static func setting(_ text: String) -> Input {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    return .set(path: parts[0], value: parts[1], shown: parts[1], from: .commandLine)
  }

  var diagnostics: [PrintableDiagnostic] { report.findings }

  var report: Report {
    guard !isParsed else {
      return PlainData.read(inputs[0], environment: { _ in nil }).report
    }
    if let mistakes, !mistakes.isEmpty { return mistakes }
    let compilation = Compiler.compile(inputs, options)
    var report = compilation.report
    if let plan = compilation.sources.file(named: "plan.json") {
      report.add(compilation.judged(PlannedChange.findings(in: plan.file, plan.id)))
    }
    if let probed { report.add(compilation.judged(probed.findings(compilation))) }
    if let target, let emitter = EmitterCatalog.emitter(named: target) {
      var options = EmitOptions()
      options.comments = .noted
      options.secrets = secrets
      _ = Compiler.render(compilation, emitter, options, &report)
    }
    return report
  }

  /// What is found, in a stable text: a line for each finding, then its help and its fixes.
  var summary: String {
    let report = report
    return report.findings.map { finding in
      let file = report.sources[finding.span.file]
      let position = LineTable(file).position(at: Int(finding.span.lower))
      let place = "\(file.name):\(position.line):\(position.column)"
      let help = finding.help.map { "  help: \($0)\n" } ?? ""
      let fixes = finding.fixes.map { "  \($0.applicability) fix: \($0.summary)\n" }.joined()
      return "\(place): \(finding.severity)[\(finding.id.code)] \(finding.message)\n\(help)\(fixes)"
    }.joined()
  }
}

/// What an example's service answers.
private struct Probed {
  let service: String
  let problem: String
  let facts: [String: String]

  /// The findings when the last step of the probe has the problem.
  func findings(_ compilation: Compilation) -> DiagnosticBag {
    var bag = DiagnosticBag()
    let plans = ProbePlan.all(compilation.sole.resolved, compilation.soleTerraform)
    guard let plan = plans.first(where: { $0.service.rawValue == service }),
      let problem = PreflightProblem.find(problem)
    else { return bag }
    var outcome = ProbeOutcome(plan)
    outcome.add(.began(step: "connects", role: plan.primary), at: 0)
    outcome.add(.found(failure(problem)), at: 0)
    bag.report(outcome.findings)
    return bag
  }

  private func failure(_ problem: some ProbeProblem) -> ProbeFailure {
    let pairs = facts.compactMap { name, text in Fact(rawValue: name).map { ($0, text) } }
    return ProbeFailure(problem, Dictionary(uniqueKeysWithValues: pairs))
  }
}
