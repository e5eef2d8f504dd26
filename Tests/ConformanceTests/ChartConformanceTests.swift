import ConfigSyntax
import Diagnostics
import Documents
import Emitters
import Foundation
import Pipeline
import Reference
import Settings
import TestSupport
import Testing

/// Helm renders what the tool accepts, Kubernetes takes it, and containers read what the model says.
///
/// Each proof runs with a stand-in chart of our own, and with W&B's where `WANDB_CHART` names it.
@Suite struct ChartConformanceTests {
  // MARK: Accepted values

  @Test(.comparing(with: .helm))
  func rendersWhatIsAccepted() throws { try renderAccepted(.standIn) }

  @Test(.comparing(with: .helm), .renderingOfficialChart)
  func rendersWhatIsAcceptedInTheOfficialChart() throws {
    try renderAccepted(#require(HelmChart.official))
  }

  private func renderAccepted(_ chart: HelmChart) throws {
    var generator = DeploymentGenerator(seed: 2_718_281)
    var disagreements = Disagreements(seed: generator.seed)
    let texts = (0..<2_000).map { _ in JSONDocument.render(generator.deployment(), .compact) }
    for text in texts {
      let findings = Check.yaml(text).report.findings.filter { $0.severity != .note }
      if let finding = findings.first {
        disagreements.add(text.utf8, "\(finding.id.code): \(finding.message)")
      }
    }
    for (text, answer) in zip(texts, try Oracle.helm.answers(texts.map { .objects(chart, $0) })) {
      if case .refused(let why) = answer { disagreements.add(text.utf8, "refused: \(why)") }
    }
    disagreements.report()
  }

  // MARK: Defects

  @Test(.comparing(with: .helm))
  func refusesDefectsThatAreReported() throws { try refuseDefects(.standIn) }

  @Test(.comparing(with: .helm), .renderingOfficialChart)
  func refusesDefectsInTheOfficialChart() throws {
    try refuseDefects(#require(HelmChart.official))
  }

  /// Values with one defect each: the tool reports an error, and Helm or Kubernetes refuses them.
  private func refuseDefects(_ chart: HelmChart) throws {
    var generator = DeploymentGenerator(seed: 577_215)
    var disagreements = Disagreements(seed: generator.seed)
    let texts = DeploymentGenerator.defects.flatMap { defect in
      (0..<5).map { _ in
        var tree = generator.deployment()
        tree.insert(defect.value, at: ["app"] + defect.path)
        return JSONDocument.render(tree, .compact)
      }
    }
    let answers = try Oracle.helm.answers(texts.map { .objects(chart, $0) })
    for (text, answer) in zip(texts, answers) {
      let errors = Check.yaml(text).report.findings.filter { $0.severity == .error }
      let outcome =
        switch answer {
        case .accepted: "rendered"
        case .refused(let why): "refused: \(why)"
        }
      if errors.isEmpty { disagreements.add(text.utf8, "no error, and \(outcome)") }
      if case .accepted = answer {
        disagreements.add(text.utf8, "rendered, with \(errors.map(\.message))")
      }
    }
    disagreements.report()
  }

  // MARK: Variables of containers

  @Test(.comparing(with: .helm))
  func containersReadWhatTheModelSays() throws { try compareVariables(.standIn) }

  @Test(.comparing(with: .helm), .renderingOfficialChart)
  func containersOfTheOfficialChartReadWhatTheModelSays() throws {
    try compareVariables(#require(HelmChart.official))
  }

  /// The containers of W&B's chart that lack a variable of wandb/local, which runs all services: the
  /// variable, and the components without it.
  ///
  /// Source: chart operator-wandb 0.43.8, rendered with all of these settings.
  private static let absent: [String: [String]] = [
    "HOST": ["api", "executor", "parquet"],
    "GORILLA_FRONTEND_HOST": ["executor", "parquet"], "GORILLA_FILE_HOST": ["executor", "parquet"],
    // A number of hours is for wandb/local alone.
    "SESSION_LENGTH": ["app", "api", "executor", "parquet"],
    "GORILLA_SESSION_LENGTH": ["executor", "parquet"],
    "OIDC_ISSUER": ["api", "executor", "parquet"],
    "OIDC_CLIENT_ID": ["api", "executor", "parquet"],
    "OIDC_AUTH_METHOD": ["api", "executor", "parquet"], "OIDC_SECRET": ["executor", "parquet"],
    "GORILLA_OIDC_ISSUER": ["executor", "parquet"],
    "GORILLA_OIDC_CLIENT_ID": ["executor", "parquet"],
    "GORILLA_OIDC_SECRET": ["executor", "parquet"], "GORILLA_AUTH_METHOD": ["executor", "parquet"],
  ]

  /// Compares the variables of the containers with those of an env file for their component.
  private func compareVariables(_ chart: HelmChart) throws {
    var generator = DeploymentGenerator(seed: 141_421)
    var disagreements = Disagreements(seed: generator.seed)
    let texts = (0..<200).map { _ in
      var tree = generator.deployment()
      for path in [["global", "api", "enabled"], ["global", "executor", "enabled"]] {
        tree.insert(.bool(true), at: path)
      }
      tree.insert(.bool(true), at: ["executor", "install"])
      return JSONDocument.render(tree, .compact)
    }
    let answers = try Oracle.helm.answers(texts.map { .containers(chart, $0) })
    var (counts, explained, compared) = ([String: Int](), [String: Int](), 0)
    for (text, answer) in zip(texts, answers) {
      guard case .accepted(.object(let containers), _) = answer else {
        disagreements.add(text.utf8, "\(answer)")
        continue
      }
      let compilation = Check.yaml(text)
      for (container, variables) in containers {
        guard let component = Self.component(of: container) else { continue }
        counts[component, default: 0] += 1
        for (name, wanted) in variablesOfModel(component, compilation) {
          compared += 1
          let found = variables[name]
          guard found != .text(wanted) else { continue }
          if let why = reason(
            name, found, component, chart, isWritten: text.contains("\"\(name)\""))
          {
            explained["\(component): \(why)", default: 0] += 1
            continue
          }
          // Helm's `merge` takes an empty text for a missing one, and the text below it wins.
          if wanted.isEmpty, found != nil {
            explained["\(component): empty", default: 0] += 1
            continue
          }
          let shown = found.map { "\($0)" } ?? "missing"
          disagreements.add(
            text.utf8, "\(component): \(name) is \(shown), the model has \(wanted)")
        }
      }
    }
    print("containers: \(counts.sorted { $0.key < $1.key }), \(compared) variables")
    print("explained: \(explained.sorted { $0.key < $1.key })")
    for component in ["app", "api", "executor"] {
      #expect(counts[component, default: 0] >= texts.count, "containers of \(component)")
    }
    disagreements.report()
  }

  /// The component whose own container it is, from `KIND/NAME/CONTAINER`; a name is the component's,
  /// or begins with it.
  private static func component(of container: [UInt8]) -> String? {
    let parts = String(decoding: container, as: UTF8.self).split(separator: "/").map(String.init)
    return DeploymentGenerator.components.first {
      parts[2] == $0 && (parts[1] == $0 || parts[1].hasPrefix("wandb-\($0)"))
    }
  }

  /// Why a container may lack a variable of the model; nil if it should have it.
  private func reason(
    _ name: String, _ found: JSONTree?, _ component: String, _ chart: HelmChart, isWritten: Bool
  ) -> String? {
    guard found == nil, !isWritten else { return nil }
    // The stand-in makes no variables of keys, and the console reads no settings.
    if chart == .standIn || component == "console" { return "no variables of keys" }
    return Self.absent[name]?.contains(component) == true ? "\(name) is absent" : nil
  }

  /// What an env file for this component would contain, by name.
  private func variablesOfModel(
    _ component: String, _ compilation: Compilation
  ) -> [(String, String)] {
    let views = compilation.resolved.views
    let view = views.first { $0.component == component }?.resolved ?? compilation.resolved
    var options = EmitOptions()
    options.environmentNames = .all
    var bag = DiagnosticBag()
    let request = RenderRequest(view, compilation.soleTerraform, options)
    let text = request.artifacts(of: DockerEnvEmitter.self, &bag).first?.text ?? ""
    // A component's own variables without a setting are not part of its view.
    let own = compilation.resolved.configuration.unmodelled.helm?[component]
    let names = Set(["env", "extraEnv"].flatMap { own?[$0]?.entries ?? [] }.map(\.key.value))
    return text.split(separator: "\n").compactMap { line in
      guard !line.hasPrefix("#"), let sign = line.firstIndex(of: "=") else { return nil }
      let name = String(line[..<sign])
      guard !names.contains(name) || !SettingsReference.fields(ofVariable: name).isEmpty else {
        return nil
      }
      return (name, String(line[line.index(after: sign)...]))
    }
  }

  // MARK: Helm to Helm

  @Test(.comparing(with: .helm))
  func rendersTheSameFromRenderedValues() throws { try renderAgain(.standIn) }

  @Test(.comparing(with: .helm), .renderingOfficialChart)
  func rendersTheSameInTheOfficialChart() throws {
    try renderAgain(#require(HelmChart.official))
  }

  /// The objects of values files, and of what target `helm` makes of them.
  private func renderAgain(_ chart: HelmChart) throws {
    var generator = DeploymentGenerator(seed: 1_732_050)
    var disagreements = Disagreements(seed: generator.seed)
    let generated = (0..<300).map { _ in JSONDocument.render(generator.deployment(), .compact) }
    let texts = try generated + Self.scenarioValues()
    let rendered = texts.map { text -> String? in
      let compilation = Check.yaml(text)
      // `BUCKET` becomes `global.bucket`, from which the chart also makes other variables.
      let isRewritten = compilation.report.findings.contains { $0.id.code == "WB3003" }
      guard !compilation.report.hasErrors, !isRewritten else { return nil }
      var report = compilation.report
      return Compiler.render(compilation, HelmEmitter.self, EmitOptions(), &report).first?.text
    }
    let before = try Oracle.helm.answers(texts.map { .stableObjects(chart, $0) })
    let after = try Oracle.helm.answers(rendered.map { .stableObjects(chart, $0 ?? "{") })
    var count = 0
    for (number, text) in texts.enumerated() {
      // What Helm refuses, or the tool reports as an error, is for other tests.
      guard rendered[number] != nil, case .accepted(let wanted, _) = before[number] else {
        continue
      }
      count += 1
      guard case .accepted(let found, _) = after[number] else {
        disagreements.add(text.utf8, "rendered values: \(after[number])")
        continue
      }
      if let difference = found.difference(from: wanted) {
        disagreements.add(text.utf8, difference)
      }
    }
    print("helm to helm: \(count) of \(texts.count) values files")
    #expect(count >= generated.count)
    disagreements.report()
  }

  /// What scenarios have that is not for the newest chart as it is: resources, values of a chart that
  /// contains it, and keys of older charts, which become those of the newest.
  private static let others = [
    "kind: WeightsAndBiases", "kind: HelmRelease", "operator-wandb:\n", "connectionString:",
    "beta:\n    glue:",
  ]

  /// The values files of the scenarios.
  private static func scenarioValues() throws -> [String] {
    try Fixture.scenarios.flatMap { scenario in
      try scenario.inputs.filter { $0.hasSuffix(".yaml") }.map {
        String(decoding: try scenario.bytes(of: $0), as: UTF8.self)
      }
    }.filter { text in text.contains("global:") && !others.contains { text.contains($0) } }
  }
}
