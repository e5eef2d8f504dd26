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
  func everyKeyOfTheOperatorsChart(_ target: String, _ document: String) throws {
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
    let files = [
      "helm": "a values file", "operator": "a custom resource", "docker-env": "an env file",
    ]
    let first = [Self.nothing(for: files[target] ?? "")]
    #expect(
      try losses(text, target)
        == first + ["WB4004 not rendered: \(document) has no equivalent for \(shown)"])
    #expect(
      try losses("manager: {args: []}\n", target) == first + [
        "WB4004 not rendered: \(document) has no equivalent for `operator.manager`"
      ])
  }

  private static func nothing(for file: String) -> String {
    "WB2001 the inputs set nothing that \(file) can contain"
  }

  @Test(arguments: [("helm", "a values file"), ("docker-env", "a Docker env file")])
  func whatAResourceContainsExceptItsValues(_ target: String, _ document: String) throws {
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
      try losses(text, target) == [
        "WB4004 not rendered: \(document) has no equivalent for \(shown)"
      ])
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
        the target has no equivalent
        """
      ])
  }

  @Test func valuesStoredElsewhereAreOneFinding() throws {
    let text = """
      global:
        host: https://w.example.com
        licenseSecret: {name: wandb, key: license}
        mysql: {host: db, user: u, database: d, passwordSecret: {name: Hunter2!, passwordKey: p}}
        extraEnv: {A: {valueFrom: {configMapKeyRef: {name: c, key: k}}}}

      """
    #expect(
      try losses(text, "docker-env") == [
        """
        WB4010 the env file lacks 3 values stored or computed elsewhere: \
        `global.license` (key `license` of Secret `wandb`), `global.mysql.password` (•••), \
        `A` (key `k` of ConfigMap `c`)
        """,
        """
        WB4003 `global.mysql.host`, `global.mysql.database` and `global.mysql.user` are not \
        rendered: the URL would contain a value from a Secret
        """,
      ])
  }

  @Test(arguments: [
    (
      "values.yaml", "a: |\n  # text\nglobal: {host: \"https://w.example.com\"} # why\n", "helm",
      true
    ),
    ("values.yaml", "a: |\n  # text\nglobal: {host: \"https://w#.example.com\"}\n", "helm", false),
    ("values.yaml", "# why\nglobal: {host: \"https://w.example.com\"}\n", "docker-env", false),
    ("wandb.env", "# why\nHOST=https://w.example.com\n", "docker-env", true),
    ("wandb.env", "HOST=https://w.example.com # x\n", "docker-env", false),
    (
      "main.tf",
      """
      // why
      module "wandb" {
        source      = "wandb/wandb/aws"
        version     = "7.18.2"
        domain_name = "example.com"
      }

      """, "tfvars", true
    ),
  ])
  func theFirstRenderingOfAKindNotesLostComments(
    _ name: String, _ text: String, _ target: String, _ isNoted: Bool
  ) throws {
    let emitter = try #require(EmitterCatalog.emitter(named: target))
    var options = EmitOptions()
    options.comments = .noted
    var report = Report()
    let compilation = Check.compile((name, text))
    _ = Compiler.render(compilation, emitter, options, &report)
    let notes = report.findings.filter { $0.id == RenderProblem.commentsLost }
    #expect(notes.count == (isNoted ? 1 : 0))
    _ = Compiler.render(compilation, emitter, options, &report)
    #expect(report.findings.filter { $0.id == RenderProblem.commentsLost }.count == notes.count)
  }

  /// wandb/local is one container, and what the chart sets for `app` alone does not reach it.
  @Test func variablesOfOneComponentAreReported() throws {
    let text = """
      global: {host: https://w.example.com}
      app:
        env: {HOST: https://a.example.com, OWN: x, GORILLA_FRONTEND_HOST: {valueFrom: {}}}
        extraEnv: {HOST: https://w.example.com}
        replicaCount: 2
      api: {env: {HOST: https://b.example.com, OWN: x}}

      """
    #expect(
      try losses(text, "docker-env") == [
        """
        WB4003 `app.env.HOST`, `app.env.OWN` and `app.env.GORILLA_FRONTEND_HOST` are not rendered: \
        an env file has one value for all components
        """,
        """
        WB4004 not rendered: a Docker env file has no equivalent for `app.replicaCount`, `api`
        """,
        """
        WB4003 `api.env.HOST` is not rendered: an env file has one value for all components
        """,
      ])
  }

  @Test func theCertificateOfRedisIsReported() throws {
    let text = "global: {host: https://w.example.com, redis: {host: r, caCert: PEM}}\n"
    #expect(
      try losses(text, "docker-env") == [
        "WB4003 `global.redis.caCert` is not rendered: it is a file in the container"
      ])
  }

  @Test func variablesSayWhyNoEnvFileHoldsThem() throws {
    let text = """
      global:
        extraEnv: {"#X": 1, A: "$(HOST)/x", B: "a\\nb", C: {valueFrom: {fieldRef: {}}}}

      """
    #expect(
      try losses(text, "docker-env") == [
        Self.nothing(for: "an env file"),
        "WB4003 variable `#X` is not rendered: Docker does not accept its name",
        """
        WB4003 variable `A` is not rendered: \
        Helm or Kubernetes computes its value from templates or other variables
        """,
        "WB4003 variable `B` is not rendered: an env file can contain only single-line plain text",
        "WB4010 the env file lacks a value stored or computed elsewhere: `C` (`fieldRef`)",
      ])
  }
}
