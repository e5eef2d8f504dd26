import Diagnostics
import Emitters
import Pipeline
import TestSupport
import Testing

/// What a target has no place for is told.
@Suite struct LossTests {
  private func losses(_ text: String, _ target: String) throws -> [String] {
    let emitter = try #require(EmitterCatalog.emitter(named: target))
    var report = Report()
    _ = Compiler.render(Check.yaml(text), emitter, EmitOptions(), &report)
    return report.findings.map { "\($0.id.code) \($0.message)" }
  }

  @Test(arguments: [
    ("helm", "the server's chart"), ("operator", "the server's chart"),
    ("docker-env", "a Docker env file"),
  ])
  func everyKeyOfTheOperatorsChart(_ target: String, _ place: String) throws {
    let text = """
      airgapped: true
      image: {repository: r, tag: "1", pullPolicy: Always}
      resources: {}
      manager: {args: []}
      extraEnv: {A: b}
      tolerations: []
      podAnnotations: {a: b}

      """
    let names = [
      "image.repository", "image.tag", "airgapped", "image", "resources", "manager", "extraEnv",
      "tolerations", "podAnnotations",
    ]
    let shown = names.map { "`operator.\($0)`" }.joined(separator: ", ")
    #expect(
      try losses(text, target) == ["WB4004 not rendered: \(place) has no equivalent for \(shown)"])
    #expect(
      try losses("manager: {args: []}\n", target) == [
        "WB4004 not rendered: \(place) has no equivalent for `operator.manager`"
      ])
  }

  @Test(arguments: [("helm", "a values file"), ("docker-env", "a Docker env file")])
  func whatAResourceHasBesideItsValues(_ target: String, _ place: String) throws {
    let text = """
      apiVersion: apps.wandb.com/v1
      kind: WeightsAndBiases
      metadata: {name: wandb, namespace: prod, labels: {a: b}}
      spec:
        chart: {url: "http://charts.internal", name: operator-wandb, version: 0.40.0}
        values: {global: {host: "https://w.example.com"}}

      """
    let shown = "`metadata.namespace`, `metadata.labels`, `spec.chart`"
    #expect(
      try losses(text, target) == ["WB4004 not rendered: \(place) has no equivalent for \(shown)"])
    #expect(try losses(text, "operator") == [])
  }

  @Test func parametersAreReportedAtTheirOwnLocation() throws {
    let emitter = try #require(EmitterCatalog.emitter(named: "helm"))
    let text = "# Mail\nGORILLA_EMAIL_SINK=smtp://u:p@mail:587/?foo=bar\n"
    var report = Report()
    _ = Compiler.render(Check.env(text), emitter, EmitOptions(), &report)
    #expect(
      report.findings.map { "\($0.id.code)@\($0.span.lower) \($0.message)" } == [
        """
        WB4003@51 parameter `foo` of `GORILLA_EMAIL_SINK` is not rendered: \
        the target has no equivalent for it
        """
      ])
  }

  @Test func variablesSayWhyNoEnvFileHoldsThem() throws {
    let text = """
      global:
        extraEnv: {"#X": 1, A: "$(HOST)/x", B: "a\\nb", C: {valueFrom: {fieldRef: {}}}}

      """
    #expect(
      try losses(text, "docker-env") == [
        "WB4003 variable `#X` is not rendered: Docker does not accept its name",
        """
        WB4003 variable `A` is not rendered: \
        Helm or Kubernetes computes its value from templates or other variables
        """,
        "WB4003 variable `B` is not rendered: an env file can contain only single-line plain text",
        """
        WB4003 variable `C` is not rendered: \
        its value is stored elsewhere in the cluster, or is not text
        """,
      ])
  }
}
