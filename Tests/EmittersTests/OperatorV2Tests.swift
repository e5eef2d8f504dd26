import Diagnostics
import Emitters
import FuzzTargets
import Generators
import Pipeline
import Settings
import TestSupport
import Testing

/// Custom resources of apps.wandb.com/v2, written and read back.
@Suite struct OperatorV2Tests {
  private func render(_ compilation: Compilation) throws -> (text: String, report: Report) {
    var report = Report()
    let artifacts = Compiler.render(
      compilation, OperatorV2Emitter.self, EmitOptions(), &report)
    return (try #require(artifacts.first).text, report)
  }

  /// Every setting that is set, but those that only another surface spells.
  private func settings(_ compilation: Compilation) -> [String: String] {
    var result: [String: String] = [:]
    for field in FieldCatalog.fields(of: compilation.resolved.configuration) {
      result[field.name] = Check.value(of: field, compilation)
    }
    return result
  }

  /// Random values keep every setting that is not reported; what is added is what the chart and the
  /// operator imply.
  @Test func randomConfigurationsSurvive() throws {
    var generator = SeededGenerator(2027)
    let implied: Set = [
      "global.mysql.port", "global.redis.port", "mysql.tls", "bucket.tls", "bucket.forcePathStyle",
    ]
    for _ in 0..<300 {
      let start = Check.yaml(
        RandomValues.make(&generator) + "app: {image: {tag: 0.83.1}}\n")
      let (text, report) = try render(start)
      let end = Check.compile(("wandb-v2.yaml", text))
      // What the operator can't run was reported when the resource was rendered.
      let isIncomplete = report.findings.contains { $0.id == RenderProblem.incompleteResource }
      let errors = end.report.findings.filter { $0.severity == .error }.map(\.id.code)
      #expect(
        errors.allSatisfy { $0 == "WB2151" && isIncomplete },
        "seed \(generator.seed) \(Check.findings(end))\n\(text)")
      let lost = Set(
        report.findings.filter { RenderProblem.losses.contains($0.id) }.flatMap(\.quotedNames))
      let (before, after) = (settings(start), settings(end))
      for (name, value) in before where !lost.contains(name) {
        // A store that is compatible with S3 has provider `s3`.
        let expected = name == "global.bucket.provider" && value == "cw" ? "s3" : value
        #expect(after[name] == expected, "seed \(generator.seed) \(name)\n\(text)")
      }
      #expect(Set(after.keys).subtracting(before.keys).subtracting(implied) == [])
    }
  }

  @Test(arguments: RoundTripTests.passwords)
  func passwordsSurvive(_ password: String) throws {
    let encoded = PercentEncoding.encode(password)
    let start = Check.yaml(
      """
      global:
        host: https://wandb.example.com
        mysql: {host: db, user: "\(encoded)", password: "\(encoded)"}
        redis: {host: cache, password: "\(encoded)"}
        bucket: {provider: s3, name: files, region: r, accessKey: "\(encoded)", secretKey: "\(encoded)"}
      app: {image: {tag: 0.83.1}}

      """)
    let end = Check.compile(("wandb-v2.yaml", try render(start).text))
    for name in [
      "global.mysql.user", "global.mysql.password", "global.redis.password",
      "global.bucket.accessKey", "global.bucket.secretKey",
    ] {
      #expect(Check.value(name, end) == password, "\(name)")
    }
  }

  /// A second rendering of a resource gives the same bytes.
  @Test func renderingIsAFixedPoint() throws {
    let start = Check.yaml(
      """
      global:
        host: https://wandb.example.com
        mysql: {host: db, user: u, password: p, database: d}
        bucket: {provider: az, name: account, path: files/p, accessKey: a2V5}
        clickhouse: {host: ch, user: u, database: d}
        extraEnv: {OTHER: "a$$(b)", GORILLA_DATA_RETENTION_PERIOD: 720h}
        email: {smtp: {host: mail, port: 25}}
      app: {image: {tag: 0.83.1}, serviceAccount: {annotations: {a.b/c: d}}}
      weave-trace: {extraEnv: {A: b}, resources: {limits: {cpu: "1"}}}
      ingress: {class: nginx, nameOverride: edge, tls: [{secretName: s}]}

      """)
    let first = try render(start).text
    let again = try render(Check.compile(("wandb-v2.yaml", first))).text
    #expect(again == first)
  }

  /// References stay, and need no Secret.
  @Test func referencesAreSelectors() throws {
    let start = Check.yaml(
      """
      global:
        host: https://wandb.example.com
        mysql:
          host: {valueFrom: {secretKeyRef: {name: db, key: host}}}
          passwordSecret: {name: db, passwordKey: password}
      app: {image: {tag: 0.83.1}}

      """)
    let text = try render(start).text
    #expect(text.contains("name: db\n          key: host"))
    #expect(text.contains("name: db\n          key: password"))
  }
}
