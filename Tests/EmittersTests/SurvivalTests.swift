import Foundation
import Diagnostics
import Emitters
import Pipeline
import TestSupport
import Testing

/// What goes in comes out on the same surface; each case was lost or changed once.
@Suite struct SurvivalTests {
  private func render(
    _ files: [(String, String)], _ target: String, _ secrets: EmitOptions.Secrets = .literal
  ) throws -> Artifact {
    let inputs = files.map { Check.input($0.0, $0.1) }
    let emitter = try #require(EmitterCatalog.emitter(named: target))
    var report = Report()
    var options = EmitOptions()
    options.secrets = secrets
    return try #require(
      Compiler.render(Compiler.compile(inputs, Check.options), emitter, options, &report).first)
  }

  @Test(arguments: [
    ("extraEnv: {MYSQL: {valueFrom: {secretKeyRef: {name: x, key: y}}}}", "secretKeyRef"),
    ("extraEnv: {BUCKET: \"s3://$(AK):$(SK)@minio:9000/w\"}", "s3://$(AK):$(SK)@minio:9000/w"),
    ("extraEnv: {HOST: {valueFrom: {configMapKeyRef: {name: x, key: y}}}}", "configMapKeyRef"),
    ("mysql: {host: d, passwordSecret: {name: s}}", "passwordSecret:\n      name: s"),
    ("mysql: {host: d, passwordSecret: {name: s, rootPasswordKey: r}}", "rootPasswordKey: r"),
    ("mysql: {host: d, password: {valueFrom: {fieldRef: {fieldPath: p}}}}", "fieldPath: p"),
    ("bucket: {provider: s3, name: \"AK:SK@minio:9000\", path: b, region: r}", "accessKey: AK"),
    ("redis: {host: h, params: {foo: \"1\"}}", "foo: \"1\""),
  ])
  func helmValuesKeepIt(_ text: String, _ kept: String) throws {
    let artifact = try render([("values.yaml", "global:\n  host: https://w\n  \(text)\n")], "helm")
    #expect(artifact.text.contains(kept), "\(artifact.text)")
  }

  @Test(arguments: [
    ("BUCKET=s3://AK:SK@/mybucket/pre\n", "BUCKET=s3://AK:SK@/mybucket/pre\n"),
    ("BUCKET=s3:///my.bucket/pre\n", "BUCKET=s3:///my.bucket/pre\n"),
    ("BUCKET=s3://b\nAZURE_STORAGE_KEY=x\n", "BUCKET=s3://b\nAZURE_STORAGE_KEY=x\n"),
    ("BUCKET=az://:a2V5@account/files\n", "BUCKET=az://account/files\nAZURE_STORAGE_KEY=a2V5\n"),
    ("MYSQL=mysql://wandb:99999%2Fabc@db:3306/w\n", "MYSQL=mysql://wandb:99999%2Fabc@db:3306/w\n"),
  ])
  func variablesKeepIt(_ text: String, _ expected: String) throws {
    let first = try render([("wandb.env", text)], "docker-env")
    #expect(first.text == expected)
    let values = try render([("wandb.env", expected)], "helm")
    // The chart always adds the parameter `tls`.
    let completed = expected.replacingOccurrences(of: "/w\n", with: "/w?tls=preferred\n")
    #expect(try render([(values.fileName, values.text)], "docker-env").text == completed)
  }

  @Test func aPlaceholderOfAnEarlierLayerIsReplaced() throws {
    let artifact = try render(
      [("a.env", "BUCKET=<BUCKET_URL>\n"), ("b.env", "BUCKET=s3://real\n")], "docker-env")
    #expect(artifact.text == "BUCKET=s3://real\n")
  }

  @Test func nullRemovesUnmodelledKeys() throws {
    let artifact = try render(
      [
        (
          "a.yaml", "global:\n  host: https://w\n  nodeSelector: {a: b}\n  extraEnv: {FOO: \"1\"}\n"
        ),
        ("b.yaml", "global: null\ningress: {class: nginx}\n"),
      ], "helm")
    #expect(artifact.text == "ingress:\n  class: nginx\n")
  }

  @Test func secretsOutsideTheValuesOfAResourceAreSecrets() throws {
    let resource = """
      apiVersion: apps.wandb.com/v1
      kind: WeightsAndBiases
      metadata: {name: w, annotations: {backup/password: hunter2, url: "https://u:hunter2@h"}}
      spec: {values: {global: {host: "https://w"}, app: {env: [{name: DB_PASSWORD, value: hunter2}]}}}

      """
    #expect(try render([("w.yaml", resource)], "operator").sensitivity == .secret)
    #expect(try !render([("w.yaml", resource)], "operator", .redact).text.contains("hunter2"))
  }
}
