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
  func containersReadWhatTheModelSays() throws { try compareVariables(.standIn, []) }

  @Test(.comparing(with: .helm), .renderingOfficialChart)
  func containersOfTheOfficialChartReadWhatTheModelSays() throws {
    try compareVariables(#require(HelmChart.official), Self.explained)
  }

  /// The variables whose text in the chart differs from the one in an env file.
  private static let explained: Set = [
    // The chart composes URLs of variables, and an env file contains the whole URL.
    "MYSQL", "REDIS", "BUCKET", "GORILLA_FILE_STORE", "GORILLA_STORAGE_BUCKET",
    // The chart names the queue of its own Redis.
    "GORILLA_TASK_QUEUE",
  ]

  private func compareVariables(_ chart: HelmChart, _ explained: Set<String>) throws {
    var generator = DeploymentGenerator(seed: 141_421)
    var disagreements = Disagreements(seed: generator.seed)
    let texts = (0..<200).map { _ in JSONDocument.render(generator.deployment(), .compact) }
    let answers = try Oracle.helm.answers(texts.map { .containers(chart, $0) })
    var count = 0
    var differences = 0
    for (text, answer) in zip(texts, answers) {
      guard case .accepted(.object(let containers), _) = answer else {
        disagreements.add(text.utf8, "\(answer)")
        continue
      }
      let compilation = Check.yaml(text)
      for (container, variables) in containers {
        // KIND/NAME/CONTAINER; a name is the component's, or ends with it.
        let parts = String(decoding: container, as: UTF8.self).split(separator: "/")
          .map(String.init)
        let component = DeploymentGenerator.components.first {
          parts[1] == $0 || parts[1].hasPrefix("wandb-\($0)")
        }
        guard let component, parts[2] == component else { continue }
        count += 1
        for (name, wanted) in variablesOfModel(component, compilation) {
          guard let found = variables[name], found != .text(wanted) else { continue }
          // The chart writes a duration, and wandb/local reads a number of hours.
          if name == "GORILLA_SESSION_LENGTH", found == .text(wanted + "h") { continue }
          // Helm's `merge` takes an empty text for a missing one, and the text below it wins.
          guard !explained.contains(name), !wanted.isEmpty else {
            differences += 1
            continue
          }
          disagreements.add(text.utf8, "\(parts): \(name) is \(found), the model has \(wanted)")
        }
      }
    }
    print("containers: \(count) of \(texts.count) configurations, \(differences) explained")
    #expect(count >= texts.count)
    disagreements.report()
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
    // The stand-in derives no variables from keys, and so has nothing for those that become keys.
    let scenarios = try Self.scenarioValues().filter {
      chart == .official || !$0.contains("extraEnv:")
    }
    let texts = generated + scenarios
    let rendered = texts.map { text -> String? in
      let compilation = Check.yaml(text)
      guard !compilation.report.hasErrors else { return nil }
      var report = compilation.report
      return Compiler.render(compilation, HelmEmitter.self, EmitOptions(), &report).first?.text
    }
    let before = try Oracle.helm.answers(texts.map { .objects(chart, $0) })
    let after = try Oracle.helm.answers(rendered.map { .objects(chart, $0 ?? "{") })
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

  /// The values files of the scenarios.
  private static func scenarioValues() throws -> [String] {
    try Fixture.scenarios.flatMap { scenario in
      try scenario.inputs.filter { $0.hasSuffix(".yaml") }.map {
        String(decoding: try scenario.bytes(of: $0), as: UTF8.self)
      }
    }.filter { text in text.contains("global:") && !text.contains("kind: WeightsAndBiases") }
  }
}
