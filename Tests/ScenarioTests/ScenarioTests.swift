import ConfigSyntax
import Diagnostics
import Documents
import Emitters
import Foundation
import Pipeline
import Project
import Reporting
import Settings
import Terraform
import TestSupport
import Testing

/// Every folder of `fixtures/scenarios` is compiled and compared, file by file.
@Suite struct ScenarioTests {
  @Test(arguments: try Fixture.scenarios)
  func compiles(_ fixture: Fixture) throws {
    let scenario = try Scenario(fixture)
    try scenario.agreesWithHand()
    var produced: Set<String> = []
    for (name, text) in scenario.outputs {
      produced.insert(name)
      try Golden.expect(text, at: fixture.url.appending(path: "expected").appending(path: name))
    }
    for orphan in fixture.expectedFiles where !produced.contains(orphan) {
      guard Golden.isUpdating else {
        Issue.record("expected/\(orphan) is no output any more; run `make golden`")
        continue
      }
      try FileManager.default.removeItem(
        at: fixture.url.appending(path: "expected").appending(path: orphan))
    }
  }
}

/// A folder compiled: `command` names the targets, one a line, and options.
private struct Scenario {
  let fixture: Fixture
  let compilation: Compilation
  let words: [String]

  init(_ fixture: Fixture) throws {
    self.fixture = fixture
    words = fixture.text("command").split(whereSeparator: \.isWhitespace).map(String.init)
    var options = Check.options
    if words.contains("--strict") { options.policy.strictness = .strict }
    if words.contains("--complete") { options.requirement = .always }
    options.chartVersion = words.word(after: "--chart-version").flatMap { ChartVersion($0) }
    options.terraform.module = words.word(after: "--module").flatMap(OfficialModule.init)
    options.terraform.moduleVersion = words.word(after: "--module-version").flatMap {
      ModuleVersion($0)
    }
    options.terraform.upgrade = words.word(after: "--upgrade-to").flatMap { ModuleVersion($0) }
    var tree = try fixture.tree
    tree.unreadable = Set(words.words(after: "--unreadable"))
    options.files = tree
    options.envDialect = words.word(after: "--env-dialect").flatMap(EnvDialect.init) ?? .docker
    // Files that only other inputs name.
    let companions = words.words(after: "--companion")
    var inputs = try fixture.inputs.filter { !companions.contains($0) }.map { name in
      Input.file(name: name, bytes: try fixture.bytes(of: name), format: nil)
    }
    for assignment in words.words(after: "--set") {
      let parts = assignment.split(separator: "=", maxSplits: 1).map(String.init)
      inputs.append(
        .set(path: parts[0], value: parts[1], shown: parts[1], from: .commandLine))
    }
    compilation = Compiler.compile(inputs, options)
  }

  /// `expect` holds a line a finding, `CODE FILE:LINE`, and a line a value, `SETTING = TEXT`.
  func agreesWithHand() throws {
    let lines = fixture.text("expect").split(separator: "\n").map(String.init)
      .filter { !$0.hasPrefix("#") }
    let found = findings.records.map { "\($0.code) \($0.location.file):\($0.location.start.line)" }
    #expect(found == lines.filter { !$0.contains(" = ") })
    for line in lines where line.contains(" = ") {
      let parts = line.split(separator: "=", maxSplits: 1).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      #expect(Check.value(parts[0], compilation) == parts[1], "\(parts[0])")
    }
    if !words.contains("--strict") {
      for finding in compilation.report.findings {
        #expect(finding.severity == finding.id.severity, "\(finding.id.code)")
      }
    }
    #expect(!lines.isEmpty, "`expect` is written by hand before the golden exists")
  }

  var findings: Findings { Findings(compilation.report, detail: .frames) }

  var outputs: [(name: String, text: String)] {
    let findings = findings
    var outputs = [
      ("diagnostics.txt", TextRenderer(.findingsOnly).render(findings)),
      ("diagnostics.json", JSONRenderer().render(findings)),
      ("model.json", model),
    ]
    guard !compilation.report.hasErrors else { return outputs }
    var options = EmitOptions()
    options.secrets =
      words.word(after: "--secrets").flatMap(EmitOptions.Secrets.init) ?? options.secrets
    options.trust = words.word(after: "--trust").flatMap(EmitOptions.Trust.init)
    for emitter in EmitterCatalog.all where words.contains(emitter.target.name) {
      var report = Report()
      for artifact in Compiler.render(compilation, emitter, options, &report) {
        outputs.append(("artifacts/\(artifact.fileName)", artifact.text))
      }
      guard !report.isEmpty else { continue }
      let text = ConciseRenderer().render(Findings(report))
      outputs.append(("artifacts/\(emitter.target.name).txt", text))
    }
    return outputs
  }

  /// Every setting that is set; a secret is a mask here too.
  private var model: String {
    var members = DocumentValue.Members()
    for field in FieldCatalog.fields(of: compilation.resolved.configuration) {
      guard let value = Check.value(of: field, compilation) else { continue }
      let isReference = field.read(compilation.resolved.configuration)?.isReference == true
      let isHidden = field.isSecret && !isReference
      members[field.name] = .string(isHidden ? Secret.mask : value)
    }
    return JSONDocument.render(.object(members), .indented)
  }
}

extension [String] {
  fileprivate func word(after flag: String) -> String? {
    words(after: flag).first
  }

  fileprivate func words(after flag: String) -> [String] {
    zip(self, dropFirst()).filter { $0.0 == flag }.map(\.1)
  }
}
